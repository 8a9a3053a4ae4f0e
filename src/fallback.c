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
static const struct strategy *helper;

static bool may_pass(int error)
{
	return error == -ENOMEM || error == -EAGAIN || error == -EINTR;
}

/* For a strategy that failed: its registration may be lost (checkpoint/restore), or memory may have been short. */
static int again(const struct strategy *strategy)
{
	int error = strategy->renew();

	return error ? error : strategy->issue();
}

/* Tries the other strategies that are sound here. Their first probe, or again(), sets them up. */
static int by_another(const struct strategy *refused, bool *worth_waiting)
{
	const struct strategy *first = load_relaxed(&helper);
	int error = first ? first->issue() : -ENOSYS;

	for (unsigned i = 0; error && mb_candidate(i)->id > 0; i++) {
		const struct strategy *other = mb_candidate(i);

		if (other == refused || mb_verdict(i)->verdict != MEMBARRIER_OFFERED)
			continue;
		error = again(other);
		*worth_waiting |= may_pass(error);
		if (!error)
			store_relaxed(&helper, other);
	}
	return error;
}

static int recover(const struct strategy *refused, bool others)
{
	int error = -EAGAIN;
	bool worth_waiting = true;

	for (unsigned attempt = 0; error && worth_waiting && attempt < ATTEMPTS; attempt++) {
		if (attempt)
			mb_port_pause(attempt - 1);
		error = again(refused);
		worth_waiting = may_pass(error);
		if (error && others)
			error = by_another(refused, &worth_waiting);
	}
	return error;
}

/*
 * Fast paths are compiler barriers by now, so only a barrier on every thread is enough.
 * All sound strategies are tried before the first wait.
 */
MB_NEVER_INLINE int mb_recover(const struct strategy *refused)
{
	int error = recover(refused, true);

	add_relaxed(error ? &refusals : &recovered, 1);
	return error;
}

MB_NEVER_INLINE int mb_make(const struct strategy *barrier)
{
	int error = barrier->issue();

	return error ? recover(barrier, false) : 0;
}

size_t mb_recovered(void)
{
	return load_relaxed(&recovered);
}

size_t mb_refused(void)
{
	return load_relaxed(&refusals);
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
		if (!load_relaxed(&hooks[i]) && compare_exchange(&hooks[i], &none, hook))
			return 0;
	}
	return -ENOSPC;
}

int membarrier_remove_last_resort(membarrier_last_resort hook)
{
	for (unsigned i = MOST; hook && i-- > 0;) {
		membarrier_last_resort there = hook;

		/* HOOK-3: as HOOK-1, for the next thread that adds to this place; carries nothing but itself. */
		if (load_relaxed(&hooks[i]) == hook && compare_exchange(&hooks[i], &there, NULL))
			return 0;
	}
	return -ENOENT;
}

MB_NEVER_INLINE void mb_give_up(const char *line)
{
	for (unsigned i = MOST; i-- > 0;) {
		/* HOOK-2: pairs with HOOK-1. */
		membarrier_last_resort hook = load_acquire(&hooks[i]);

		if (hook)
			hook(line);
	}
	mb_port_abort(line);
}
