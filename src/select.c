/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * select.c - the choice of the strategy, made once.
 *
 * The flag that fast paths test, the choice and the constructor live in this one
 * object, so that a static archive cannot bring in one without the others: every
 * user of the header refers to the flag or to membarrier_pledge_for_().
 *
 * Why no interleaving leaves a cheap fast path against a local slow path
 *
 * Scenario PUBLISH. Fast paths, slow paths and selectors run at any time, in
 * other libraries' constructors, in signal handlers, and in threads that were
 * there before we were loaded.
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
 * The flag and the choice are one word. It leaves 0 once,
 * by compare-and-swap, and never changes again. So its modification order is
 * either 0, s with s > 0, or 0, -1:
 *
 *   - If s > 0, no slow path is ever local: each one reads s, or reads 0 and then
 *     fails or wins the compare-and-swap, and either way goes on with s. The
 *     fast path was a full fence or a compiler barrier, by what it happened to
 *     read; each of the two is ordered against a process-wide barrier.
 *   - If -1, no fast path is ever cheap: none can read a value > 0. Both sides are
 *     full fences.
 *
 * Nothing here depends on when the flag's new value reaches the fast path, so its
 * load is relaxed, may be satisfied early or late, and may be hoisted. There is
 * no second variable whose publication would have to be ordered with it.
 *
 * Why it holds with several copies of the library in a process
 *
 * Each copy has a flag, membarrier_strategy_, and the linker decides symbol by symbol
 * which copy's flag and which copy's functions a component gets. So nothing here goes by
 * this copy's own flag: the caller hands over the one that the fast paths of its own
 * translation unit test, and the argument above is about that word, whoever reads it.
 * Ids mean the same in every copy and version. By the flag that is handed over:
 *
 *   > 0  Its fast paths are free. The strategy of that id if this copy has it, tried here
 *        or not: a barrier that the system does not make is an error of issue(), and goes
 *        to recovery, which asks what is sound by this copy's own trial. If this copy
 *        does not have it (`foreign`): recovery at once. With nothing left: abort(). Which
 *        copy's barrier it is does not matter, a process-wide barrier fences every thread.
 *   < 0  None of its fast paths is free, but for those of a unit that pledged. A caller
 *        that pledged may not be answered by a fence, and gives up. (Its pledge was tested
 *        against this same flag at start-up; a slow path may come before that.)
 *   0    This copy's choice, by compare-and-swap into that flag. Two copies may try at
 *        once, and want different things: one wins, and both go on with what won.
 *
 * The flag may be a copy that the linker made in the program (copy relocation) while
 * this one's own is not used by anybody (-Bsymbolic): the same, for it is handed over.
 * What a copy must know besides is whether a ticket's number is its own: ticket.c.
 *
 * Not covered, and not to be: a fast path that tests one flag against a slow path that
 * was handed another. Copies that are private cannot know of each other.
 *
 * What is left is that all selectors must want the same: what one finds out when
 * it tries a candidate is proposed, by compare-and-swap from "not known yet", and
 * every selector goes on with the proposal that won, its own or another's. The
 * choice is a function of these agreed facts alone. (It would be sound even if
 * they differed, as copies of the library that share the flag may: the flag decides.
 * But the reasons would then not be the reasons.)
 *
 * models/spin/publish.pml checks this, and that the tempting variants fail: a flag
 * published before the choice, stored instead of compared and swapped, or of another
 * copy's making taken for plain fences. One more, a slow path that is local while
 * nothing is chosen, fails only where the fast path's load of the flag is satisfied
 * after its load of Y: no test on x86 can show it.
 */
#define MEMBARRIER_BUILDING_ 1
#include "select.h"

#include <errno.h>

#include "atomics.h"
#include "share.h"

/* What ThreadSanitizer sees instead of fences; here even if we are not built under it, since users may be. */
unsigned membarrier_tsan_;

#define FENCE_ID (-1)
#define FOREIGN_ID 0x7fffffff

static const struct verdict_ fence_verdict = {
	MEMBARRIER_OFFERED, 0, "always works: fast and slow path are both ordinary full fences"
};

static const struct verdict_ *probe_fence(void)
{
	return &fence_verdict;
}

static int nothing(void)
{
	return 0;
}

static const struct strategy_ fence = {
	FENCE_ID, "fence", "the language: two full fences order each other", true, probe_fence, nothing, nothing
};

/*
 * The flag says > 0, and this copy has no such strategy: a newer one chose it, or this one
 * was built with MEMBARRIER_FENCE_ONLY. Fast paths are cheap, so plain fences would be
 * unsound: its barrier always fails, and the slow path goes on to what is known to be sound
 * here, or gives up.
 */
static int unheard_of(void)
{
	return -ENOSYS;
}

static const struct strategy_ foreign = {
	FOREIGN_ID, "foreign", "chosen by another copy of this library in the process, which knows it", false,
	probe_fence, unheard_of, nothing
};

#ifdef MEMBARRIER_FENCE_ONLY
#define FIRST_ID FENCE_ID
static const struct strategy_ *const strategies[] = { NULL };
#else
#define FIRST_ID 0
#define strategies membarrier_port_strategies_
#endif
struct membarrier_flag_ membarrier_strategy_ = { .id = FIRST_ID, .owner = &membarrier_shared_ };

/* What all threads agree on; NULL: nobody has asked yet. */
static const struct verdict_ *agreed_verdict[MEMBARRIER_PORT_MOST_];

static unsigned count(void)
{
	unsigned n = 0;

	while (strategies[n])
		n++;
	return n;
}

const struct strategy_ *membarrier_candidate_(unsigned index)
{
	unsigned n = count();

	return index < n ? strategies[index] : index == n ? &fence : NULL;
}

const struct verdict_ *membarrier_verdict_(unsigned index)
{
	const struct verdict_ *mine, *agreed;

	if (index >= count())
		return &fence_verdict;
	/* PUBLISH-1: pairs with PUBLISH-2; what the prober set up (a registration, pages)
	 * is then there for whoever reads its verdict. */
	agreed = atomic_load_acquire_(&agreed_verdict[index]);
	if (agreed)
		return agreed;
	mine = strategies[index]->probe();
	/* PUBLISH-2: release for PUBLISH-1, acquire if another prober was first. */
	return atomic_compare_exchange_(&agreed_verdict[index], &agreed, mine) ? mine : agreed;
}

static unsigned choose_rank(void)
{
	int asked = membarrier_rank_asked_for_();
	unsigned i = 0;

	if (asked >= 0)
		return (unsigned)asked;
	while (membarrier_verdict_(i)->verdict != MEMBARRIER_OFFERED)
		i++;
	return i;
}

const struct strategy_ *membarrier_chosen_(struct membarrier_flag_ *flag)
{
	/* PUBLISH-4: pairs with PUBLISH-5, for the prober's set-up. */
	int id = atomic_load_acquire_(&flag->id);

	if (id == 0) {
		int mine = membarrier_candidate_(choose_rank())->id;

		/* PUBLISH-5: the one write of the flag. Release for PUBLISH-4; fast paths
		 * read it relaxed (see the head of this file). */
		if (atomic_compare_exchange_(&flag->id, &id, mine))
			id = mine;
	}
	for (unsigned i = 0; strategies[i]; i++)
		if (strategies[i]->id == id)
			return strategies[i];
	return id < 0 ? &fence : &foreign;
}

const char *membarrier_choice_reason_(const struct strategy_ *chosen)
{
	int asked = membarrier_rank_asked_for_();

	if (asked >= 0 && membarrier_candidate_((unsigned)asked) == chosen)
		return "asked for with MEMBARRIER_STRATEGY";
	if (chosen == &foreign)
		return "another copy of the library in this process chose what this copy does not know";
	if (chosen != &fence)
		return "the best of this system's strategies that is known to be sound here";
#ifdef MEMBARRIER_FENCE_ONLY
	return "the library was built with MEMBARRIER_FENCE_ONLY";
#else
	return strategies[0] ? "no process-wide barrier is known to be sound here" : "no process-wide barrier is known for this system";
#endif
}

const char *membarrier_refusal_(const struct strategy_ *chosen)
{
	if (chosen == &foreign)
		return "libmembarrier: another copy of the library in this process made fast paths free, and this one has no "
		       "process-wide barrier for them: it is older, or was built with MEMBARRIER_FENCE_ONLY\n";
	if (chosen->id < 0)
		return "libmembarrier: this program was built with MEMBARRIER_ASSUME_ASYMMETRIC, and no process-wide barrier "
		       "is known to be sound here (`membarrier info` says why)\n";
	return "libmembarrier: the system refuses the process-wide barrier it granted at start-up, and has no other that is "
	       "sound; fast paths are unordered without it\n";
}

void membarrier_pledge_for_(struct membarrier_flag_ *flag)
{
	const struct strategy_ *chosen = membarrier_chosen_(flag);

	if (chosen->id < 0)
		membarrier_port_abort_(membarrier_refusal_(chosen));
}

#ifndef MEMBARRIER_FENCE_ONLY
/*
 * As early as a library may: on Linux registering takes 0.6 us while the process
 * has one thread, and waits for an RCU grace period, 12 ms, once it has two.
 */
#if defined(__ELF__) || defined(__MINGW32__)
__attribute__((constructor(101)))
#else
__attribute__((constructor))
#endif
static void choose_at_start(void)
{
	membarrier_chosen_(&membarrier_strategy_);
	/* Callers that meet read the clock. The loader binds it now, for which it takes 3 KiB of stack: a signal handler
	 * may not have them. */
	(void)membarrier_port_now_();
}
#endif
