/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * valgrind.c - threads hand plain data over, and only barriers order it, while other threads
 * share slow paths. It is written for helgrind as doc/guide.md says, and with -DDRD for drd.
 *
 * NOT_ANNOTATED, FLAG_CHECKED, DATA_RACE: controls, in which the tools must report something.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#include <membarrier.h>
#ifdef DRD
#include <valgrind/drd.h>
#else
#include <valgrind/helgrind.h>
#endif

enum { ROUNDS = 50, CALLERS = 2, CALLS = 500 };

static int data;   /* plain: what the barriers must order */
static int turn;   /* relaxed: the thread to which the data belongs */
static int racy;   /* plain, and nothing orders it */
static char point; /* its address represents all barriers */

#ifdef NOT_ANNOTATED
#define ORDERED(barrier) barrier
#else
#define ORDERED(barrier) (before(), (barrier), after())
static void before(void)
{
	ANNOTATE_HAPPENS_BEFORE(&point);
}

static void after(void)
{
	ANNOTATE_HAPPENS_AFTER(&point);
}
#endif

static void wait_for(int value)
{
	while (__atomic_load_n(&turn, __ATOMIC_RELAXED) != value)
		sched_yield();
}

static void race(void)
{
#ifdef DATA_RACE
	racy++;
#else
	(void)racy;
#endif
}

static void *take(void *unused)
{
	race();
	for (int i = 0; i < ROUNDS; i++) {
		wait_for(2 * i + 1);
		ORDERED(membarrier_fast_path());
		data++;
		ORDERED(membarrier_fast_path());
		__atomic_store_n(&turn, 2 * i + 2, __ATOMIC_RELAXED);
	}
	return unused;
}

static void *call(void *unused)
{
	for (int i = 0; i < CALLS; i++) {
		membarrier_slow_path();
		membarrier_ticket_wait(membarrier_ticket());
		(void)membarrier_try_slow_path();
	}
	return unused;
}

int main(void)
{
	pthread_t taker, callers[CALLERS];

#ifndef FLAG_CHECKED
	ANNOTATE_BENIGN_RACE_SIZED(&turn, sizeof turn, "atomic");
#endif
	for (int i = 0; i < CALLERS; i++)
		if (pthread_create(&callers[i], NULL, call, NULL))
			return 1;
	if (pthread_create(&taker, NULL, take, NULL))
		return 1;
	race();
	for (int i = 0; i < ROUNDS; i++) {
		data++;
		ORDERED(membarrier_slow_path());
		__atomic_store_n(&turn, 2 * i + 1, __ATOMIC_RELAXED);
		wait_for(2 * i + 2);
		ORDERED(membarrier_slow_path());
	}
	pthread_join(taker, NULL);
	for (int i = 0; i < CALLERS; i++)
		pthread_join(callers[i], NULL);
	printf("%d\n", data);
	return data == 2 * ROUNDS ? 0 : 1;
}
