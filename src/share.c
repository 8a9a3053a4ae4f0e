/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* share.c - the state that callers share, and what becomes of it in a child of fork(). */
#define MEMBARRIER_BUILDING_ 1
#include "share.h"

#if MEMBARRIER_NUMBERS_
INTERNAL_ struct shared_ membarrier_shared_ __attribute__((aligned(64))) = { .started = MEMBARRIER_FIRST_INDEX_,
	                                                               .done = MEMBARRIER_FIRST_INDEX_ };

#ifndef MEMBARRIER_FENCE_ONLY
/*
 * A child has none of its parent's other threads: nobody ends the barriers that were in
 * flight, and nobody needs them, since there is no other thread to be ordered with. A
 * child of a bare clone() is not told, and waits as if a leader had vanished.
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
