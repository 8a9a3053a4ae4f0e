/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pthread.h - POSIX's stub, and what Apple's systems have instead of a condition variable's clock. */
#ifndef MEMBARRIER_STUB_APPLE_PTHREAD_H
#define MEMBARRIER_STUB_APPLE_PTHREAD_H

#include_next <pthread.h>

int pthread_cond_timedwait_relative_np(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *time);

#endif
