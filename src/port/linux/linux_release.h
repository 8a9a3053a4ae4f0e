/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_release.h - which version the running kernel says it has. */
#ifndef MEMBARRIER_PORT_LINUX_RELEASE_H
#define MEMBARRIER_PORT_LINUX_RELEASE_H

#include <stdbool.h>

#include "../../internal.h"

struct linux_release {
	unsigned version[3];
	bool candidate; /* it comes before that version, and may lack some of it */
};

/* False if the text is not exactly MAJOR.MINOR[.PATCH][SUFFIX], or stands for another version. */
MB_INTERNAL bool mb_port_linux_parse_release(const char *text, struct linux_release *release);

/* The running kernel is at least this version; if_unknown is the answer where that cannot be told. */
MB_INTERNAL bool mb_port_linux_at_least(unsigned major, unsigned minor, unsigned patch, bool if_unknown);

/*
 * Does the running kernel, if it is one for RISC-V, execute a full barrier when it switches threads, as the barrier of
 * every other thread's CPU rests on? Since d6cfd1770f20: 6.9, and 6.6.51 of the long-term series. Not known: no.
 */
MB_INTERNAL bool mb_port_linux_riscv_is_fixed(void);

#endif
