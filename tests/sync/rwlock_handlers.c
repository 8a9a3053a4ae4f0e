/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rwlock_handlers.c - signal handlers read under a lock which the thread that they interrupt is
 * about to take, holds, or is about to unlock. No handler may read beside a writer, and no read
 * lock may be left.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>

#include <membarrier/rwlock.h>

#include "test.h"

enum { HANDLERS = 10000, WAYS = 5 };

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static volatile unsigned long first, second;
static atomic_bool stop, ready, written;
static atomic_ulong handled, refused;

static void look(void)
{
	unsigned long one = first;

	/* Long enough for a handler to interrupt a writer that holds the lock. */
	for (int i = 0; i < 20; i++)
		__asm__ __volatile__("" ::: "memory");
	CHECK(one == second, "a reader beside a writer: %lu, %lu", one, second);
}

static void in_handler(int signal)
{
	unsigned long turn = atomic_fetch_add_explicit(&handled, 1, memory_order_relaxed);
	membarrier_rwlock_token_t token = { NULL };
	int saved = errno, error;

	(void)signal;
	error = turn % 2 ? membarrier_rwlock_tryrdlock(&lock) : membarrier_rwlock_tryrdlock_token(&lock, &token);
	CHECK(error == 0 || error == -EBUSY, "tryrdlock: %d", error);
	if (error) {
		atomic_fetch_add_explicit(&refused, 1, memory_order_relaxed);
	} else {
		look();
		if (turn % 2)
			membarrier_rwlock_rdunlock(&lock);
		else
			membarrier_rwlock_rdunlock_token(&lock, token);
	}
	CHECK(errno == saved, "errno changed");
}

static void read_plainly(void)
{
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	look();
	membarrier_rwlock_rdunlock(&lock);
}

static void read_by_token(void)
{
	membarrier_rwlock_token_t token;

	CHECK(membarrier_rwlock_rdlock_token(&lock, &token) == 0, "not locked");
	look();
	membarrier_rwlock_rdunlock_token(&lock, token);
}

static void read_nested(void)
{
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	read_plainly();
	read_by_token();
	look();
	membarrier_rwlock_rdunlock(&lock);
}

/* Unlocks the read lock with the token first, then the one in the first slot. */
static void read_mixed(void)
{
	membarrier_rwlock_token_t token;

	CHECK(membarrier_rwlock_rdlock_token(&lock, &token) == 0, "not locked");
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	membarrier_rwlock_rdunlock_token(&lock, token);
	read_plainly();
	membarrier_rwlock_rdunlock(&lock);
}

static void read_if_free(void)
{
	if (membarrier_rwlock_tryrdlock(&lock))
		return;
	look();
	membarrier_rwlock_rdunlock(&lock);
}

static void *read_on(void *unused)
{
	static void (*const way[WAYS])(void) = { read_plainly, read_by_token, read_nested, read_mixed, read_if_free };

	(void)unused;
	CHECK(membarrier_attach() == 0, "no record");
	atomic_store(&ready, true);
	for (unsigned i = 0; !atomic_load_explicit(&stop, memory_order_relaxed); i++)
		way[i % WAYS]();
	return NULL;
}

static void *write_on(void *unused)
{
	(void)unused;
	while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
		CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
		first++;
		for (int i = 0; i < 200; i++)
			__asm__ __volatile__("" ::: "memory");
		second++;
		membarrier_rwlock_wrunlock(&lock);
		atomic_store_explicit(&written, true, memory_order_relaxed);
		for (unsigned i = 0; i < first % 512; i++)
			__asm__ __volatile__("" ::: "memory");
	}
	return NULL;
}

int main(void)
{
	struct sigaction action = { .sa_handler = in_handler, .sa_flags = SA_RESTART };
	struct timespec soon;
	pthread_t reader, writer;
	unsigned long before;

	sigaction(SIGUSR1, &action, NULL);
	CHECK(pthread_create(&reader, NULL, read_on, NULL) == 0, "no thread");
	while (!atomic_load(&ready))
		sched_yield();
	CHECK(pthread_create(&writer, NULL, write_on, NULL) == 0, "no thread");
	while (!atomic_load(&written)) /* On a busy machine all handlers may run before it. */
		sched_yield();
	while ((before = atomic_load(&handled)) < HANDLERS) {
		pthread_kill(reader, SIGUSR1);
		while (atomic_load(&handled) == before)
			sched_yield();
		for (volatile unsigned long pause = 0; pause < before % 1024; pause++)
			;
	}
	atomic_store(&stop, true);
	pthread_join(reader, NULL);
	pthread_join(writer, NULL);
	clock_gettime(CLOCK_MONOTONIC, &soon);
	soon.tv_sec += 10;
	CHECK(membarrier_rwlock_timedwrlock(&lock, &soon) == 0, "a read lock was left behind");
	membarrier_rwlock_wrunlock(&lock);
	printf("%lu handlers, %lu refused, %lu writes\n", atomic_load(&handled), atomic_load(&refused), first);
	return 0;
}
