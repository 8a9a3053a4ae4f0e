/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/quiescence.h - read sections that others wait for (RCU's model), without a fence.
 *
 *     reader                                    a thread that replaces an object
 *     membarrier_quiescence_enter();            old = exchange(&shared, new);
 *     p = load_acquire(&shared);                membarrier_quiescence_synchronize();
 *     ... p is not freed ...                    free(old);
 *     membarrier_quiescence_leave();
 *
 * A grace period is over when each section that a thread was in at its beginning has ended. It
 * needs one process-wide barrier, and readers write nothing but their own record. A reader may use
 * any number of objects, and follow pointers from one to the next. But one that sleeps in a section
 * keeps back all that is retired meanwhile; with hazard pointers (hazard.h) only what its slots show.
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

/* ABI, not for users: threads without a record, or that had none when their section began; fences; sections within others. */
MEMBARRIER_SYNC_API void membarrier_quiescence_enter_(void);
MEMBARRIER_SYNC_API void membarrier_quiescence_leave_(void);

/*
 * membarrier_quiescence_enter - begins a section; sections nest, up to 32,767 deep.
 *
 * Ordering:   the section's loads see what was done before the beginning of each grace period
 *             that does not wait for it.
 * Pairs with: membarrier_quiescence_start(), _synchronize(), _retire().
 * Context:    any thread, without any preparation; async-signal-safe (a handler leaves before it returns).
 * Cost:       a load, a store and a predicted branch; a call and a full fence where no strategy is
 *             asymmetric, or if there is no memory for the thread's record.
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
	/*
	 * GRACE-9: release where it is free, as who waits may find this section instead of the end of the last
	 * one. Elsewhere the store belongs to the release sequence of GRACE-2 (C11, C17), as on all known CPUs.
	 */
	__atomic_store_n(&self->section, section + 1, MEMBARRIER_HAZARD_RELAXED_ ? __ATOMIC_RELAXED : __ATOMIC_RELEASE);
	/* GRACE-1: this fast path, of a strategy that is asymmetric, against the slow path that a grace period waits for. */
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
}

/*
 * membarrier_quiescence_leave - ends the section that was begun last, in the thread that began it.
 *
 * Ordering:   what the section did comes before the end of each grace period that waits for it.
 * Pairs with: membarrier_quiescence_poll(), _wait(), _synchronize(), _retire().
 * Context:    as membarrier_quiescence_enter().
 * Cost:       a load, a store and a predicted branch; of a section within another one a call.
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

/* A grace period. It holds nothing, and may be dropped at any time. */
enum { MEMBARRIER_GRACE_WINDOW_ = 28 };
typedef struct {
	membarrier_ticket_t ticket_;
	uint32_t state_;
	uint32_t next_, count_;                   /* records: from which on still to look at, and how many there are */
	uint32_t open_;                           /* seen_ is of the records from next_ on */
	uint64_t seen_[MEMBARRIER_GRACE_WINDOW_]; /* their sections when first looked at; 0: none that matters */
} membarrier_grace_t;

/*
 * membarrier_quiescence_start - begins a grace period.
 *
 * Ordering:   as membarrier_ticket().
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       as membarrier_ticket().
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_quiescence_start(membarrier_grace_t *grace);

/*
 * membarrier_quiescence_poll - is the grace period over?
 *
 * It runs no barrier: one that any thread runs serves. After the barrier it looks at 28
 * threads at a time, so with very many threads that read without a pause it may take a few sections longer.
 *
 * Ordering:   true: what the sections did that were waited for comes before the return; and as
 *             membarrier_ticket_passed().
 * Context:    any thread, but only one at a time for one grace period; async-signal-safe; never waits.
 * Cost:       a look at each thread's record that still matters.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API bool membarrier_quiescence_poll(membarrier_grace_t *grace);

/*
 * membarrier_quiescence_wait - returns when the grace period is over; runs a barrier if none has run since.
 *
 * Ordering:   as membarrier_quiescence_poll().
 * Context:    any thread; not a signal handler that may have interrupted a section.
 * Errors:     -EDEADLK in a section of the calling thread.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_quiescence_wait(membarrier_grace_t *grace);

/*
 * membarrier_quiescence_synchronize - a whole grace period: start and wait.
 *
 * Ordering:   what the caller did before it is seen by all sections that it does not wait for; what
 *             the others did comes before the return.
 * Context:    as membarrier_quiescence_wait().
 * Cost:       a slow path, a look at each thread's record, and the sections' remaining time.
 * Errors:     -EDEADLK in a section of the calling thread.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_quiescence_synchronize(void);

/*
 * membarrier_quiescence_retire - calls reclaim(object) after a grace period.
 *
 * As membarrier_hazard_retire() but that it waits for sections instead of slots: the member
 * may be anywhere in the object, and where a section does not end nothing bounds what waits.
 * It may be called in a section; it never waits for one.
 */
MEMBARRIER_SYNC_API void membarrier_quiescence_retire(struct membarrier_retired *object, membarrier_reclaim reclaim);
MEMBARRIER_SYNC_API void membarrier_quiescence_retire_sized(struct membarrier_retired *object,
                                                            membarrier_reclaim reclaim, size_t bytes);

/*
 * membarrier_quiescence_drain - returns when all that was retired before through this header is reclaimed.
 *
 * As membarrier_hazard_drain(); -EDEADLK also in a section of the calling thread.
 */
MEMBARRIER_SYNC_API int membarrier_quiescence_drain(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_QUIESCENCE_H */
