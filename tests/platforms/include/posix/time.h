/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* time.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_TIME_H
#define MEMBARRIER_STUB_TIME_H

#include <sys/types.h>

struct timespec {
	time_t tv_sec;
	long tv_nsec;
};

#define CLOCK_MONOTONIC 4

int clock_gettime(clockid_t clock, struct timespec *now);
int nanosleep(const struct timespec *rest, struct timespec *left);

#endif
