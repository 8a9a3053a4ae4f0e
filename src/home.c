/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * home.c - the asymmetric pair of one thread: its slow path interrupts one CPU.
 *
 * Scenario HOME. T owns the home; S is any other thread.
 *
 *   T                                      S
 *   X = 1                                  Y = 1
 *   home == my CPU ?                       full fence                       HOME-3
 *     yes: compiler barrier                h = home
 *     no:  home = my CPU (release) HOME-1  h is a CPU: the system fences that CPU,
 *          full fence              HOME-2              if a thread of ours runs there
 *   r1 = Y                                 full fence                       HOME-4
 *                                          r2 = X            never r1 == r2 == 0
 *
 * Two facts of the kernel's (Documentation/scheduler/membarrier.rst): a CPU executes a full fence
 * between any thread's last access on it and its next access elsewhere, each time it switches
 * threads; and a barrier for one CPU fences the thread that runs there, or fences nothing because
 * a thread of another process does, and then the switch did.
 *
 *   1. T's check is false. T has a full fence between its store and its load, S has HOME-3: one of
 *      the two sees the other's store.
 *   2. The check is true, and S read the same CPU. T was not switched between its store and its load:
 *      S's interrupt comes before, between or after the two (the argument of slow_path.c), or T
 *      did not run there meanwhile, and the switch is T's fence.
 *   3. T was switched between its store and its load, to whatever CPU: the switch is its fence. So
 *      it does not matter that the number it compared may be out of date.
 *   4. S read an older home than T's operation ran under. Then T's HOME-2, after the newer one, is
 *      a full fence between the write of the home and T's load of Y; S's HOME-3 is between Y = 1 and its
 *      load of the home. S missed the home, so T sees Y = 1.
 *   5. S read a newer home than T's operation ran under. T's store of X came before it in
 *      program order, or (if the home passed on) happens before it, and HOME-1 is a release: after
 *      HOME-4 S sees X = 1.
 *
 * The check must be between store and load: before the store, a move may follow it; after the load,
 * one may have preceded it. A home of MEMBARRIER_EVERY_CPU_ is the same with the ordinary pair in place
 * of the check and of the barrier: cases 4 and 5 are about the home alone. So each home says how
 * its thread's fast paths are free, and a thread without a CPU number may own one too. A home says
 * a CPU only if the flag said that the fast paths are free: an ordinary slow path then fences
 * every thread, this one too.
 *
 * Another thread's barrier for every CPU that begins after HOME-3 fences T too, and could serve S. S does not look for one. It
 * would have to read `started` (COALESCE-2) and `done`, and between the two there is nothing but the load of the home: S does
 * not wait, so a whole barrier ends there only if S loses its CPU. What that costs and saves: doc/performance.md. Where S does
 * wait, it is served: a slow path that falls back to membarrier_slow_path_for_() is coalesced like any other.
 *
 * Not a child of vfork(): rseq(2)'s registration is not the child's, so the number that it reads is its
 * parent's, and stands still.
 *
 * Models: tests/models/spin/home.pml.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>
#include <stddef.h>

#include <membarrier.h>
#include <membarrier/home.h>

#include "atomics.h"
#include "home.h"
#include "select.h"

ptrdiff_t membarrier_home_offset_;

static const struct verdict no_such = { MEMBARRIER_UNAVAILABLE, 0,
	                                    "the strategy in use has no barrier for one CPU: a slow path at a home is an "
	                                    "ordinary slow path" };

static const struct verdict no_switch = {
	MEMBARRIER_UNAVAILABLE, 0, "the barrier for every CPU is not known to be sound here, so one for one CPU is not"
};

/* The verdict that all threads agree on; NULL: not known yet. One strategy at most has such a barrier. */
static const struct verdict *agreed_verdict;

/* It rests on the same switches of threads. */
static bool strategy_is_sound(const struct strategy *strategy)
{
	for (unsigned i = 0; mb_candidate(i); i++)
		if (mb_candidate(i) == strategy)
			return mb_verdict(i)->verdict == MEMBARRIER_OFFERED;
	return false;
}

static const struct verdict *verdict_on(const struct strategy *strategy)
{
	if (!strategy->one_cpu)
		return &no_such;
	if (!strategy_is_sound(strategy))
		return &no_switch;
	return mb_agree(&agreed_verdict, strategy->one_cpu->probe);
}

/* NULL where slow paths at a home are ordinary ones. */
static const struct one_cpu *offered(struct membarrier_flag_ *flag)
{
	const struct strategy *strategy = mb_chosen(flag);

	return verdict_on(strategy)->verdict == MEMBARRIER_OFFERED ? strategy->one_cpu : NULL;
}

/* offset is the caller's variable; NULL if its fast paths cannot read a CPU number. */
static int place_now(struct membarrier_flag_ *flag, ptrdiff_t *offset)
{
#ifdef MEMBARRIER_HOME_READ_
	const struct one_cpu *one_cpu = offset ? offered(flag) : NULL;
	int place;

	if (one_cpu) {
		store_relaxed(offset, one_cpu->offset());
		place = membarrier_here_(one_cpu->offset());
		if (place >= 5)
			return place;
	}
#else
	(void)flag;
	(void)offset;
#endif
	return MEMBARRIER_EVERY_CPU_;
}

void membarrier_moved_for_(membarrier_home_t *home, struct membarrier_flag_ *flag, ptrdiff_t *offset)
{
	/* HOME-1: what was done under the old home comes first; pairs with HOME-4. */
	store_release(&home->place_, place_now(flag, offset));
	/* HOME-2: the new home, then the caller's load; pairs with HOME-3. */
	MEMBARRIER_FULL_FENCE_();
}

/* The CPU of a home's place, which is neither 0 nor MEMBARRIER_EVERY_CPU_. */
static int cpu_of(int place)
{
	return (place - 5) / 2;
}

/* False if the system refuses it. */
static bool fence_one(const struct one_cpu *one_cpu, int cpu)
{
	int error = one_cpu ? one_cpu->issue(cpu) : -ENOSYS;

	if (error && one_cpu && !one_cpu->renew())
		error = one_cpu->issue(cpu);
	return !error;
}

bool mb_fence_home(const membarrier_home_t *home, struct membarrier_flag_ *flag, int *place)
{
	bool fenced;

	/* HOME-3: pairs with HOME-2: the home is read after the caller's store is visible to every thread. */
	MEMBARRIER_FULL_FENCE_();
	*place = load_relaxed(&home->place_);
	if (*place == MEMBARRIER_EVERY_CPU_)
		return false;
	fenced = *place == 0 || fence_one(offered(flag), cpu_of(*place));
	/* HOME-4: pairs with HOME-1 and, through the system's barrier, with the fast path. */
	MEMBARRIER_FULL_FENCE_();
	return fenced;
}

void membarrier_slow_path_at_for_(const membarrier_home_t *home, struct membarrier_flag_ *flag, int pledged)
{
	int place;

	/* Of a home that says a CPU the fast paths are free, whatever the flag says: pledged. */
	if (!mb_fence_home(home, flag, &place))
		membarrier_slow_path_for_(flag, place == MEMBARRIER_EVERY_CPU_ ? pledged : 1);
}

void membarrier_check_home_for_(struct membarrier_flag_ *flag)
{
	const struct one_cpu *one_cpu = offered(flag);

	if (one_cpu && !one_cpu->numbered())
		mb_port_abort(
			"libmembarrier: a fast path at a home in a process for which the kernel keeps no CPU number: a child of "
			"vfork, or another that shares its parent's memory\n");
}

int membarrier_get_home_info_for_(struct membarrier_flag_ *flag, struct membarrier_info *info)
{
	int error = membarrier_get_info_for_(flag, info);
	const struct strategy *strategy = mb_chosen(flag);
	const struct verdict *verdict = verdict_on(strategy);

	if (error)
		return error;
	info->reason = verdict->reason;
	info->strategy = "every-cpu";
	if (verdict->verdict == MEMBARRIER_OFFERED) {
		info->strategy = "one-cpu";
		info->basis = strategy->one_cpu->basis;
		info->documented = 0;
	}
	return 0;
}
