/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_release.h - which version the running kernel says it has. */
#ifndef MEMBARRIER_PORT_LINUX_RELEASE_H_
#define MEMBARRIER_PORT_LINUX_RELEASE_H_

#include <stdbool.h>

#include "../../internal.h"

struct linux_release_ {
	unsigned version[3];
	bool candidate; /* it comes before that version, and may lack some of it */
};

/* False if the text is not exactly MAJOR.MINOR[.PATCH][SUFFIX], or stands for another version. */
INTERNAL_ bool membarrier_linux_parse_release_(const char *text, struct linux_release_ *release);

/* The running kernel is at least this version; if_unknown is the answer where that cannot be told. */
INTERNAL_ bool membarrier_linux_at_least_(unsigned major, unsigned minor, unsigned patch, bool if_unknown);

#endif
