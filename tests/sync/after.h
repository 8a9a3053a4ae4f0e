/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* after.h - deadlines of the blocks' functions. */
#ifndef AFTER_H
#define AFTER_H

#include <time.h>

static inline struct timespec after_ms(long milliseconds)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_nsec += milliseconds * 1000000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

#endif
