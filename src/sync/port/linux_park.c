/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_park.c - sleeping on a word: futex(2). */
#if defined(__linux__)

#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "../port.h"

/* The kernel's constants; not every C library has the header. The time is an absolute time of CLOCK_MONOTONIC. */
enum { WAIT_BITSET_PRIVATE = 9 | 128, WAKE_BITSET_PRIVATE = 10 | 128 };

/* Newer 32-bit systems have only the call with a 64-bit time. */
#if defined(SYS_futex)
#define FUTEX SYS_futex
typedef long kernel_time;
#else
#define FUTEX SYS_futex_time64
typedef int64_t kernel_time;
#endif

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	const struct {
		kernel_time seconds, nanoseconds;
	} time = { (kernel_time)(deadline / 1000000000u), (kernel_time)(deadline % 1000000000u) };
	uint32_t bit = UINT32_C(1) << expected % 32;
	int saved = errno;
	bool in_time = syscall(FUTEX, word, WAIT_BITSET_PRIVATE, expected, deadline ? &time : NULL, NULL, bit) == 0 ||
	               errno != ETIMEDOUT;

	errno = saved;
	return in_time;
}

void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask)
{
	int saved = errno;

	syscall(FUTEX, word, WAKE_BITSET_PRIVATE, all ? INT_MAX : 1, NULL, NULL, mask);
	errno = saved;
}

#else
typedef int membarrier_sync_linux_is_elsewhere_;
#endif
