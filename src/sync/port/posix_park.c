/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * posix_park.c - sleeping on a word on systems that have no call for it. All words with the same hash
 * share a condition variable. Not async-signal-safe.
 */
#if !defined(__linux__) && !defined(__FreeBSD__) && !defined(_WIN32)

#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "../port.h"

enum { PLACES = 64 };

static struct place {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
} places[PLACES];

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Not the wall clock: if it is set, a wait would end early or late. Apple's systems have a function of their own. */
#if defined(__APPLE__)

static void make_changed(pthread_cond_t *changed)
{
	pthread_cond_init(changed, NULL);
}

static void wait_until(struct place *place, uint64_t deadline)
{
	uint64_t now = mb_sync_port_now(), left = deadline > now ? deadline - now : 0;
	struct timespec time = { (time_t)(left / 1000000000u), (long)(left % 1000000000u) };

	pthread_cond_timedwait_relative_np(&place->changed, &place->mutex, &time);
}

#else

static void make_changed(pthread_cond_t *changed)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

static void wait_until(struct place *place, uint64_t deadline)
{
	struct timespec time = { (time_t)(deadline / 1000000000u), (long)(deadline % 1000000000u) };

	pthread_cond_timedwait(&place->changed, &place->mutex, &time);
}

#endif

static void make_places(void)
{
	for (unsigned i = 0; i < PLACES; i++) {
		pthread_mutex_init(&places[i].mutex, NULL);
		make_changed(&places[i].changed);
	}
}

/* In a child of fork() too, because a thread of the parent may have held a mutex. */
static void make_places_once(void)
{
	make_places();
	pthread_atfork(NULL, NULL, make_places);
}

static struct place *place_of(const uint32_t *word)
{
	pthread_once(&once, make_places_once);
	return &places[((uintptr_t)word >> 6) % PLACES];
}

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	struct place *place = place_of(word);
	int cancel_state;

	if (deadline && mb_sync_port_now() >= deadline)
		return false;
	/* Waits for condition variables are cancellation points, and a cancelled thread would keep the mutex. */
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel_state);
	pthread_mutex_lock(&place->mutex);
	/* The thread that changes the word wakes under this mutex: the change is seen here, or the wake-up comes later. */
	if (__atomic_load_n(word, __ATOMIC_RELAXED) == expected) {
		if (deadline)
			wait_until(place, deadline);
		else
			pthread_cond_wait(&place->changed, &place->mutex);
	}
	pthread_mutex_unlock(&place->mutex);
	pthread_setcancelstate(cancel_state, NULL);
	return true;
}

/* Wakes all threads, because threads with other words may sleep in the same place. */
void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask)
{
	struct place *place = place_of(word);

	(void)all;
	(void)mask;
	pthread_mutex_lock(&place->mutex);
	pthread_cond_broadcast(&place->changed);
	pthread_mutex_unlock(&place->mutex);
}

#else
typedef int membarrier_sync_posix_park_is_elsewhere_;
#endif
