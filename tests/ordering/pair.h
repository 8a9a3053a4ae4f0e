/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pair.h - two threads on two CPUs, for the ordering tests. Linux only.
 *
 * The forbidden outcomes need a store that waits in its CPU's store buffer while
 * a later load has been answered. Two things make that likely: each thread has a CPU
 * for itself, and on the fast side the store in question comes after others that miss the
 * cache (x86 empties its store buffer in order). On the slow side nothing may be added: a
 * delay there lets the store drain, and a slow path that orders nothing would look as good
 * as a real one.
 */
#ifndef MEMBARRIER_TEST_PAIR_H
#define MEMBARRIER_TEST_PAIR_H

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include <membarrier.h>

#include "test.h"

enum { FAST_CPU, SLOW_CPU };

static unsigned pair_cpus[2];

static inline void pair_find_cpus(void)
{
	cpu_set_t allowed;
	int found = 0;

	if (sched_getaffinity(0, sizeof allowed, &allowed))
		SKIP("sched_getaffinity() fails");
	for (unsigned cpu = 0; cpu < CPU_SETSIZE && found < 2; cpu++)
		if (CPU_ISSET(cpu, &allowed))
			pair_cpus[found++] = cpu;
	if (found < 2)
		SKIP("it takes two CPUs");
}

/* Pins only the calling thread: for Linux, pid 0 means a thread. */
static inline void pair_pin(int which)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(pair_cpus[which], &one);
	if (sched_setaffinity(0, sizeof one, &one))
		SKIP("a thread cannot be pinned to CPU %u", pair_cpus[which]);
}

static inline pthread_t pair_start(void *(*run)(void *))
{
	pthread_t thread;
	int error = pthread_create(&thread, NULL, run, NULL);

	CHECK(error == 0, "pthread_create() returned %d", error);
	return thread;
}

static inline uint64_t pair_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* For the broken controls: orders the caller, and no other thread. */
static inline void pair_local_fence(void)
{
	atomic_thread_fence(memory_order_seq_cst);
}

static inline uint32_t pair_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Skips the test if the fast path is a full fence, because then no broken control can fail. */
static inline void pair_want_cheap_fast_path(const char *strategy, bool asymmetric)
{
	if (!asymmetric)
		SKIP("no control can fail: the fast path is a full fence under strategy %s", strategy);
#ifdef MEMBARRIER_TSAN_
	SKIP("no control can fail: the fast path is a read-modify-write under ThreadSanitizer");
#endif
}

/*
 * The stress tests of the examples replace the slow path by this switch between the
 * real one and the broken control.
 */
static bool pair_broken;              /* written while only one thread runs */
static unsigned long pair_slow_paths; /* real ones; one thread calls them */
static bool pair_one_cpu;             /* they interrupt one CPU, and the library does not count them */

static inline bool pair_slow_path(void)
{
	if (pair_broken) {
		pair_local_fence();
		return true;
	}
	pair_slow_paths++;
	return membarrier_try_slow_path();
}

/*
 * run(true) runs the broken control, and run(false) the real barriers; both return how
 * often the forbidden outcome appeared. If the control is silent, the test is inconclusive.
 */
static inline void pair_judge(long (*run)(bool control))
{
	struct membarrier_stats before = { .size = sizeof before }, after = before;
	struct membarrier_info info = { .size = sizeof info };
	unsigned long long served, made;
	long seen;

	CHECK(membarrier_get_info(&info) == 0, "no info");
	printf("strategy %s\n", info.strategy);
	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();
	pair_pin(SLOW_CPU);
	pair_broken = true;
	if (run(true) == 0)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	CHECK(membarrier_get_stats(&before) == 0, "no stats");
	pair_broken = false;
	seen = run(false);
	CHECK(seen == 0, "seen %ld times", seen);
	CHECK(membarrier_get_stats(&after) == 0, "no stats");
	served = after.slow_paths - before.slow_paths;
	made = after.barriers + after.joined - before.barriers - before.joined;
	CHECK(pair_slow_paths > 0 && served == (pair_one_cpu ? 0 : pair_slow_paths) && made == served,
	      "%lu asked for, %llu served, %llu made or joined", pair_slow_paths, served, made);
}

enum { COLD_LINES = 1 << 19, COLD_STORES = 40 };

struct pair_line {
	_Alignas(64) volatile atomic_int word; /* volatile: no thread reads it, and the compiler must keep the stores */
};

static struct pair_line pair_cold[COLD_LINES]; /* 32 MiB: more than a CPU's share of any cache */

/* Fills the store buffer with stores that miss the cache. The fast side calls it just before the store in question. */
static inline void pair_clog(uint32_t *random)
{
	for (int i = 0; i < COLD_STORES; i++)
		atomic_store_explicit(&pair_cold[pair_random(random) % COLD_LINES].word, 1, memory_order_relaxed);
}

#endif
