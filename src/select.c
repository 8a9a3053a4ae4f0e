/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * select.c - the choice of the strategy, which is made once.
 *
 * The flag that fast paths test, the choice and the constructor are in this one
 * object file. So a program that links a static archive gets all three: every user of
 * the header refers to the flag or to membarrier_pledge_for_().
 *
 * Why a free fast path never meets a slow path that is only a local fence
 *
 * Scenario PUBLISH. Fast paths, slow paths and selectors run at any time: in
 * other libraries' constructors, in signal handlers, and in threads that existed
 * before this library was loaded.
 *
 *   hot                              rare
 *   X = 1                            Y = 1
 *   fast path: flag > 0 ?            slow path: full fence
 *     yes: compiler barrier            flag = 0 ? choose, compare-and-swap the flag
 *     no:  full fence                  flag > 0 : process-wide barrier
 *   r1 = Y                             flag < 0 : nothing more
 *                                      full fence
 *                                    r2 = X               never r1 == r2 == 0
 *
 * The flag and the choice are one word. A compare-and-swap changes it from 0 once,
 * and it never changes again. So its modification order is either 0, s with s > 0,
 * or 0, -1:
 *
 *   - If s > 0, no slow path is ever a local fence: each one reads s, or reads 0 and
 *     then uses the result of the compare-and-swap, which is s whether it fails or
 *     succeeds. The fast path read 0 or s and was a full fence or a compiler barrier;
 *     either of them is ordered against a process-wide barrier.
 *   - If -1, no fast path is ever free: none can read a value > 0. Both sides are
 *     full fences.
 *
 * The proof does not depend on when a fast path sees the new value. So its load of the
 * flag is relaxed, may be executed early or late, and may be hoisted. There is no second
 * variable to publish with the flag.
 *
 * Why it holds with several copies of the library in a process
 *
 * Each copy has a flag, membarrier_strategy_. The linker decides for each symbol which
 * copy's flag and which copy's functions a component gets. So no function here reads this
 * copy's own flag: the caller passes the flag that the fast paths of its own translation
 * unit test. The proof above is about that word, whichever copy reads it. Ids mean the same
 * in every copy and version. The value of the flag that is passed:
 *
 *   > 0  Its fast paths are free. The slow path uses the strategy of that id if this copy has
 *        it, whether or not this copy has tried it. If the system does not make that barrier,
 *        issue() returns an error, and recovery uses a strategy that is sound by this copy's
 *        own trial. If this copy does not have the strategy (`foreign`), recovery begins at
 *        once. If nothing is left: abort(). It does not matter which copy makes the barrier:
 *        a process-wide barrier fences every thread.
 *   < 0  None of its fast paths is free, except those of a translation unit that pledged. For
 *        a caller that pledged a fence is not enough: its slow path fails. (Its pledge is
 *        checked against the same flag at start-up; a slow path may be called before that.)
 *   0    This copy makes its choice and writes it to that flag by compare-and-swap. Two copies
 *        may do so at once, with different choices: one succeeds, and both use that choice.
 *
 * The linker may have copied the flag into the program (copy relocation), so that this
 * copy's own flag is not used (-Bsymbolic). The same holds, because the caller passes the
 * flag. A copy must also know whether the number in a ticket is its own: ticket.c.
 *
 * Not covered, on purpose: a fast path that tests one flag against a slow path that
 * was passed another. Private copies cannot know of each other.
 *
 * All selectors of a copy must also agree. A selector that tries a candidate proposes the
 * verdict, by compare-and-swap from "not known yet". Every selector then uses the proposal
 * that succeeded, its own or another's. The choice depends on these agreed verdicts only.
 * (Different verdicts would be sound too, because the flag decides; copies of the library
 * that share a flag may have them. But the reasons that are reported would be wrong.)
 *
 * tests/models/spin/publish.pml checks this, and that similar protocols fail: a flag published
 * before the choice; a flag that is stored instead of compared and swapped; a flag set by
 * another copy and taken for plain fences. One more variant, a slow path that is a local
 * fence until a strategy is chosen, fails only if the fast path's load of the flag is
 * executed after its load of Y: no test on x86 can show it.
 */
#define MEMBARRIER_BUILDING_ 1
#include "select.h"

#include "atomics.h"
#include "coalesce.h"

/* What ThreadSanitizer sees instead of fences; here even if we are not built under it, since users may be. */
unsigned membarrier_tsan_;

#ifdef MEMBARRIER_FENCE_ONLY
#define FIRST_ID MB_FENCE_ID
#else
#define FIRST_ID 0
#endif
struct membarrier_flag_ membarrier_strategy_ = { .id = FIRST_ID, .owner = &mb_shared };

static unsigned choose_rank(void)
{
	int asked = mb_rank_asked_for();
	unsigned i = 0;

	if (asked >= 0)
		return (unsigned)asked;
	while (mb_verdict(i)->verdict != MEMBARRIER_OFFERED)
		i++;
	return i;
}

const struct strategy *mb_chosen(struct membarrier_flag_ *flag)
{
	/* PUBLISH-4: pairs with PUBLISH-5, for the prober's set-up. */
	int id = load_acquire(&flag->id);

	if (id == 0) {
		int mine = mb_candidate(choose_rank())->id;

		/* PUBLISH-5: the one write of the flag. Release for PUBLISH-4; fast paths
		 * read it relaxed (see the head of this file). */
		if (compare_exchange(&flag->id, &id, mine))
			id = mine;
	}
	return mb_strategy_of(id);
}

void membarrier_pledge_for_(struct membarrier_flag_ *flag)
{
	const struct strategy *chosen = mb_chosen(flag);

	if (chosen->id < 0)
		mb_port_abort(mb_refusal(chosen));
}

#ifndef MEMBARRIER_FENCE_ONLY
/*
 * As early as a library may: on Linux registering takes 0.6 us while the process
 * has one thread, and waits for an RCU grace period, 12 ms, once it has two.
 */
MB_AT_START(mb_choose_entry, choose_at_start)
{
	mb_chosen(&membarrier_strategy_);
	/* Callers that meet read the clock. The loader binds it now, for which it takes 3 KiB of stack: a signal handler
	 * may not have them. */
	(void)mb_port_now();
}
#endif
