/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_kinds.h - trying a kind of barrier that membarrier(2) may have. */
#ifndef MEMBARRIER_PORT_LINUX_KINDS_H
#define MEMBARRIER_PORT_LINUX_KINDS_H

#include "linux_command.h"

struct linux_kind {
	int barrier, registration;    /* commands */
	const struct verdict *absent; /* QUERY does not have them */
};

/* What most kinds are found to be. */
MB_INTERNAL_DATA const struct verdict mb_port_linux_works, mb_port_linux_credulous;

/* Registers by one command and makes a first barrier by the other. NULL if both succeed. */
MB_INTERNAL const struct verdict *mb_port_linux_first(int registration, int barrier);

/* Asks for it, and makes a first one. mb_port_linux_harm() comes first. */
MB_INTERNAL const struct verdict *mb_port_linux_try(const struct linux_kind *kind);

/* Before the first call: as mb_port_linux_trial(), of calls that mb_port_linux_try() makes. */
MB_INTERNAL const struct verdict *mb_port_linux_harm(void (*attempt)(char *page));

/* For a child that tries: calls that must fail, and the barrier, which is refused too unless it is registered for. */
MB_INTERNAL void mb_port_linux_attempt(const struct linux_kind *kind);

#endif
