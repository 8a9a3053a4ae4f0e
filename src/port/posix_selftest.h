/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* posix_selftest.h - what the selftest's ports to POSIX systems share. */
#ifndef MEMBARRIER_PORT_POSIX_SELFTEST_H
#define MEMBARRIER_PORT_POSIX_SELFTEST_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

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

/* What struct peer begins with on every POSIX system. */
struct posix_peer {
	void (*run)(void *);
	void *argument;
	pthread_t handle;
	int cancel_state; /* the caller's */
};

/* The thread executes begin(peer), which calls run(argument). The caller cannot be cancelled until posix_peer_join(). */
static inline bool posix_peer_start(struct posix_peer *peer, void *(*begin)(void *), void (*run)(void *), void *argument)
{
	peer->run = run;
	peer->argument = argument;
	peer->cancel_state = posix_hold_cancellation();
	if (posix_start_thread(&peer->handle, begin, peer))
		return true;
	posix_release_cancellation(peer->cancel_state);
	return false;
}

/* Frees the peer, of which this is the first member. */
static inline void posix_peer_join(struct posix_peer *peer)
{
	int state = peer->cancel_state;

	pthread_join(peer->handle, NULL);
	free(peer);
	posix_release_cancellation(state);
}

#endif
