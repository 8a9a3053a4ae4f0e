/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/eventcount.h - event counts: sleep until a condition on other data holds,
 * and pay nothing in the producer while no thread sleeps.
 *
 *     producer                            consumer
 *     put the item (a store)              while (!(item = take())) {
 *     membarrier_eventcount_notify_one()      key = membarrier_eventcount_prepare(&ec);
 *                                             if ((item = take())) {
 *                                                 membarrier_eventcount_cancel(&ec);
 *                                                 break;
 *                                             }
 *                                             membarrier_eventcount_wait(&ec, key, NULL);
 *                                         }
 *
 * The event count orders the producer's store before its look for sleepers, and the
 * consumer's announcement before its second look for an item, as an adaptive pair does:
 * the producer pays a fence only while consumers go to sleep often. The item itself
 * needs what it needs anyway: a release store and an acquire load, or a queue's own.
 *
 * A thread that ends, or jumps away, between prepare() and wait() or cancel() leaves its announcement
 * behind: notifications then make a system call each, and sleepers are still woken. A child of fork() has
 * the announcements of the parent's other threads likewise. Let it begin with a new event count.
 */
#ifndef MEMBARRIER_EVENTCOUNT_H
#define MEMBARRIER_EVENTCOUNT_H

#include <time.h>

#include <membarrier/pair.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Nothing needs to be destroyed. */
typedef struct {
	uint32_t state_; /* waiters * 4, and whether the producer fences */
	uint32_t epoch_; /* notifications that found a waiter; wraps */
	struct membarrier_policy_ policy_;
} membarrier_eventcount_t;

enum { MEMBARRIER_EVENTCOUNT_FENCED_ = 2, MEMBARRIER_EVENTCOUNT_WAITER_ = 4 };
#define MEMBARRIER_EVENTCOUNT_INIT             \
	{                                          \
		MEMBARRIER_EVENTCOUNT_FENCED_, 0,      \
		{                                      \
			0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 \
		}                                      \
	}

/* ABI, not for users. */
MEMBARRIER_SYNC_API void membarrier_eventcount_block_(membarrier_eventcount_t *ec);
MEMBARRIER_SYNC_API void membarrier_eventcount_wake_(membarrier_eventcount_t *ec, int all);
MEMBARRIER_SYNC_API uint32_t membarrier_eventcount_prepare_(membarrier_eventcount_t *ec);

/* Is there a waiter to be woken? */
MEMBARRIER_INLINE_ int membarrier_eventcount_waited_for_(membarrier_eventcount_t *ec)
{
	struct membarrier_thread_ *self;
	uint32_t state;

	/* EVENT-1: the caller's store, then this fast path, then the state; pairs with EVENT-5. */
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
	/* EVENT-2: acquire; pairs with EVENT-7. */
	state = __atomic_load_n(&ec->state_, __ATOMIC_ACQUIRE);
	if (MEMBARRIER_LIKELY_(state == 0))
		return 0;
	if (state < MEMBARRIER_EVENTCOUNT_WAITER_) {
		/* EVENT-3: pairs with EVENT-9. */
		MEMBARRIER_FULL_FENCE_();
		self = membarrier_self_;
		if (MEMBARRIER_LIKELY_(self->fenced != 0))
			self->fenced--;
		else
			membarrier_eventcount_block_(ec);
		state = __atomic_load_n(&ec->state_, __ATOMIC_RELAXED);
	}
	return state >= MEMBARRIER_EVENTCOUNT_WAITER_;
}

/*
 * membarrier_eventcount_notify_one, membarrier_eventcount_notify_all - wake what waits for the caller's store.
 *
 * notify_one wakes at least one waiter of those that prepared before it, if there is any.
 *
 * Ordering:   a waiter that is not woken sees, after it prepared, what the caller stored before.
 * Pairs with: membarrier_eventcount_prepare().
 * Context:    any thread; signal handlers on Linux, where waking is one system call (futex(2)).
 * Cost:       a load and a predicted branch, while no thread waits; a fence more while
 *             consumers go to sleep often. Else a system call.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_eventcount_notify_one(membarrier_eventcount_t *ec)
{
	MEMBARRIER_TSAN_ORDER_();
	if (membarrier_eventcount_waited_for_(ec))
		membarrier_eventcount_wake_(ec, 0);
}

MEMBARRIER_INLINE_ void membarrier_eventcount_notify_all(membarrier_eventcount_t *ec)
{
	MEMBARRIER_TSAN_ORDER_();
	if (membarrier_eventcount_waited_for_(ec))
		membarrier_eventcount_wake_(ec, 1);
}

/*
 * membarrier_eventcount_prepare - announces that the caller is about to wait.
 *
 * Look for the condition once more after it; then either wait with the key that it
 * returned, or cancel.
 *
 * Ordering:   a full fence of the caller's; against notify, as membarrier_pair_rare().
 * Pairs with: membarrier_eventcount_notify_one(), membarrier_eventcount_notify_all().
 * Context:    as membarrier_slow_path().
 * Cost:       a slow path, or two locked operations while consumers go to sleep often.
 * Errors:     as membarrier_slow_path().
 * Since:      0.1
 */
MEMBARRIER_INLINE_ uint32_t membarrier_eventcount_prepare(membarrier_eventcount_t *ec)
{
	uint32_t key = membarrier_eventcount_prepare_(ec);

	MEMBARRIER_TSAN_ORDER_();
	return key;
}

/*
 * membarrier_eventcount_cancel - takes the announcement back.
 *
 * Ordering:   a release; the caller's looks at its condition come before.
 * Pairs with: membarrier_eventcount_prepare(), of which it ends one.
 * Context:    any thread; async-signal-safe.
 * Cost:       a locked operation.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_eventcount_cancel(membarrier_eventcount_t *ec);

/*
 * membarrier_eventcount_wait - sleeps until a notification that came after prepare().
 *
 * It takes the announcement back in any case: the caller looks for its condition, and
 * prepares again if it does not hold.
 *
 * Ordering:   acquire of the notification.
 * Pairs with: membarrier_eventcount_notify_one(), membarrier_eventcount_notify_all().
 * Cost:       a system call and a locked operation; the second alone if a notification came before.
 * Context:    blocks; not a cancellation point; not for signal handlers.
 * Errors:     -ETIMEDOUT after the deadline, a time of CLOCK_MONOTONIC; NULL: none.
 *             -EINVAL if its nanoseconds are not 0 to 999,999,999; then too the announcement is gone.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_eventcount_wait(membarrier_eventcount_t *ec, uint32_t key,
                                                   const struct timespec *deadline);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_EVENTCOUNT_H */
