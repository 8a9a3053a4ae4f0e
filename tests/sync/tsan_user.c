/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tsan_user.c - a user's program: data under a lock, an item handed over with an event count, a pair. */
#include <pthread.h>
#include <stdio.h>

#include <membarrier/eventcount.h>
#include <membarrier/pair.h>
#include <membarrier/rwlock.h>

enum { TIMES = 500 };

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;
static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static int locked = 1;
static long data;
static long items[TIMES];
static int made, hot_in, rare_in, section;

static void *read_data(void *unused)
{
	long sum = 0;

	for (int i = 0; i < TIMES; i++) {
		membarrier_rwlock_token_t token;

		if (!locked) {
			sum += data;
			continue;
		}
		membarrier_rwlock_rdlock(&lock);
		membarrier_rwlock_rdlock_token(&lock, &token);
		sum += data;
		membarrier_rwlock_rdunlock(&lock);
		sum += data;
		membarrier_rwlock_rdunlock_token(&lock, token);
	}
	printf("%ld\n", sum);
	return unused;
}

static void *write_data(void *unused)
{
	for (int i = 0; i < TIMES; i++) {
		if (locked)
			membarrier_rwlock_wrlock(&lock);
		data++;
		if (locked)
			membarrier_rwlock_wrunlock(&lock);
	}
	return unused;
}

static void *produce(void *unused)
{
	for (int i = 0; i < TIMES; i++) {
		items[i] = i;
		__atomic_store_n(&made, i + 1, __ATOMIC_RELEASE);
		membarrier_eventcount_notify_one(&ec);
	}
	return unused;
}

static void *consume(void *unused)
{
	long sum = 0;

	for (int i = 0; i < TIMES; i++) {
		while (__atomic_load_n(&made, __ATOMIC_ACQUIRE) <= i) {
			unsigned key = membarrier_eventcount_prepare(&ec);

			if (__atomic_load_n(&made, __ATOMIC_ACQUIRE) > i)
				membarrier_eventcount_cancel(&ec);
			else
				membarrier_eventcount_wait(&ec, key, NULL);
		}
		sum += items[i];
	}
	printf("%ld\n", sum);
	return unused;
}

/* Each side enters if the other is not inside; only the pair orders the two stores before the loads. */
static void *hot(void *unused)
{
	for (int i = 0; i < TIMES; i++) {
		__atomic_store_n(&hot_in, 1, __ATOMIC_RELAXED);
		membarrier_pair_hot(&pair);
		if (!__atomic_load_n(&rare_in, __ATOMIC_ACQUIRE))
			section++;
		__atomic_store_n(&hot_in, 0, __ATOMIC_RELEASE);
	}
	return unused;
}

static void *rare(void *unused)
{
	for (int i = 0; i < TIMES; i++) {
		__atomic_store_n(&rare_in, 1, __ATOMIC_RELAXED);
		membarrier_pair_rare(&pair);
		if (!__atomic_load_n(&hot_in, __ATOMIC_ACQUIRE))
			section++;
		__atomic_store_n(&rare_in, 0, __ATOMIC_RELEASE);
	}
	return unused;
}

int main(int argc, char **argv)
{
	static void *(*const run[])(void *) = { read_data, read_data, write_data, produce, consume, hot, rare };
	pthread_t threads[sizeof run / sizeof *run];

	(void)argv;
	locked = argc < 2;
	for (unsigned i = 0; i < sizeof run / sizeof *run; i++)
		pthread_create(&threads[i], NULL, run[i], NULL);
	for (unsigned i = 0; i < sizeof run / sizeof *run; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
