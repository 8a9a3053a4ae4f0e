/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* deadline.h - converts the deadlines of callers to nanoseconds of mb_sync_port_now(). */
#ifndef MEMBARRIER_SYNC_DEADLINE_H_
#define MEMBARRIER_SYNC_DEADLINE_H_

#include <errno.h>
#include <stdint.h>
#include <time.h>

/* 0 or -EINVAL. *deadline is 0 for NULL (none). A time before the clock began is a deadline that has passed. */
static inline int mb_sync_deadline(const struct timespec *time, uint64_t *deadline)
{
	*deadline = 0;
	if (!time)
		return 0;
	if (time->tv_nsec < 0 || time->tv_nsec > 999999999)
		return -EINVAL;
	if (time->tv_sec < 0)
		*deadline = 1;
	else if ((uint64_t)time->tv_sec < UINT64_MAX / 1000000000u / 2)
		*deadline = (uint64_t)time->tv_sec * 1000000000u + (uint64_t)time->tv_nsec;
	if (!*deadline && time->tv_sec == 0)
		*deadline = 1;
	return 0;
}

#endif
