/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * biased_lock.c - a lock that costs its owner a store and a load.
 *
 * Scenario DEKKER: each side stores that it is there, and then looks whether the other is.
 *
 *   owner                        visitor
 *   owner_inside = 1             visitor_wants = 1
 *   fast path                    slow path
 *   visitor_wants ?              owner_inside ?          never both 0
 *     0: inside                    0: inside
 *     1: step back, take mutex     1: wait until it is 0
 *
 * The pair of barriers keeps two threads from being inside at once. It does not publish
 * the data that the lock protects to the next holder. Release and acquire on the same
 * two words do that, DATA below:
 *
 *   DATA-O  when the owner leaves, it stores owner_inside = 0 (release). A visitor loads
 *           this 0 (acquire) before it enters;
 *   DATA-V  when a visitor leaves, it stores visitor_wants = 0 (release). The owner loads
 *           this 0 (acquire) before it enters.
 *
 * If one of these orders is missing, tests on x86 do not show it; Arm CPUs do.
 */
#include "biased_lock.h"

#include <errno.h>
#include <sched.h>

#include <membarrier.h>

#ifdef BIASED_LOCK_AT_HOME
#define BIASED_FAST_PATH(lock) membarrier_fast_path_at(&(lock)->home)
#define BIASED_SLOW_PATH(lock) membarrier_slow_path_at(&(lock)->home)
/* At a home, the slow path waits for no other caller, and always succeeds. */
#define BIASED_TRY_SLOW_PATH(lock) (membarrier_slow_path_at(&(lock)->home), 1)
#else
#define BIASED_FAST_PATH(lock) membarrier_fast_path()
#define BIASED_SLOW_PATH(lock) membarrier_slow_path()
#define BIASED_TRY_SLOW_PATH(lock) membarrier_try_slow_path()
#endif

int biased_lock_init(struct biased_lock *lock)
{
	atomic_init(&lock->owner_inside, 0);
	atomic_init(&lock->visitor_wants, 0);
#ifdef BIASED_LOCK_AT_HOME
	lock->home = (membarrier_home_t){ 0 };
#endif
	return -pthread_mutex_init(&lock->visitors, NULL);
}

void biased_lock_destroy(struct biased_lock *lock)
{
	pthread_mutex_destroy(&lock->visitors);
}

void biased_lock_owner_lock(struct biased_lock *lock)
{
	atomic_store_explicit(&lock->owner_inside, 1, memory_order_relaxed);
	/* DEKKER: pairs with the slow path of the visitor functions. */
	BIASED_FAST_PATH(lock);
	/* DATA-V: acquire, for the release in biased_lock_visitor_unlock(). */
	if (!atomic_load_explicit(&lock->visitor_wants, memory_order_acquire))
		return;
	/* DATA-O: release, although the owner did nothing here: a visitor may read this 0
	 * and never the one with which the owner left its last section. */
	atomic_store_explicit(&lock->owner_inside, 0, memory_order_release);
	pthread_mutex_lock(&lock->visitors);
}

void biased_lock_owner_unlock(struct biased_lock *lock)
{
	/* Only the owner writes this word; 0 means that the owner has the mutex. */
	if (atomic_load_explicit(&lock->owner_inside, memory_order_relaxed))
		/* DATA-O: release, for the acquire in owner_is_inside(). */
		atomic_store_explicit(&lock->owner_inside, 0, memory_order_release);
	else
		pthread_mutex_unlock(&lock->visitors);
}

static int owner_is_inside(struct biased_lock *lock)
{
	/* DATA-O: acquire, for the releases of the owner. */
	return atomic_load_explicit(&lock->owner_inside, memory_order_acquire);
}

void biased_lock_visitor_lock(struct biased_lock *lock)
{
	pthread_mutex_lock(&lock->visitors);
	atomic_store_explicit(&lock->visitor_wants, 1, memory_order_relaxed);
	/* DEKKER: pairs with the fast path in biased_lock_owner_lock(). */
	BIASED_SLOW_PATH(lock);
	/* This loop ends: when the owner comes again, it sees visitor_wants and waits for the mutex. */
	while (owner_is_inside(lock))
		sched_yield();
}

void biased_lock_visitor_unlock(struct biased_lock *lock)
{
	/* DATA-V: release, for the acquire in biased_lock_owner_lock(). */
	atomic_store_explicit(&lock->visitor_wants, 0, memory_order_release);
	pthread_mutex_unlock(&lock->visitors);
}

int biased_lock_visitor_trylock(struct biased_lock *lock)
{
	int error;

	if (pthread_mutex_trylock(&lock->visitors))
		return -EBUSY;
	atomic_store_explicit(&lock->visitor_wants, 1, memory_order_relaxed);
	/* DEKKER: pairs with the fast path in biased_lock_owner_lock(). False means that
	 * nothing was ordered, so a load of owner_inside would prove nothing. */
	if (!BIASED_TRY_SLOW_PATH(lock))
		error = -EAGAIN;
	else
		error = owner_is_inside(lock) ? -EBUSY : 0;
	if (error)
		biased_lock_visitor_unlock(lock);
	return error;
}
