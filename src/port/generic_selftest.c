/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* generic_selftest.c - the selftest's second thread, by POSIX alone: no pinning, no counts of interrupts. */
#if !defined(__linux__) && !defined(_WIN32)

#define _DEFAULT_SOURCE 1
#define MEMBARRIER_BUILDING_ 1
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "../port_selftest.h"

struct peer_ {
	void (*run)(void *);
	void *argument;
	pthread_t handle;
	int cancel_state;
};

unsigned membarrier_port_cpus_(void)
{
#ifdef _SC_NPROCESSORS_ONLN
	long online = sysconf(_SC_NPROCESSORS_ONLN);

	return online <= 0 ? 0 : online == 1 ? 1 : 2;
#else
	return 0;
#endif
}

static void *begin(void *argument)
{
	struct peer_ *peer = argument;

	peer->run(peer->argument);
	return NULL;
}

static bool start(struct peer_ *peer)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&peer->handle, NULL, begin, peer);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return !error;
}

struct peer_ *membarrier_port_peer_start_(void (*run)(void *), void *argument)
{
	struct peer_ *peer = calloc(1, sizeof *peer);

	if (!peer)
		return NULL;
	peer->run = run;
	peer->argument = argument;
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &peer->cancel_state);
	if (start(peer))
		return peer;
	pthread_setcancelstate(peer->cancel_state, &peer->cancel_state);
	free(peer);
	return NULL;
}

bool membarrier_port_peer_pinned_(const struct peer_ *peer)
{
	(void)peer;
	return false;
}

void membarrier_port_peer_join_(struct peer_ *peer)
{
	int state = peer->cancel_state;

	pthread_join(peer->handle, NULL);
	free(peer);
	pthread_setcancelstate(state, &state);
}

uint64_t membarrier_port_nanoseconds_(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool membarrier_port_interrupts_(const struct peer_ *peer, const struct strategy_ *strategy, struct interrupts_ *counts)
{
	(void)peer;
	(void)strategy;
	(void)counts;
	return false;
}

#else
typedef int membarrier_generic_selftest_is_elsewhere_;
#endif
