/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux.h - what the Linux port's files share. Include it after defining _GNU_SOURCE. */
#ifndef MEMBARRIER_PORT_LINUX_H
#define MEMBARRIER_PORT_LINUX_H

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../port.h"
#include "linux_release.h"

/*
 * A system call; a negative errno value is the error, errno itself is left alone.
 *
 * Not the C library's wrappers: some are cancellation points, and musl's
 * membarrier() signals every thread when the kernel refuses, which is not what a
 * caller of ours must be told. And inline where the tests run on real CPUs: the
 * first returns after a system call are mispredicted, so each call level around it
 * costs the slow path 7-14 ns of 350 (measured on Zen 4 under a hypervisor).
 */
static inline long linux_call(long number, long a, long b, long c, long d)
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

/*
 * Before what a sandbox may kill for: tries it in a child, if there is a sandbox. NULL if it
 * is harmless; killed, or why it could not be tried, if it must be left alone. The attempt
 * gets a page that it may change the permission of. It may call the system and nothing else,
 * and may change nothing that the program has: it may run in the program's memory.
 */
MB_INTERNAL const struct verdict *mb_port_linux_trial(void (*attempt)(char *page), const struct verdict *killed);

MB_INTERNAL_DATA const struct strategy mb_port_linux_expedited;
MB_INTERNAL_DATA const struct strategy mb_port_linux_mprotect;
MB_INTERNAL_DATA const struct one_cpu mb_port_linux_one_cpu;
MB_INTERNAL_DATA const struct code_barrier mb_port_linux_code;
MB_INTERNAL_DATA const struct restart mb_port_linux_restart;
MB_INTERNAL_DATA const struct processes mb_port_linux_processes;

#endif
