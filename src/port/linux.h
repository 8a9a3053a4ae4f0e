/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux.h - what the Linux port's files share. */
#ifndef MEMBARRIER_PORT_LINUX_H_
#define MEMBARRIER_PORT_LINUX_H_

#include "../port.h"

/*
 * syscall() with a negative errno value for a result, errno left alone. Not the C
 * library's wrappers: those may be cancellation points, and musl's membarrier()
 * falls back to signalling every thread, which is not what we would be told.
 */
long membarrier_linux_call_(long number, long a, long b, long c, long d);

/* The running kernel is at least this version (of this or a later series). */
bool membarrier_linux_at_least_(unsigned major, unsigned minor, unsigned patch);

extern const struct strategy_ membarrier_linux_expedited_;
extern const struct strategy_ membarrier_linux_mprotect_;

#endif
