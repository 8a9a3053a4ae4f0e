/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * recover.c - recovery: what happens if the system refuses a barrier of the chosen strategy.
 *
 *   1. Set the strategy up again (register again) and try it again.
 *   2. Try each other strategy that is sound here. Each fences every running thread, so no
 *      fast path becomes weaker.
 *   3. If memory is short, or the call was interrupted, wait and begin again, for about a second.
 *   4. Otherwise report the error: the slow path then ends the program (last_resort.c).
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "select.h"
#include "share.h"

static size_t recovered, refusals;

/* How often recovery tries again if memory is short: about a second in all. */
#define ATTEMPTS 100

/* The strategy that was last used in place of one that was refused. */
static const struct strategy_ *helper;

static bool may_pass(int error)
{
	return error == -ENOMEM || error == -EAGAIN || error == -EINTR;
}

/* For a strategy that failed: its registration may be lost (checkpoint/restore), or memory may have been short. */
static int again(const struct strategy_ *strategy)
{
	int error = strategy->renew();

	return error ? error : strategy->issue();
}

/* Tries the other strategies that are sound here. Their first probe, or again(), sets them up. */
static int by_another(const struct strategy_ *refused, bool *worth_waiting)
{
	const struct strategy_ *first = atomic_load_relaxed_(&helper);
	int error = first ? first->issue() : -ENOSYS;

	for (unsigned i = 0; error && membarrier_candidate_(i)->id > 0; i++) {
		const struct strategy_ *other = membarrier_candidate_(i);

		if (other == refused || membarrier_verdict_(i)->verdict != MEMBARRIER_OFFERED)
			continue;
		error = again(other);
		*worth_waiting |= may_pass(error);
		if (!error)
			atomic_store_relaxed_(&helper, other);
	}
	return error;
}

/*
 * Fast paths are compiler barriers by now, so only a barrier on every thread is enough.
 * All sound strategies are tried before the first wait.
 */
NEVER_INLINE_ int membarrier_recover_(const struct strategy_ *refused)
{
	int error = -EAGAIN;
	bool worth_waiting = true;

	for (unsigned attempt = 0; error && worth_waiting && attempt < ATTEMPTS; attempt++) {
		if (attempt)
			membarrier_port_pause_(attempt - 1);
		error = again(refused);
		worth_waiting = may_pass(error);
		if (error)
			error = by_another(refused, &worth_waiting);
	}
	atomic_add_relaxed_(error ? &refusals : &recovered, 1);
	return error;
}

size_t membarrier_recovered_(void)
{
	return atomic_load_relaxed_(&recovered);
}

size_t membarrier_refused_(void)
{
	return atomic_load_relaxed_(&refusals);
}
