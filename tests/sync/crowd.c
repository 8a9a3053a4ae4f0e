/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * crowd.c - 10,000 threads at once: first each has a record, then all are readers of one lock, and then all
 * sleep for one event count; there are a writer and a producer too.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include <membarrier/eventcount.h>
#include <membarrier/rwlock.h>

#include "test.h"

enum { THREADS = 10000, STACK = 64 * 1024 };

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;
static pthread_t threads[THREADS];
static struct membarrier_thread_ *records[THREADS];
static atomic_int attached, inside, unlocked, woken, may_read, may_unlock, go;
static unsigned long written;

/* All waits of the crowd sleep: if thousands of threads spun, the others would have no CPU. */
static void await(atomic_int *count, int number)
{
	while (atomic_load(count) < number)
		nanosleep(&(struct timespec){ 0, 1000 * 1000 }, NULL);
}

static void await_gate(atomic_int *gate)
{
	while (!atomic_load(gate)) {
		uint32_t key = membarrier_eventcount_prepare(&ec);

		if (atomic_load(gate))
			membarrier_eventcount_cancel(&ec);
		else
			CHECK(membarrier_eventcount_wait(&ec, key, NULL) == 0, "wait fails");
	}
}

static void open_gate(atomic_int *gate)
{
	atomic_store(gate, 1);
	membarrier_eventcount_notify_all(&ec);
}

static void *one_of_the_crowd(void *index)
{
	membarrier_rwlock_token_t token;

	CHECK(membarrier_attach() == 0, "no record");
	records[(uintptr_t)index] = membarrier_self_;
	atomic_fetch_add(&attached, 1);
	await_gate(&may_read);
	CHECK(membarrier_rwlock_rdlock(&lock) == 0 && membarrier_rwlock_rdlock_token(&lock, &token) == 0, "not locked");
	CHECK(written == 0, "a writer was in before");
	atomic_fetch_add(&inside, 1);
	await_gate(&may_unlock);
	CHECK(written == 0, "a writer beside a reader");
	membarrier_rwlock_rdunlock_token(&lock, token);
	membarrier_rwlock_rdunlock(&lock);
	atomic_fetch_add(&unlocked, 1);
	await_gate(&go);
	CHECK(membarrier_rwlock_rdlock(&lock) == 0 && written == 1, "the writer's change is not seen");
	membarrier_rwlock_rdunlock(&lock);
	atomic_fetch_add(&woken, 1);
	return NULL;
}

static int by_address(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t) * (struct membarrier_thread_ *const *)a;
	uintptr_t right = (uintptr_t) * (struct membarrier_thread_ *const *)b;

	return (left > right) - (left < right);
}

static void start_all(void)
{
	pthread_attr_t small;

	CHECK(pthread_attr_init(&small) == 0 && pthread_attr_setstacksize(&small, STACK) == 0, "no attributes");
	for (uintptr_t i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], &small, one_of_the_crowd, (void *)i)) {
			printf("cannot be tried here: %d threads: no more than %d\n", (int)THREADS, (int)i);
			fflush(stdout);
			_Exit(77); /* Not exit(), because other threads sleep. */
		}
	pthread_attr_destroy(&small);
}

int main(void)
{
	start_all();
	await(&attached, THREADS);
	qsort(records, THREADS, sizeof *records, by_address);
	for (int i = 1; i < THREADS; i++)
		CHECK(records[i] != records[i - 1], "two threads with one record");
	open_gate(&may_read);
	await(&inside, THREADS);
	CHECK(membarrier_rwlock_trywrlock(&lock) == -EBUSY, "a writer beside 10,000 readers");
	open_gate(&may_unlock);
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
	CHECK(atomic_load(&inside) == THREADS, "readers are missing");
	written++;
	membarrier_rwlock_wrunlock(&lock);
	await(&unlocked, THREADS);
	open_gate(&go);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	CHECK(atomic_load(&woken) == THREADS, "%d woken", atomic_load(&woken));
	CHECK(ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "an announcement was left behind");
	CHECK(membarrier_rwlock_trywrlock(&lock) == 0, "a read lock was left behind");
	return 0;
}
