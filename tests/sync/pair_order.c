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
 * The pair's source is part of this program. Its clock stands still, because reading a clock
 * gives the store time to drain. So before each round the test sets what the policy will
 * answer: stay free, or revoke. Between rounds the hot thread makes the pair free again.
 *
 * Controls, each of which must show the forbidden outcome: a slow path that is a local
 * fence; a hot side without its fence.
 */
#define _GNU_SOURCE
#include <membarrier/pair.h>

#include "rounds.h"

#define membarrier_slow_path slow_path
#include "../../src/sync/pair.c"
#undef membarrier_slow_path

enum control { NONE, LOCAL_SLOW_PATH, NO_HOT_FENCE };

static enum control control;
static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static struct pair_line x, y;
static int r1, r2;
static uint32_t was;
static long modes[3];

/* PAIR-7: any thread may do this at any time. */
static void hot_prepare(uint32_t *random)
{
	uint32_t mode = FENCED;

	if (control != NO_HOT_FENCE && pair_random(random) % 4)
		compare_exchange(&pair.mode_, &mode, FREE);
}

static void hot_side(int round)
{
	STORE(x.word, round);
	if (control == NO_HOT_FENCE)
		__asm__ __volatile__("" ::: "memory");
	else
		membarrier_pair_hot(&pair);
	r1 = LOAD(y.word);
}

/* Sets what the policy answers next. The clock stands still, so the policy compares only these words. */
static void rare_prepare(uint32_t *random)
{
	pair.policy_.barrier_time = pair_random(random) & 1 ? UINT32_MAX / 4 : 0;
	pair.policy_.fenced_time = 0;
	pair.policy_.in_window = 100; /* The window is complete, so the policy decides. */
}

static void rare_side(int round)
{
	was = load_relaxed(&pair.mode_);
	STORE(y.word, round);
	membarrier_pair_rare(&pair);
	r2 = LOAD(x.word);
}

static bool was_forbidden(int round)
{
	modes[was & 3]++;
	return r1 != round && r2 != round;
}

static void hot_leave(void)
{
}

static void rare_leave(void)
{
}

static long run_once(enum control which, int most, long enough)
{
	long seen;

	control = which;
	slow_path_is = which == LOCAL_SLOW_PATH ? LOCAL_FENCE : SLOW_PATH;
	memset(modes, 0, sizeof modes);
	pair = (membarrier_pair_t)MEMBARRIER_PAIR_INIT;
	x.word = y.word = 0;
	seen = run_rounds(most, enough);
	printf("control %d: seen %ld; free %ld, fenced %ld, revoked %u\n", (int)which, seen, modes[FREE], modes[FENCED],
	       pair.revoked_);
	return seen;
}

int main(void)
{
	want_asymmetric();
	for (enum control which = LOCAL_SLOW_PATH; which <= NO_HOT_FENCE; which++)
		if (!run_once(which, CONTROL_ROUNDS, ENOUGH))
			SKIP("INCONCLUSIVE: broken control %d was not seen to fail", (int)which);
	CHECK(run_once(NONE, ROUNDS, 1) == 0, "a forbidden outcome");
	CHECK(modes[FREE] > ROUNDS / 10 && modes[FENCED] > ROUNDS / 10 && pair.revoked_ > ROUNDS / 20,
	      "not all modes were met");
	return 0;
}
