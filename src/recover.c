/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* recover.c - what becomes of a barrier that the system refuses after it was chosen. */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "select.h"
#include "share.h"

static size_t recovered, refusals;

/* How often what failed for want of memory is tried again, if nothing else helps: about a second in all. */
#define ATTEMPTS 100

/* The strategy that last served for one that was refused. */
static const struct strategy_ *helper;

static bool may_pass(int error)
{
	return error == -ENOMEM || error == -EAGAIN || error == -EINTR;
}

/* A strategy that failed once: its set-up may be gone (checkpoint/restore), or the system short of memory. */
static int again(const struct strategy_ *strategy)
{
	int error = strategy->renew();

	return error ? error : strategy->issue();
}

/* Any other that is sound here. Its set-up is the business of its first probe, or of again(). */
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
 * The system refuses what it granted at the start, and fast paths are cheap by
 * now: nothing less than a barrier on every thread will do, from this strategy or
 * from any other that is sound here. All are asked before the first is waited for.
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
