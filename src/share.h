/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * share.h - which barrier serves whom: the index rule.
 *
 * Barriers are numbered as they begin. A caller is served by any barrier that begins
 * after its own entry fence, whoever makes it; by one already on its way it is not,
 * because that may have fenced a hot thread too early.
 *
 * Scenario SHARE:
 *
 *   joiner                          leader                            hot
 *   Y = 1                           index = ++started     SHARE-1     X = 1
 *   full fence            SB-a      full fence            SB-a        fast path
 *   need = started + 1    SHARE-2   the system's barrier              r1 = Y
 *   done >= need          SHARE-4   done = index          SHARE-3
 *   r2 = X
 *
 *   done >= need: some barrier had index > started as the joiner read it, so its leader
 *   incremented started later in that word's order, and fenced later still: Y is in
 *   front of that barrier. Reading started is a read-modify-write too, so that this
 *   order holds by the language's rules and not only on every known CPU.
 *   And done was seen with acquire: the hot thread was fenced before r2 is read.
 *
 * done only grows, so a leader that vanished (by longjmp() out of a signal handler, or
 * left behind in the parent of a bare clone()) is made good by the next barrier that
 * ends. No caller waits for long for one that does not: wait.c.
 * Numbers are compared by their difference: they may wrap.
 *
 * On a target without 64-bit atomics (armel, mipsel, powerpc, riscv32, m68k) no barrier is numbered:
 * every slow path makes its own, and a ticket is a barrier made at once. Numbers of 32 bits would do for
 * callers, whose waits are short, if only they were added to; but done is a maximum, and a leader that
 * was stopped for 2^32 barriers between its load of done and its compare-and-swap, 25 minutes, would
 * find the value that it expects. A ticket may be kept for longer than that anyhow.
 *
 * Proved in models/spin/share.pml and models/herd (COAL-*).
 */
#ifndef MEMBARRIER_SHARE_H_
#define MEMBARRIER_SHARE_H_

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include "atomics.h"
#include "internal.h"
#include "port.h"

/* Tests let the numbers begin elsewhere. */
#ifndef MEMBARRIER_FIRST_INDEX_
#define MEMBARRIER_FIRST_INDEX_ 0
#endif

#if MEMBARRIER_NUMBERS_

/* One cache line: a caller that is alone touches no other. */
struct shared_ {
	atomic_u64_ started; /* the number of the barrier that began last: how many were made, but for those refused */
	atomic_u64_ done;    /* no barrier that is over has a higher number */
	uintptr_t leader;    /* the thread that began it, if it is in flight; a hint */
	size_t joined;       /* callers that another's barrier served; ordered with nothing */
};
INTERNAL_DATA_ struct shared_ membarrier_shared_;

static inline bool membarrier_passed_(uint64_t index)
{
	/* SHARE-4: what the barrier ordered is ordered for this caller too; pairs with SHARE-3. */
	uint64_t done = atomic_load_acquire_(&membarrier_shared_.done);

	return (int64_t)(done - index) >= 0;
}

/* The number a barrier must have to serve what precedes the caller's last full fence. */
static inline uint64_t membarrier_need_(void)
{
	/* SHARE-2: before the leader's SHARE-1 in the order of started, or served by a later barrier. */
	return __atomic_fetch_add(&membarrier_shared_.started, 0, __ATOMIC_ACQ_REL) + 1;
}

/* The same in any function of a thread, and in a signal handler on top of it; no two threads that live have the same. */
static inline uintptr_t membarrier_this_thread_(void)
{
	return (uintptr_t)&errno;
}

/* This thread was interrupted by a signal while it led: its barrier does not end before the handler does. */
static inline bool membarrier_own_in_flight_(void)
{
	return atomic_load_relaxed_(&membarrier_shared_.leader) == membarrier_this_thread_();
}

/* Begins a barrier if none is on its way. The caller's full fence comes next, then the system's barrier. */
static inline ALWAYS_INLINE_ bool membarrier_begin_if_idle_(uint64_t *index)
{
	uint64_t started = atomic_load_relaxed_(&membarrier_shared_.started);

	if (started != atomic_load_relaxed_(&membarrier_shared_.done))
		return false;
	*index = started + 1;
	/* SHARE-1: pairs with SHARE-2. */
	if (!atomic_compare_exchange_(&membarrier_shared_.started, &started, *index))
		return false;
	atomic_store_relaxed_(&membarrier_shared_.leader, membarrier_this_thread_());
	return true;
}

/* The same whatever is on its way. */
static inline uint64_t membarrier_begin_(void)
{
	/* SHARE-5: as SHARE-1. */
	uint64_t index = __atomic_fetch_add(&membarrier_shared_.started, 1, __ATOMIC_ACQ_REL) + 1;

	atomic_store_relaxed_(&membarrier_shared_.leader, membarrier_this_thread_());
	return index;
}

/*
 * The barrier of that number has ended. Several may end in any order: done is their maximum.
 * Where it is higher already this writes what is there: a full fence on x86 in any case.
 */
static inline ALWAYS_INLINE_ void membarrier_end_(uint64_t index)
{
	uint64_t done = atomic_load_relaxed_(&membarrier_shared_.done);

	atomic_store_relaxed_(&membarrier_shared_.leader, 0);
	/* SHARE-3: the barrier, and what it ordered, come first; pairs with SHARE-4. */
	while (!atomic_compare_exchange_(&membarrier_shared_.done, &done, (int64_t)(index - done) > 0 ? index : done))
		;
}

#else /* Nothing is numbered: see above. Barriers are only counted. */

struct shared_ {
	size_t started, joined;
};
INTERNAL_DATA_ struct shared_ membarrier_shared_;

static inline uint64_t membarrier_begin_(void)
{
	atomic_add_relaxed_(&membarrier_shared_.started, 1);
	return 0;
}

static inline bool membarrier_begin_if_idle_(uint64_t *index)
{
	*index = membarrier_begin_();
	return true;
}

static inline void membarrier_end_(uint64_t index)
{
	(void)index;
}

/* ticket.c asks neither where no flag is ours. */
static inline uint64_t membarrier_need_(void)
{
	return 0;
}

static inline bool membarrier_passed_(uint64_t index)
{
	return index == 0;
}

#endif

/* One barrier of this strategy, or where it fails of any that is sound. 0, or a negative errno value. */
INTERNAL_ int membarrier_recover_(const struct strategy_ *refused);
static inline ALWAYS_INLINE_ int membarrier_issue_(const struct strategy_ *strategy)
{
	int error = strategy->issue();

	return error ? membarrier_recover_(strategy) : 0;
}

/*
 * The barrier that the caller has just begun with that number. False where the system
 * refuses every barrier. Inline, because each return after the system call is
 * mispredicted and costs 7-14 ns.
 */
static inline ALWAYS_INLINE_ bool membarrier_lead_(const struct strategy_ *strategy, uint64_t index)
{
	/* SB-a: pairs with the fast path (through b) and with others' normal paths. */
	FENCE_AFTER_RMW_();
	if (membarrier_issue_(strategy))
		return false;
	/* SHARE-6: what the system knows of the threads that it fenced is this thread's to hand on, by SHARE-3. */
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	membarrier_end_(index);
	/* SB-c: pairs with the fast path (through b) and with others' normal paths. */
	FENCE_AFTER_RMW_();
	return true;
}

/* What a slow path does that cannot return truthfully. */
INTERNAL_ void membarrier_give_up_(struct membarrier_flag_ *flag);

/* Barriers that failed at first and were made after all, and those that were not. */
INTERNAL_ size_t membarrier_recovered_(void);
INTERNAL_ size_t membarrier_refused_(void);

#endif
