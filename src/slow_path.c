/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * slow_path.c - the slow path: full fence, process-wide barrier, full fence.
 *
 * Scenario SB (store buffering), what every user of a slow path relies on:
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
 * The fences a and c are ours, not the system's: Linux returns before its own
 * first barrier when the process has one thread or the machine one CPU (kernel/
 * sched/membarrier.c), and a caller's normal-path partner in another process, or
 * a device, must still find a full fence here. They also make the call pair with
 * membarrier_normal_path() when the strategy is plain fences.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "atomics.h"
#include "select.h"

/* Counters of events, ordered with nothing. */
static size_t slow_paths, barriers, recovered, declined;

/* How often a barrier that failed for want of memory is tried again: about a second in all. */
#define ATTEMPTS 100

static bool may_pass(int error)
{
	return error == -ENOMEM || error == -EAGAIN || error == -EINTR;
}

/* A strategy that failed once: its set-up may be gone (checkpoint/restore), or the system short of memory. */
static int retry(const struct strategy_ *strategy)
{
	int error = -EAGAIN;

	for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
		error = strategy->renew();
		if (!error)
			error = strategy->issue();
		if (!may_pass(error))
			break;
		membarrier_port_pause_(attempt);
	}
	return error;
}

/*
 * The system refuses what it granted at the start, and fast paths are cheap by
 * now: nothing less than a barrier on every thread will do, from this strategy or
 * from any other that is sound here.
 */
static NEVER_INLINE_ int recover(const struct strategy_ *refused)
{
	int error = retry(refused);

	for (unsigned i = 0; error && membarrier_candidate_(i)->id > 0; i++)
		if (membarrier_candidate_(i) != refused && membarrier_verdict_(i)->verdict == MEMBARRIER_OFFERED)
			error = retry(membarrier_candidate_(i));
	if (!error)
		atomic_add_relaxed_(&recovered, 1);
	return error;
}

/* Inlined into both entries: each return after the system call is mispredicted, and costs 7-14 ns. */
static inline ALWAYS_INLINE_ bool slow_path(void)
{
	const struct strategy_ *strategy;

	/* SB-a: pairs with the fast path (through b) and with others' normal paths. */
	MEMBARRIER_FULL_FENCE_();
	strategy = membarrier_chosen_();
	if (strategy->id > 0) {
		int error = strategy->issue();

		if (error && recover(strategy))
			return false;
		atomic_add_relaxed_(&barriers, 1);
	}
	atomic_add_relaxed_(&slow_paths, 1);
	/* SB-c: pairs with the fast path (through b) and with others' normal paths. */
	MEMBARRIER_FULL_FENCE_();
	return true;
}

static membarrier_last_resort last_resort;

membarrier_last_resort membarrier_set_last_resort(membarrier_last_resort hook)
{
	/* HOOK-1: what the hook needs is there before it; pairs with HOOK-2. */
	return atomic_exchange_(&last_resort, hook);
}

static NEVER_INLINE_ void give_up(void)
{
	static const char line[] = "libmembarrier: the system refuses the process-wide barrier it granted at start-up, "
	                           "and has no other that is sound; fast paths are unordered without it\n";
	/* HOOK-2: pairs with HOOK-1. */
	membarrier_last_resort hook = atomic_load_acquire_(&last_resort);

	if (hook)
		hook(line);
	membarrier_port_abort_(line);
}

void(membarrier_slow_path)(void)
{
	if (!slow_path())
		give_up();
}

bool(membarrier_try_slow_path)(void)
{
	bool ordered = slow_path();

	if (!ordered)
		atomic_add_relaxed_(&declined, 1);
	return ordered;
}

int membarrier_get_stats(struct membarrier_stats *stats)
{
	if (!stats || stats->size < sizeof *stats)
		return -EINVAL;
	stats->slow_paths = atomic_load_relaxed_(&slow_paths);
	stats->barriers = atomic_load_relaxed_(&barriers);
	stats->joined = 0;
	stats->recovered = atomic_load_relaxed_(&recovered);
	stats->declined = atomic_load_relaxed_(&declined);
	return 0;
}
