/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce.h - which barrier serves which caller: the rule of coalescing.
 *
 * 1. Barriers have sequence numbers, in the order in which they begin.
 * 2. A caller executes its entry fence and then reads `started`, the number of the barrier
 *    that began last. It needs a barrier with a higher number.
 * 3. Any such barrier serves the caller, whichever thread makes it. A barrier that was in
 *    flight already does not: it may have fenced a hot thread before the caller's entry fence.
 * 4. `done` is the highest number of a barrier that has ended. A caller is served when
 *    `done` has reached the number that it needs.
 *
 * Scenario COALESCE:
 *
 *   follower                        leader                            hot
 *   Y = 1                           index = ++started     COALESCE-1     X = 1
 *   full fence            SB-a      full fence            SB-a        fast path
 *   need = started + 1    COALESCE-2   the system's barrier              r1 = Y
 *   done >= need          COALESCE-4   done = index          COALESCE-3
 *   r2 = X
 *
 * Why the follower is served when done >= need: a barrier has ended whose index is higher
 * than the value of `started` that the follower read. So its leader incremented `started`
 * after the follower's read, in the modification order of `started`, and executed its fence
 * after that: the barrier orders Y = 1. The read of `started` is a read-modify-write, so that
 * the language guarantees this order, and not only every known CPU. The load of `done` is an
 * acquire, so the hot thread is fenced before the follower reads r2.
 *
 * `done` only grows. If a leader never ends its barrier (a signal handler left it by longjmp(),
 * or it stayed behind in the parent of a bare clone()), the next barrier that ends replaces it.
 * wait.c bounds how long a caller waits. Numbers are compared by their difference: they may wrap.
 *
 * On a target without 64-bit atomics (armel, mipsel, powerpc, riscv32, m68k) barriers have no numbers:
 * every slow path makes its own, and a ticket is a barrier made at once. Numbers of 32 bits would do for
 * callers, whose waits are short, if they were only incremented. But `done` is a maximum: a leader may be
 * stopped between its load of `done` and its compare-and-swap, for 2^32 barriers (25 minutes), and then finds
 * the value that it expects. A program may also keep a ticket for longer than that.
 *
 * Models: tests/models/spin/coalesce.pml and tests/models/herd (COAL-*).
 */
#ifndef MEMBARRIER_COALESCE_H
#define MEMBARRIER_COALESCE_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include "atomics.h"
#include "fallback.h"
#include "internal.h"

/* Tests set the first number. */
#ifndef MB_FIRST_INDEX
#define MB_FIRST_INDEX 0
#endif

#if MB_NUMBERS

/* One cache line: a caller without concurrent callers accesses no other. */
struct shared {
	atomic_u64 started; /* the number of the barrier that began last; counts refused barriers too */
	atomic_u64 done;    /* the highest number of a barrier that has ended */
	uintptr_t leader;   /* the thread that began the last barrier, while that is in flight; a hint */
	int leader_cpu;     /* the CPU that it began it on; a hint */
	size_t joined;      /* callers that another caller's barrier served; ordered with nothing */
};
MB_INTERNAL_DATA struct shared mb_shared;

static inline bool mb_passed(uint64_t index)
{
	/* COALESCE-4: what the barrier ordered is ordered for this caller too; pairs with COALESCE-3. */
	uint64_t done = load_acquire(&mb_shared.done);

	return (int64_t)(done - index) >= 0;
}

/* The lowest number of a barrier that serves the accesses before the caller's last full fence. */
static inline uint64_t mb_need(void)
{
	/* COALESCE-2: before the leader's COALESCE-1 in the order of started, or served by a later barrier. */
	return add_acquire_release(&mb_shared.started, 0) + 1;
}

/* A number for the calling thread, the same in its signal handlers. No two living threads have the same. */
static inline uintptr_t mb_this_thread(void)
{
	return (uintptr_t)&errno;
}

static inline MB_ALWAYS_INLINE void mb_note_leader(void)
{
	store_relaxed(&mb_shared.leader_cpu, mb_port_cpu());
	store_relaxed(&mb_shared.leader, mb_this_thread());
}

/* A signal interrupted this thread while it was a leader: its barrier does not end before the handler returns. */
static inline bool mb_own_in_flight(void)
{
	return load_relaxed(&mb_shared.leader) == mb_this_thread();
}

/* The leader began its barrier on the CPU that executes the caller now. So the scheduler took that CPU from the leader. */
static inline bool mb_leader_preempted(void)
{
	int cpu = mb_port_cpu();

	return cpu >= 0 && load_relaxed(&mb_shared.leader) && load_relaxed(&mb_shared.leader_cpu) == cpu;
}

/* Begins a barrier if none is in flight. The caller then executes a full fence and calls the system. */
static inline MB_ALWAYS_INLINE bool mb_begin_if_idle(uint64_t *index)
{
	uint64_t started = load_relaxed(&mb_shared.started);

	if (started != load_relaxed(&mb_shared.done))
		return false;
	*index = started + 1;
	/* COALESCE-1: pairs with COALESCE-2. */
	if (!compare_exchange(&mb_shared.started, &started, *index))
		return false;
	mb_note_leader();
	return true;
}

/* Begins a barrier, also if others are in flight. */
static inline uint64_t mb_begin(void)
{
	/* COALESCE-5: as COALESCE-1. */
	uint64_t index = add_acquire_release(&mb_shared.started, 1) + 1;

	mb_note_leader();
	return index;
}

/*
 * The barrier of that number has ended. Barriers may end in any order: `done` is the maximum.
 * If `done` is higher already, this writes the same value: it is a full fence on x86 in any case.
 */
static inline MB_ALWAYS_INLINE void mb_end(uint64_t index)
{
	uint64_t done = load_relaxed(&mb_shared.done);

	store_relaxed(&mb_shared.leader, 0);
	/* COALESCE-3: the barrier, and what it ordered, come first; pairs with COALESCE-4. */
	while (!compare_exchange(&mb_shared.done, &done, (int64_t)(index - done) > 0 ? index : done))
		;
}

struct last_seen {
	atomic_u64 number, since; /* of the last barrier that a caller saw with it */
};

/*
 * Since when the last barrier to begin has been the last one: the time of the first call that saw its number, which is later
 * than its beginning, and not later than now. Leaders read no clock. For performance alone: what is ordered is decided by
 * the number.
 */
MB_INTERNAL uint64_t mb_first_seen(struct last_seen *last, uint64_t now);

#else /* No numbers: see above. Barriers are only counted. */

struct shared {
	size_t started, joined;
};
MB_INTERNAL_DATA struct shared mb_shared;

static inline uint64_t mb_begin(void)
{
	add_relaxed(&mb_shared.started, 1);
	return 0;
}

static inline bool mb_begin_if_idle(uint64_t *index)
{
	*index = mb_begin();
	return true;
}

static inline void mb_end(uint64_t index)
{
	(void)index;
}

/* ticket.c calls neither: without numbers no flag belongs to this copy. */
static inline uint64_t mb_need(void)
{
	return 0;
}

static inline bool mb_passed(uint64_t index)
{
	return index == 0;
}

#endif

/*
 * Makes the barrier that the caller has just begun with that number. False if the system
 * refuses every barrier. Inline, because the CPU mispredicts each return after the system
 * call, which costs 7-14 ns.
 */
static inline MB_ALWAYS_INLINE bool mb_lead(const struct strategy *strategy, uint64_t index)
{
	/* SB-a: pairs with the fast path (through b) and with others' normal paths. */
	fence_after_rmw();
	if (mb_issue(strategy))
		return false;
	/* COALESCE-6: what the system knows of the threads that it fenced is this thread's to hand on, by COALESCE-3. */
	acquire_fence();
	mb_end(index);
	/* SB-c: pairs with the fast path (through b) and with others' normal paths. */
	fence_after_rmw();
	return true;
}

#endif
