/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* coalesce.c - the state that callers share, how long it has not moved, and how a child of fork() resets it. */
#define MEMBARRIER_BUILDING_ 1
#include "coalesce.h"

#if MB_NUMBERS
MB_INTERNAL MEMBARRIER_LINE_ struct shared mb_shared = { .started = MB_FIRST_INDEX, .done = MB_FIRST_INDEX };

uint64_t mb_first_seen(struct last_seen *last, uint64_t now)
{
	uint64_t started = load_relaxed(&mb_shared.started), since;

	/* WATCH-1: its time is read afterwards; pairs with WATCH-2. */
	if (load_acquire(&last->number) != started) {
		store_relaxed(&last->since, now);
		/* WATCH-2: its time comes first; pairs with WATCH-1. */
		store_release(&last->number, started);
		return now;
	}
	since = load_relaxed(&last->since);
	return (int64_t)(now - since) < 0 ? now : since;
}

#ifndef MEMBARRIER_FENCE_ONLY
/*
 * A child has none of its parent's other threads. So the barriers that were in flight never
 * end, and the child does not need them: it has no other thread to order. A child of a bare
 * clone() does not run this, and waits as it does for a leader that never ends its barrier.
 */
static void forget_in_flight(void)
{
	mb_end(load_relaxed(&mb_shared.started));
}

MB_AT_START(mb_watch_forks_entry, watch_forks)
{
	mb_port_at_fork(forget_in_flight);
}
#endif
#else
MB_INTERNAL struct shared mb_shared;
#endif
