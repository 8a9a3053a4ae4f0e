/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * tsan_order.c - a user's program: only a pair, or an event count, orders the data; all flags are relaxed. Each
 * argument removes one call: hot, rare, notify or wait.
 */
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <membarrier/eventcount.h>
#include <membarrier/pair.h>

enum { TIMES = 200 };

static const char *missing = "";
static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;
static long questions[TIMES], answers[TIMES], items[TIMES];
static int asked, answered, wanted, made;

static bool has(const char *call)
{
	return strcmp(missing, call) != 0;
}

static void set(int *flag, int value)
{
	__atomic_store_n(flag, value, __ATOMIC_RELAXED);
}

static void await(int *flag, int value)
{
	while (__atomic_load_n(flag, __ATOMIC_RELAXED) < value)
		sched_yield();
}

static void hot_side(void)
{
	if (has("hot"))
		membarrier_pair_hot(&pair);
}

static void rare_side(void)
{
	if (has("rare"))
		membarrier_pair_rare(&pair);
}

static void *ask(void *unused)
{
	long sum = 0;

	for (int i = 0; i < TIMES; i++) {
		questions[i] = i;
		hot_side();
		set(&asked, i + 1);
		await(&answered, i + 1);
		hot_side();
		sum += answers[i];
	}
	printf("%ld\n", sum);
	return unused;
}

static void *answer(void *unused)
{
	for (int i = 0; i < TIMES; i++) {
		await(&asked, i + 1);
		rare_side();
		answers[i] = questions[i] + 1;
		rare_side();
		set(&answered, i + 1);
	}
	return unused;
}

static void *produce(void *unused)
{
	for (int i = 0; i < TIMES; i++) {
		await(&wanted, i + 1);
		items[i] = i;
		if (has("notify"))
			membarrier_eventcount_notify_one(&ec);
		set(&made, i + 1);
	}
	return unused;
}

static void *consume(void *unused)
{
	long sum = 0;

	for (int i = 0; i < TIMES; i++) {
		uint32_t key = membarrier_eventcount_prepare(&ec);

		set(&wanted, i + 1);
		if (has("notify") && has("wait")) {
			if (membarrier_eventcount_wait(&ec, key, NULL))
				return &ec;
		} else {
			await(&made, i + 1);
			membarrier_eventcount_cancel(&ec);
		}
		sum += items[i];
	}
	printf("%ld\n", sum);
	return unused;
}

int main(int argc, char **argv)
{
	static void *(*const run[])(void *) = { ask, answer, produce, consume };
	pthread_t threads[sizeof run / sizeof *run];

	if (argc > 1)
		missing = argv[1];
	for (unsigned i = 0; i < sizeof run / sizeof *run; i++)
		pthread_create(&threads[i], NULL, run[i], NULL);
	for (unsigned i = 0; i < sizeof run / sizeof *run; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
