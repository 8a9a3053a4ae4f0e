/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * litmus.c - a test of the catalogue of tests/models/herd under the simulator. The simulated program "fails"
 * if the outcome that the test asks about appears.
 *
 * This file is not instrumented: only the accesses of the test are calls of the simulator.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <membarrier/sim.h>

enum { THREADS = 5, STEPS = 10, PLACES = 6 };

static const struct test {
	const char *name;
	char aarch64, c; /* herd's verdicts: A allowed, F forbidden */
	struct step {
		char kind; /* F N S: a path; W R X: store, load, exchange */
		int place, seen, new, order;
	} thread[THREADS][STEPS];
	int final[PLACES]; /* -1: any */
	int threads, places;
} tests[] = {
#include "litmus_table.h"
};

/* The functions that the compiler calls for atomic accesses. */
uint32_t __tsan_atomic32_load(const volatile uint32_t *at, int order);
void __tsan_atomic32_store(volatile uint32_t *at, uint32_t value, int order);
uint32_t __tsan_atomic32_exchange(volatile uint32_t *at, uint32_t value, int order);
void __tsan_atomic_thread_fence(int order);
void membarrier_sim_path_(void);

static uint32_t place[PLACES];
static const struct test *test;

static void slow_path(void)
{
	__tsan_atomic_thread_fence(__ATOMIC_SEQ_CST);
	membarrier_sim_barrier();
	__tsan_atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static void execute(const struct step *step)
{
	volatile uint32_t *at = &place[step->place];

	switch (step->kind) {
	case 'F':
		membarrier_sim_path_();
		break;
	case 'N':
		__tsan_atomic_thread_fence(__ATOMIC_SEQ_CST);
		break;
	case 'S':
		slow_path();
		break;
	case 'W':
		__tsan_atomic32_store(at, (uint32_t)step->new, step->order);
		break;
	case 'R':
		if (__tsan_atomic32_load(at, step->order) != (uint32_t)step->seen)
			membarrier_sim_discard();
		break;
	default:
		if (__tsan_atomic32_exchange(at, (uint32_t)step->new, step->order) != (uint32_t)step->seen)
			membarrier_sim_discard();
	}
}

static void *run(void *steps)
{
	for (const struct step *step = steps; step->kind; step++)
		execute(step);
	return NULL;
}

static void *run_thread(void *number)
{
	return run((void *)(uintptr_t)test->thread[(intptr_t)number]);
}

static int list(void)
{
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		printf("%s %c %c\n", tests[i].name, tests[i].aarch64, tests[i].c);
	return 0;
}

int main(int argc, char **argv)
{
	pthread_t handle[THREADS];

	if (argc < 2)
		return list();
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		if (strcmp(argv[1], tests[i].name) == 0)
			test = &tests[i];
	if (!test) {
		fprintf(stderr, "no such test\n");
		return 2;
	}
	for (intptr_t i = 0; i < test->threads; i++)
		pthread_create(&handle[i], NULL, run_thread, (void *)i);
	for (int i = 0; i < test->threads; i++)
		pthread_join(handle[i], NULL);
	for (int i = 0; i < test->places; i++)
		if (test->final[i] >= 0 && __tsan_atomic32_load(&place[i], __ATOMIC_RELAXED) != (uint32_t)test->final[i])
			return 0;
	membarrier_sim_fail("the outcome is allowed");
}
