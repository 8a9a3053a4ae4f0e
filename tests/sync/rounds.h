/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rounds.h - store buffering through a block: two threads on two CPUs, round after round.
 *
 * The block's source is part of the test. Its clock stands still, because reading a clock gives the store
 * time to drain, and its slow path is slow_path(). The test defines these functions of the two threads:
 *
 *   hot_prepare()   before the round; for the rare thread rare_prepare()
 *   hot_side()      the store, the block's hot side, the load
 *   rare_side()     the store, the block's rare side, the load
 *   was_forbidden() after both sides; then hot_leave() and rare_leave(), before the next round
 */
#ifndef ROUNDS_H
#define ROUNDS_H

#include "../ordering/pair.h"

#include <string.h>

#include "../seccomp.h"
#include "made_up_port.h"

#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)

enum { ROUNDS = 200000, CONTROL_ROUNDS = 2000000, ENOUGH = 3 };

/* What replaces the slow path. IGNORED: the kernel's barrier, whatever the kernel answers. */
static enum { SLOW_PATH, LOCAL_FENCE, IGNORED } slow_path_is;

static void slow_path(void)
{
	switch (slow_path_is) {
	case LOCAL_FENCE:
		pair_local_fence();
		break;
	case IGNORED:
		syscall(SYS_membarrier, FILTER_BARRIER, 0, 0);
		break;
	default:
		membarrier_slow_path();
	}
}

static void hot_prepare(uint32_t *random);
static void hot_side(int round);
static void hot_leave(void);
static void rare_prepare(uint32_t *random);
static void rare_side(int round);
static bool was_forbidden(int round);
static void rare_leave(void);

static struct pair_line rounds_at[2], rounds_stopped;

static void meet(int me, int step)
{
	int spins = 0;

	/* Release and acquire: each thread sees the other's results of the last step. */
	atomic_store_explicit(&rounds_at[me].word, step, memory_order_release);
	while (atomic_load_explicit(&rounds_at[!me].word, memory_order_acquire) < step)
		if (++spins > 5000)
			sched_yield();
}

static void *run_hot(void *unused)
{
	uint32_t random = 1;

	(void)unused;
	pair_pin(FAST_CPU);
	CHECK(membarrier_attach() == 0, "no record");
	for (int i = 1;; i++) {
		hot_prepare(&random);
		membarrier_self_->fenced = 100;
		meet(FAST_CPU, 3 * i);
		if (LOAD(rounds_stopped.word))
			return NULL;
		pair_clog(&random);
		hot_side(i);
		meet(FAST_CPU, 3 * i + 1);
		hot_leave();
		meet(FAST_CPU, 3 * i + 2);
	}
}

/* Returns how often the forbidden outcome appeared in `most` rounds; ends early when it has appeared `enough` times. */
static long run_rounds(int most, long enough)
{
	uint32_t random = 7;
	pthread_t thread;
	long seen = 0;
	int i;

	STORE(rounds_at[0].word, 0);
	STORE(rounds_at[1].word, 0);
	STORE(rounds_stopped.word, 0);
	thread = pair_start(run_hot);
	pair_pin(SLOW_CPU);
	for (i = 1; i <= most && seen < enough; i++) {
		rare_prepare(&random);
		meet(SLOW_CPU, 3 * i);
		for (uint32_t n = pair_random(&random) % 256; n; n--)
			LOAD(rounds_stopped.word);
		rare_side(i);
		meet(SLOW_CPU, 3 * i + 1);
		seen += was_forbidden(i);
		rare_leave();
		meet(SLOW_CPU, 3 * i + 2);
	}
	STORE(rounds_stopped.word, 1);
	meet(SLOW_CPU, 3 * i);
	pthread_join(thread, NULL);
	return seen;
}

static void want_asymmetric(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_info(&info) == 0, "no info");
	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();
}

#endif
