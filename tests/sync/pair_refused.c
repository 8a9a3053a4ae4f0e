/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pair_refused.c - the adaptive pair in the rounds of refused_rounds.h, while it is free. */
#define _GNU_SOURCE
#include <membarrier/pair.h>

#include "refused_rounds.h"

#define membarrier_slow_path slow_path
#include "../../src/sync/pair.c"
#undef membarrier_slow_path

static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static struct pair_line x, y;
static int r1, r2;

static void hot_prepare(uint32_t *random)
{
	(void)random;
	pair.mode_ = FREE;
}

static void hot_side(int round)
{
	STORE(x.word, round);
	membarrier_pair_hot(&pair);
	r1 = LOAD(y.word);
}

static void rare_prepare(uint32_t *random)
{
	pair.policy_.barrier_time = pair_random(random) & 1 ? UINT32_MAX / 4 : 0;
}

static void rare_side(int round)
{
	STORE(y.word, round);
	membarrier_pair_rare(&pair);
	r2 = LOAD(x.word);
}

static bool was_forbidden(int round)
{
	return r1 != round && r2 != round;
}

static void hot_leave(void)
{
}

static void rare_leave(void)
{
}

int main(void)
{
	return run_refused();
}
