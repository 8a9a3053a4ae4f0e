/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux.h - what the Linux port's files share. Include it after defining _GNU_SOURCE. */
#ifndef MEMBARRIER_PORT_LINUX_H_
#define MEMBARRIER_PORT_LINUX_H_

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../port.h"

/*
 * A system call; a negative errno value is the error, errno itself is left alone.
 *
 * Not the C library's wrappers: some are cancellation points, and musl's
 * membarrier() signals every thread when the kernel refuses, which is not what a
 * caller of ours must be told. And inline where the tests run on real CPUs: the
 * first returns after a system call are mispredicted, so each call level around it
 * costs the slow path 7-14 ns of 350 (measured on Zen 4 under a hypervisor).
 */
static inline long membarrier_linux_call_(long number, long a, long b, long c, long d)
{
	long result;
#if defined(__x86_64__) && defined(__LP64__)
	register long fourth __asm__("r10") = d;

	__asm__ __volatile__("syscall"
	                     : "=a"(result)
	                     : "0"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
	                     : "rcx", "r11", "memory");
#else
	int saved = errno;

	result = syscall(number, a, b, c, d);
	if (result < 0) {
		result = -errno;
		errno = saved;
	}
#endif
	return result;
}

/* The running kernel is at least this version. */
INTERNAL_ bool membarrier_linux_at_least_(unsigned major, unsigned minor, unsigned patch);

/* A seccomp filter is in force (or the question itself is denied): what follows may kill. */
INTERNAL_ bool membarrier_linux_filtered_(void);

/* Results of a trial that are none of the attempt's own, which are 0 to 255. */
enum { TRIAL_KILLED = 256, TRIAL_IMPOSSIBLE = 257 };

/* Makes the attempt, which may only make system calls, in a child with an address space of its own. */
INTERNAL_ int membarrier_linux_trial_(int (*attempt)(void));

INTERNAL_DATA_ const struct strategy_ membarrier_linux_expedited_;
INTERNAL_DATA_ const struct strategy_ membarrier_linux_mprotect_;

#endif
