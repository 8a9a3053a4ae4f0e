/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* posix_selftest.h - what the selftest's ports to POSIX systems share. */
#ifndef MEMBARRIER_PORT_POSIX_SELFTEST_H
#define MEMBARRIER_PORT_POSIX_SELFTEST_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

/* A thread in which no signal handler of the program runs. */
static inline bool posix_start_thread(pthread_t *thread, void *(*run)(void *), void *argument)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(thread, NULL, run, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return !error;
}

/* Until posix_release_cancellation() is given the result. Bionic has no cancellation. */
static inline int posix_hold_cancellation(void)
{
	int state = 0;

#ifdef PTHREAD_CANCEL_DISABLE
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
#endif
	return state;
}

static inline void posix_release_cancellation(int state)
{
#ifdef PTHREAD_CANCEL_DISABLE
	pthread_setcancelstate(state, &state);
#else
	(void)state;
#endif
}

#endif
