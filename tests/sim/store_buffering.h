/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* store_buffering.h - scenario SB: a hot thread, a rare thread, and the outcome that their barriers forbid. */
#ifndef STORE_BUFFERING_H
#define STORE_BUFFERING_H

#include <membarrier.h>

#include "scenario.h"

static atomic_int x, y;
static int hot_y = -1, rare_x = -1; /* the values that they have read; -1: none yet */

static inline void hot(void)
{
	STORE(x, 1);
	membarrier_fast_path();
	hot_y = LOAD(y);
}

/* A thread with a normal path, which pairs with the fences of the slow path's caller. */
static inline void normal(void)
{
	STORE(x, 1);
	membarrier_normal_path();
	hot_y = LOAD(y);
}

static inline void rare(void)
{
	STORE(y, 1);
	membarrier_slow_path();
	rare_x = LOAD(x);
}

static inline void rare_try(void)
{
	STORE(y, 1);
	if (!membarrier_try_slow_path())
		membarrier_sim_discard();
	rare_x = LOAD(x);
}

/* Makes a barrier that may serve other callers. */
static inline void leader(void)
{
	membarrier_slow_path();
}

static inline void check(void)
{
	EXPECT(!(hot_y == 0 && rare_x == 0));
}

#endif
