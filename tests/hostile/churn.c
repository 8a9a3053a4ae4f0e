/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * churn - slow paths order threads that are created and end all the time like any others. The
 * fast side of each round is a new thread, and other new threads call every function.
 */
#define _GNU_SOURCE
#include "sb.h"
#include "../unit/strategy.h"

enum { CHURNERS = 2 };

static pthread_attr_t on_fast_cpu;
static atomic_bool over;
static atomic_ulong comers;

/* Plays one round; then the thread ends. */
static void *play_fast_round(void *round)
{
	static uint32_t random = 1; /* one such thread at a time */

	sb_fast_round((int)(intptr_t)round, &random);
	return NULL;
}

static void play(void)
{
	uint32_t random = 7;

	for (int i = 1; i <= SB_ROUNDS; i++) {
		pthread_t thread;

		CHECK(pthread_create(&thread, &on_fast_cpu, play_fast_round, (void *)(intptr_t)i) == 0, "no thread %d", i);
		sb_slow_round(i, &random);
		CHECK(pthread_join(thread, NULL) == 0, "thread %d", i);
	}
}

static void *come_and_go(void *unused)
{
	membarrier_fast_path();
	membarrier_slow_path();
	membarrier_normal_path();
	return unused;
}

static void *churn(void *unused)
{
	while (!atomic_load_explicit(&over, memory_order_relaxed)) {
		pthread_t thread;

		CHECK(pthread_create(&thread, NULL, come_and_go, NULL) == 0, "no thread");
		CHECK(pthread_join(thread, NULL) == 0, "no thread");
		atomic_fetch_add_explicit(&comers, 1, memory_order_relaxed);
		/* The pair needs the CPUs too. */
		nanosleep(&(struct timespec){ 0, 200 * 1000 }, NULL);
	}
	return unused;
}

int main(void)
{
	struct membarrier_info info = strategy_info();
	struct membarrier_stats stats;
	pthread_t churners[CHURNERS];
	cpu_set_t one;

	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();
	CPU_ZERO(&one);
	CPU_SET(pair_cpus[FAST_CPU], &one);
	CHECK(pthread_attr_init(&on_fast_cpu) == 0, "no attributes");
	if (pthread_attr_setaffinity_np(&on_fast_cpu, sizeof one, &one))
		SKIP("a thread cannot be pinned to CPU %u", pair_cpus[FAST_CPU]);
	for (int i = 0; i < CHURNERS; i++)
		churners[i] = pair_start(churn);
	/* They may get no CPU before the pair is done: so the pair waits for the first. */
	while (atomic_load_explicit(&comers, memory_order_relaxed) == 0)
		nanosleep(&(struct timespec){ 0, 1000 * 1000 }, NULL);
	pair_pin(SLOW_CPU);
	sb_judge("a thread for each round", play, membarrier_fast_path, membarrier_slow_path);
	atomic_store_explicit(&over, true, memory_order_relaxed);
	for (int i = 0; i < CHURNERS; i++)
		CHECK(pthread_join(churners[i], NULL) == 0, "churner %d", i);
	printf("%lu threads came and went beside them\n", atomic_load_explicit(&comers, memory_order_relaxed));
	stats = strategy_stats();
	CHECK(stats.barriers + stats.joined == stats.slow_paths && stats.recovered == 0, "a slow path without a barrier");
	return 0;
}
