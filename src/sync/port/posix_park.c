/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * posix_park.c - sleeping on a word, where the system has no call for it: one condition
 * variable for all words that have its hash. Not async-signal-safe.
 */
#if !defined(__linux__) && !defined(_WIN32)

#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "../port.h"

enum { PLACES = 64, MOST_SLEEP = 10 * 1000 * 1000 };

static struct place {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
} places[PLACES];

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_places(void)
{
	for (unsigned i = 0; i < PLACES; i++) {
		pthread_mutex_init(&places[i].mutex, NULL);
		pthread_cond_init(&places[i].changed, NULL);
	}
}

static struct place *place_of(const uint32_t *word)
{
	pthread_once(&once, make_places);
	return &places[((uintptr_t)word >> 6) % PLACES];
}

/* At most 10 ms at a time: not every system's condition variables know the monotonic clock. */
static struct timespec soon(uint64_t nanoseconds)
{
	struct timespec time;
	uint64_t end;

	clock_gettime(CLOCK_REALTIME, &time);
	end = (uint64_t)time.tv_nsec + (nanoseconds < MOST_SLEEP ? nanoseconds : MOST_SLEEP);
	time.tv_sec += (time_t)(end / 1000000000u);
	time.tv_nsec = (long)(end % 1000000000u);
	return time;
}

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	struct place *place = place_of(word);
	uint64_t now = mb_sync_port_now();
	struct timespec time;

	if (deadline && now >= deadline)
		return false;
	time = soon(deadline ? deadline - now : MOST_SLEEP);
	pthread_mutex_lock(&place->mutex);
	/* The thread that changes the word wakes under this mutex: the change is seen here, or the wake-up comes later. */
	if (__atomic_load_n(word, __ATOMIC_RELAXED) == expected)
		pthread_cond_timedwait(&place->changed, &place->mutex, &time);
	pthread_mutex_unlock(&place->mutex);
	return true;
}

/* All: others may sleep in the same place. */
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
