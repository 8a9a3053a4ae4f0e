/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* time.h - the C library's, and what POSIX adds, with FreeBSD's value; the test has the function. */
#include_next <time.h>

#ifndef CLOCK_MONOTONIC
#define CLOCK_MONOTONIC 4
#endif

int clock_gettime(int clock, struct timespec *now);
