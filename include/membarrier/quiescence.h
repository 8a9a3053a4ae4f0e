/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/quiescence.h - quiescence: a thread waits until other threads have left their
 * sections (RCU's model), and the sections execute no fence.
 *
 *     reader                                    a thread that replaces an object
 *     membarrier_quiescence_enter();            old = exchange(&shared, new);
 *     p = load_acquire(&shared);                membarrier_quiescence_synchronize();
 *     ... p is not freed ...                    free(old);
 *     membarrier_quiescence_leave();
 *
 * A section is what a reader does between enter and leave. A grace period is over when each section
 * has ended that was under way when the grace period began. It needs one process-wide barrier, and
 * a reader writes only its own record. In a section a reader may use any number of objects, and
 * follow pointers from one to the next. But a reader that sleeps in a section keeps all objects
 * from being reclaimed that are retired meanwhile. With hazard pointers (hazard.h) it keeps only
 * those that its slots show.
 *
 * All users of a structure must be linked with one copy of the library, as in hazard.h.
 */
#ifndef MEMBARRIER_QUIESCENCE_H
#define MEMBARRIER_QUIESCENCE_H

#include <membarrier/hazard.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { MEMBARRIER_SECTIONS_MASK_ = 0x7fff, MEMBARRIER_SECTION_ENDED_ = 0x10000 };

/* ABI, not for users: for threads without a record, for fast paths that are full fences, and for nested sections. */
MEMBARRIER_SYNC_API void membarrier_quiescence_enter_(void);
MEMBARRIER_SYNC_API void membarrier_quiescence_leave_(void);

/*
 * membarrier_quiescence_enter - begins a section; sections nest, up to 32,767 deep.
 *
 * Ordering:   if a grace period does not wait for the section, the section's loads see what
 *             happened before that grace period began.
 * Pairs with: membarrier_quiescence_start(), membarrier_quiescence_synchronize(), membarrier_quiescence_retire().
 * Context:    any thread; async-signal-safe, if the handler leaves before it returns; never waits; a child
 *             of fork(), also in a section that began before fork().
 * Cost:       a load, a store and a predicted branch. If no asymmetric strategy is in use, or there is no
 *             memory for a record of the thread, also a call and a full fence.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_quiescence_enter(void)
{
	struct membarrier_reader_ *self = membarrier_reader_self_;
	uint64_t section = __atomic_load_n(&self->section, __ATOMIC_RELAXED);

	if (!MEMBARRIER_LIKELY_(!(section & MEMBARRIER_ENTER_CALLS_))) {
		membarrier_quiescence_enter_();
		return;
	}
	/* GRACE-9: release where it is free; a thread that waits may read this store instead of GRACE-2 or GRACE-12. */
	__atomic_store_n(&self->section, section + 1, MEMBARRIER_OVERWRITE_);
	/* GRACE-1: this fast path of an asymmetric strategy pairs with the slow path that a grace period waits for. */
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
}

/*
 * membarrier_quiescence_leave - ends the innermost section of the calling thread.
 *
 * Ordering:   what the section did comes before the end of each grace period that waits for it.
 * Pairs with: membarrier_quiescence_poll(), membarrier_quiescence_wait(), membarrier_quiescence_synchronize(),
 *             membarrier_quiescence_retire().
 * Context:    as membarrier_quiescence_enter(), in the thread that entered.
 * Cost:       a load, a store and a predicted branch; a call for a nested section.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_quiescence_leave(void)
{
	struct membarrier_reader_ *self = membarrier_reader_self_;
	uint64_t section = __atomic_load_n(&self->section, __ATOMIC_RELAXED);

	if (!MEMBARRIER_LIKELY_((section & MEMBARRIER_SECTIONS_MASK_) == 1)) {
		membarrier_quiescence_leave_();
		return;
	}
	/* GRACE-2: release; pairs with GRACE-3. */
	__atomic_store_n(&self->section, section - 1 + MEMBARRIER_SECTION_ENDED_, __ATOMIC_RELEASE);
}

/* A grace period. There is nothing to release: the caller may forget it at any time. */
enum { MEMBARRIER_GRACE_WINDOW_ = 28 };
typedef struct {
	membarrier_ticket_t ticket_;
	uint32_t state_;
	uint32_t next_, count_;                   /* the next record to look at; the number of records */
	uint32_t open_;                           /* 1: seen_ belongs to the records from next_ on */
	uint64_t seen_[MEMBARRIER_GRACE_WINDOW_]; /* their sections at the first look; 0: no section to wait for */
} membarrier_grace_t;

/*
 * membarrier_quiescence_start - begins a grace period.
 *
 * Ordering:   as membarrier_ticket().
 * Pairs with: membarrier_quiescence_enter(), once the grace period is over.
 * Context:    any thread; async-signal-safe; never waits. A child of fork() may go on with a grace
 *             period that its parent has begun.
 * Cost:       as membarrier_ticket().
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_quiescence_start(membarrier_grace_t *grace);

/*
 * membarrier_quiescence_poll - is the grace period over?
 *
 * It makes no barrier: if no thread makes one, the grace period never ends. After the barrier the
 * function looks at the records of 28 threads at a time. So with many threads that read without a
 * pause, a grace period may last a few sections longer.
 *
 * Ordering:   true: what the sections did for which the grace period has waited comes before the
 *             return; also as membarrier_ticket_passed(). False: nothing was ordered.
 * Pairs with: membarrier_quiescence_leave().
 * Context:    any thread, but one at a time for each grace period; async-signal-safe; never waits.
 * Cost:       as membarrier_ticket_passed(); after the barrier a load for each record that may still
 *             show such a section.
 * Returns:    true if the grace period is over.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API bool membarrier_quiescence_poll(membarrier_grace_t *grace);

/*
 * membarrier_quiescence_wait - returns when the grace period is over; makes a barrier if needed.
 *
 * Ordering:   as membarrier_quiescence_poll() when that is true.
 * Pairs with: membarrier_quiescence_leave().
 * Context:    as membarrier_slow_path(), but it blocks until sections have ended; not a signal handler
 *             that may interrupt a section. One thread at a time for each grace period.
 * Cost:       as membarrier_ticket_wait(), a look at each thread's record, and the remaining time of
 *             the sections.
 * Returns:    0; -EDEADLK if the calling thread is in a section.
 *             If the system refuses every sound barrier it aborts, as membarrier_slow_path().
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_quiescence_wait(membarrier_grace_t *grace);

/*
 * membarrier_quiescence_synchronize - begins a grace period and waits until it is over.
 *
 * Ordering:   what the caller did before the call is visible to each section for which the grace period
 *             does not wait; what the other sections did comes before the return.
 * Pairs with: membarrier_quiescence_enter(), membarrier_quiescence_leave().
 * Context:    as membarrier_quiescence_wait().
 * Cost:       a slow path, a look at each thread's record, and the remaining time of the sections.
 * Returns:    as membarrier_quiescence_wait().
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_quiescence_synchronize(void);

/*
 * membarrier_quiescence_retire, membarrier_quiescence_retire_sized - call reclaim(object) after a grace period.
 *
 * As membarrier_hazard_retire() and membarrier_hazard_retire_sized(), but the object waits for
 * sections instead of slots. The member may be anywhere in the object. If a section does not end,
 * nothing bounds how many objects wait.
 *
 * Ordering:   what the caller did before the call, and what each section did that the grace period has
 *             waited for, comes before reclaim().
 * Pairs with: membarrier_quiescence_enter(), membarrier_quiescence_leave().
 * Context:    any thread; not a signal handler. May be called in a section, and never waits for one. May
 *             call reclaim functions of other objects, so the caller must hold no lock that they take.
 * Cost:       as membarrier_hazard_retire().
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_quiescence_retire(struct membarrier_retired *object, membarrier_reclaim reclaim);
MEMBARRIER_SYNC_API void membarrier_quiescence_retire_sized(struct membarrier_retired *object,
                                                            membarrier_reclaim reclaim, size_t bytes);

/*
 * membarrier_quiescence_drain - returns when all objects are reclaimed that were retired through this header before.
 *
 * For the same purposes as membarrier_hazard_drain().
 *
 * Ordering:   as membarrier_quiescence_retire(); what the reclaim functions did comes before the return.
 * Pairs with: membarrier_quiescence_retire(), membarrier_quiescence_leave().
 * Context:    any thread; not a signal handler. Blocks until sections have ended, and while other threads run
 *             reclaim functions.
 * Cost:       two slow paths, a look at each thread's record, and the remaining time of the sections.
 * Returns:    0; -EDEADLK in a reclaim function, or if the calling thread is in a section; -ENOMEM if there
 *             is no memory for a record of the thread.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_quiescence_drain(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_QUIESCENCE_H */
