/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pair_lock.c - a biased lock with an adaptive pair: the owner executes no fence while other
 * threads are rare, and other threads may also be frequent.
 *
 * examples/biased_lock.c does the same with the core's barriers, for locks that other threads
 * are known to take rarely. This lock does not need to know.
 *
 *     cc -std=c11 -pthread pair_lock.c $(pkg-config --cflags --libs libmembarrier-sync)
 */
#include <membarrier/pair.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

struct pair_lock {
	membarrier_pair_t pair;
	atomic_int inside, revoked;
	bool owner_has_mutex; /* only the owner uses it */
	pthread_mutex_t others;
};
#define PAIR_LOCK_INIT                                               \
	{                                                                \
		MEMBARRIER_PAIR_INIT, 0, 0, false, PTHREAD_MUTEX_INITIALIZER \
	}

static void owner_lock(struct pair_lock *lock)
{
	atomic_store_explicit(&lock->inside, 1, memory_order_relaxed);
	membarrier_pair_hot(&lock->pair);
	/* Acquire: sees what the last other thread did before it cleared revoked. */
	if (!atomic_load_explicit(&lock->revoked, memory_order_acquire))
		return;
	atomic_store_explicit(&lock->inside, 0, memory_order_release);
	pthread_mutex_lock(&lock->others);
	lock->owner_has_mutex = true;
}

static void owner_unlock(struct pair_lock *lock)
{
	if (lock->owner_has_mutex) {
		lock->owner_has_mutex = false;
		pthread_mutex_unlock(&lock->others);
	} else {
		atomic_store_explicit(&lock->inside, 0, memory_order_release);
	}
}

static void other_lock(struct pair_lock *lock)
{
	pthread_mutex_lock(&lock->others);
	atomic_store_explicit(&lock->revoked, 1, memory_order_relaxed);
	membarrier_pair_rare(&lock->pair);
	while (atomic_load_explicit(&lock->inside, memory_order_acquire))
		sched_yield();
}

static void other_unlock(struct pair_lock *lock)
{
	atomic_store_explicit(&lock->revoked, 0, memory_order_release);
	pthread_mutex_unlock(&lock->others);
}

/* ---- the demo ------------------------------------------------------------------ */

enum { OWNERS = 2000000, OTHERS = 20000 };
static struct pair_lock lock = PAIR_LOCK_INIT;
static long total;

static void *owner(void *unused)
{
	for (int i = 0; i < OWNERS; i++) {
		owner_lock(&lock);
		total++;
		owner_unlock(&lock);
	}
	return unused;
}

int main(void)
{
	struct membarrier_pair_stats stats = { .size = sizeof stats };
	pthread_t thread;

	if (pthread_create(&thread, NULL, owner, NULL))
		return 1;
	for (int i = 0; i < OTHERS; i++) {
		other_lock(&lock);
		total++;
		other_unlock(&lock);
	}
	pthread_join(thread, NULL);
	if (membarrier_pair_get_stats(&lock.pair, &stats))
		return 1;
	printf("owner %d + others %d = %ld; %llu barriers\n", OWNERS, OTHERS, total, (unsigned long long)stats.barriers);
	return total != OWNERS + OTHERS;
}
