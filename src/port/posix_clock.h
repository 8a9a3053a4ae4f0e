/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* posix_clock.h - the clock of POSIX systems. */
#ifndef MEMBARRIER_PORT_POSIX_CLOCK_H
#define MEMBARRIER_PORT_POSIX_CLOCK_H

#include <errno.h>
#include <stdint.h>
#include <time.h>

/* What mb_port_now() returns; async-signal-safe. On most systems answered without the kernel. */
static inline uint64_t posix_now(void)
{
	struct timespec now;
	int saved = errno;

	if (clock_gettime(CLOCK_MONOTONIC, &now)) {
		errno = saved;
		return 0;
	}
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#endif
