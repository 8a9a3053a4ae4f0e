/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * fallback.c - what happens if the system refuses a barrier of the chosen strategy: recovery and, if that fails, the
 * end of the program.
 *
 *   1. Set the strategy up again (register again) and try it again.
 *   2. Try each other strategy that is sound here. Each fences every running thread, so no
 *      fast path becomes weaker.
 *   3. If memory is short, or the call was interrupted, wait and begin again, for about a second.
 *   4. Otherwise report the error. The slow path then ends the program: it calls the last
 *      resorts, and aborts.
 */
#define MEMBARRIER_BUILDING_ 1
#include "fallback.h"

#include <errno.h>

#include "atomics.h"
#include "select.h"

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

/* ---- last resorts ----
 *
 * The library keeps hooks in an array. Adding a hook is a compare-and-swap into a free
 * place, so two libraries may add hooks at the same time. After a hook is removed, nothing
 * points into the library that added it, which may then be unloaded.
 */
#define MOST 32

static membarrier_last_resort hooks[MOST];

int membarrier_add_last_resort(membarrier_last_resort hook)
{
	if (!hook)
		return -EINVAL;
	for (unsigned i = 0; i < MOST; i++) {
		membarrier_last_resort none = NULL;

		/* HOOK-1: what the hook needs is there before it; pairs with HOOK-2. */
		if (!atomic_load_relaxed_(&hooks[i]) && atomic_compare_exchange_(&hooks[i], &none, hook))
			return 0;
	}
	return -ENOSPC;
}

int membarrier_remove_last_resort(membarrier_last_resort hook)
{
	for (unsigned i = MOST; hook && i-- > 0;) {
		membarrier_last_resort there = hook;

		/* HOOK-3: as HOOK-1, for who adds to this place next; carries nothing but itself. */
		if (atomic_load_relaxed_(&hooks[i]) == hook && atomic_compare_exchange_(&hooks[i], &there, NULL))
			return 0;
	}
	return -ENOENT;
}

NEVER_INLINE_ void membarrier_give_up_(struct membarrier_flag_ *flag)
{
	const char *line = membarrier_refusal_(membarrier_chosen_(flag));

	for (unsigned i = MOST; i-- > 0;) {
		/* HOOK-2: pairs with HOOK-1. */
		membarrier_last_resort hook = atomic_load_acquire_(&hooks[i]);

		if (hook)
			hook(line);
	}
	membarrier_port_abort_(line);
}
