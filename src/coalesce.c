/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* coalesce.c - the state that callers share, and how a child of fork() resets it. */
#define MEMBARRIER_BUILDING_ 1
#include "coalesce.h"

#if MEMBARRIER_NUMBERS_
INTERNAL_ struct shared_ membarrier_shared_ __attribute__((aligned(64))) = { .started = MEMBARRIER_FIRST_INDEX_,
	                                                               .done = MEMBARRIER_FIRST_INDEX_ };

#ifndef MEMBARRIER_FENCE_ONLY
/*
 * A child has none of its parent's other threads. So the barriers that were in flight never
 * end, and the child does not need them: it has no other thread to order. A child of a bare
 * clone() does not run this, and waits as it does for a leader that never ends its barrier.
 */
static void forget_in_flight(void)
{
	membarrier_end_(atomic_load_relaxed_(&membarrier_shared_.started));
}

__attribute__((constructor)) static void watch_forks(void)
{
	membarrier_port_at_fork_(forget_in_flight);
}
#endif
#else
INTERNAL_ struct shared_ membarrier_shared_;
#endif
