/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * slow_path.c - the slow path: full fence, process-wide barrier, full fence.
 *
 * Scenario SB (store buffering), on which every user of a slow path relies:
 *
 *   hot                      rare
 *   X = 1                    Y = 1
 *   fast path                a: full fence
 *                            b: the system fences the hot thread somewhere in here
 *                            c: full fence
 *   r1 = Y                   r2 = X                         never r1 == r2 == 0
 *
 *   - b before r1 = Y: the rare thread's a put Y before b, so r1 == 1.
 *   - b after r1 = Y, and so after X = 1: b put X before c, so r2 == 1.
 *
 * The library executes the fences a and c itself. Linux returns before its own first
 * barrier if the process has one thread or the machine one CPU (kernel/sched/
 * membarrier.c), but a partner of this fence may be in another process, or a device.
 * These fences also make the call pair with membarrier_normal_path() if the strategy is
 * plain fences.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "fallback.h"
#include "select.h"
#include "wait.h"

/* Counts of events, ordered with nothing. */
static size_t fenced, declined;

/*
 * The usual case, and the fastest, is that no other caller has a barrier in flight: no clock,
 * no waiting, one cache line. Inlined into both entries, for the reason given at mb_lead().
 */
static inline MB_ALWAYS_INLINE bool slow_path(struct membarrier_flag_ *flag, int pledged,
                                              bool (*contended)(const struct strategy *))
{
	const struct strategy *strategy = mb_chosen(flag);
	uint64_t index;

	if (strategy->id < 0) {
		if (pledged) /* Its fast paths are free, whatever the strategy. */
			return false;
		/* SB-f: both sides are plain fences; pairs with FAST-1 and NORMAL-1. */
		MEMBARRIER_FULL_FENCE_();
		add_relaxed(&fenced, 1);
		return true;
	}
	return mb_begin_if_idle(&index) ? mb_lead(strategy, index) : contended(strategy);
}

static bool coalesce(const struct strategy *strategy)
{
	/* COALESCE-8: SB-a of a caller that another caller's barrier may serve. */
	MEMBARRIER_FULL_FENCE_();
	return mb_serve(strategy, mb_need());
}

void membarrier_slow_path_for_(struct membarrier_flag_ *flag, int pledged)
{
	if (!slow_path(flag, pledged, coalesce))
		mb_give_up(mb_refusal(mb_chosen(flag)));
}

static bool do_not_wait(const struct strategy *strategy)
{
	return mb_lost() && mb_lead(strategy, mb_begin());
}

bool membarrier_try_slow_path_for_(struct membarrier_flag_ *flag, int pledged)
{
	bool ordered = slow_path(flag, pledged, do_not_wait);

	if (!ordered)
		add_relaxed(&declined, 1);
	return ordered;
}

int membarrier_get_stats_for_(struct membarrier_stats *stats)
{
	if (!stats || stats->size < sizeof *stats)
		return -EINVAL;
	stats->barriers = load_relaxed(&mb_shared.started) - MB_FIRST_INDEX - mb_refused();
	stats->joined = load_relaxed(&mb_shared.joined);
	stats->slow_paths = stats->barriers + stats->joined + load_relaxed(&fenced);
	stats->recovered = mb_recovered();
	stats->declined = load_relaxed(&declined);
	return 0;
}
