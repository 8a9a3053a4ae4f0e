/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pair_order.c - store buffering through an adaptive pair, in every mode and in the
 * changes between them.
 *
 *   hot thread                       rare thread
 *   x = round                        y = round
 *   membarrier_pair_hot(&pair)       membarrier_pair_rare(&pair)
 *   r1 = y                           r2 = x            never both from the round before
 *
 * The pair's source is part of this program. Its clock stands still, since reading one
 * gives the store time to drain, so before each round the test sets what the policy
 * will answer: stay free, revoke. Between rounds the hot thread frees the pair again.
 *
 * Controls, each of which must show the forbidden outcome: a slow path that is a local
 * fence; a hot side without its fence.
 */
#define _GNU_SOURCE
#include "../ordering/pair.h"

#include <string.h>

#include <membarrier/pair.h>

#include "made_up_port.h"

static bool local_slow_path;

static void slow_path(void)
{
	if (local_slow_path)
		pair_local_fence();
	else
		membarrier_slow_path();
}

#define membarrier_slow_path slow_path
#include "../../src/sync/pair.c"
#undef membarrier_slow_path

/* ---- the two threads -------------------------------------------------------- */

enum { ROUNDS = 200000, CONTROL_ROUNDS = 2000000, ENOUGH = 3 };
enum control { NONE, LOCAL_SLOW_PATH, NO_HOT_FENCE };

static enum control control;
static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static struct pair_line x, y, round_of[2], stopped;
static int r1, r2;
static long modes[3], revoked;

#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)

static void meet(int me, int round)
{
	int spins = 0;

	/* Release and acquire: each other's results of the round before. */
	atomic_store_explicit(&round_of[me].word, round, memory_order_release);
	while (atomic_load_explicit(&round_of[!me].word, memory_order_acquire) < round)
		if (++spins > 5000)
			sched_yield();
}

static inline void hot_side(void)
{
	if (control == NO_HOT_FENCE)
		__asm__ __volatile__("" ::: "memory");
	else
		membarrier_pair_hot(&pair);
}

static void *hot(void *unused)
{
	uint32_t random = 1, mode;

	(void)unused;
	pair_pin(FAST_CPU);
	CHECK(membarrier_attach() == 0, "no record");
	for (int i = 1;; i++) {
		mode = FENCED; /* PAIR-7, as any thread may do it at any time. */
		if (control != NO_HOT_FENCE && pair_random(&random) % 4)
			compare_exchange(&pair.mode_, &mode, FREE);
		membarrier_self_->fenced = 100;
		meet(FAST_CPU, 2 * i);
		if (stopped.word)
			return NULL;
		pair_clog(&random);
		STORE(x.word, i);
		hot_side();
		r1 = LOAD(y.word);
		meet(FAST_CPU, 2 * i + 1);
	}
}

/* What the policy answers next: with a clock that stands still no time is apart, and it compares this alone. */
static void set_policy(uint32_t random)
{
	pair.policy_.barrier_time = random & 1 ? UINT32_MAX / 4 : 0;
	pair.policy_.fenced_time = 0;
}

static long rounds(int most)
{
	pthread_t thread = pair_start(hot);
	uint32_t random = 7, was;
	long seen = 0;
	int i;

	pair_pin(SLOW_CPU);
	for (i = 1; i <= most && (control == NONE || seen < ENOUGH); i++) {
		set_policy(pair_random(&random));
		meet(SLOW_CPU, 2 * i);
		was = load_relaxed(&pair.mode_);
		for (uint32_t n = pair_random(&random) % 256; n; n--)
			LOAD(y.word);
		STORE(y.word, i);
		membarrier_pair_rare(&pair);
		r2 = LOAD(x.word);
		meet(SLOW_CPU, 2 * i + 1);
		seen += r1 != i && r2 != i;
		modes[was & 3]++;
	}
	stopped.word = 1;
	meet(SLOW_CPU, 2 * i);
	pthread_join(thread, NULL);
	return seen;
}

static long run_once(enum control which, int most)
{
	long seen;

	control = which;
	local_slow_path = which == LOCAL_SLOW_PATH;
	memset(modes, 0, sizeof modes);
	pair = (membarrier_pair_t)MEMBARRIER_PAIR_INIT;
	x.word = y.word = round_of[0].word = round_of[1].word = stopped.word = 0;
	seen = rounds(most);
	revoked = pair.revoked_;
	printf("control %d: seen %ld; free %ld, fenced %ld, revoked %ld\n", (int)which, seen, modes[FREE], modes[FENCED],
	       revoked);
	return seen;
}

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_info(&info) == 0, "no info");
	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();
	for (enum control which = LOCAL_SLOW_PATH; which <= NO_HOT_FENCE; which++)
		if (!run_once(which, CONTROL_ROUNDS))
			SKIP("INCONCLUSIVE: broken control %d was not seen to fail", (int)which);
	CHECK(run_once(NONE, ROUNDS) == 0, "a forbidden outcome");
	CHECK(modes[FREE] > ROUNDS / 10 && modes[FENCED] > ROUNDS / 10 && revoked > ROUNDS / 20, "not all modes were met");
	return 0;
}
