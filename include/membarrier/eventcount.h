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
 * A waiter is a thread that has called prepare() and not yet cancel() or wait(), or that is
 * in wait(). The event count is an adaptive pair (membarrier/pair.h). The producer is the hot
 * side: it stores the item and then looks for waiters. The consumer is the rare side: it
 * becomes a waiter and then looks for the item once more. The producer executes a fence only
 * while consumers call prepare() often. The item itself needs a release store and an acquire
 * load, or a queue that has them.
 *
 * A thread that ends, or leaves by longjmp(), after prepare() and before the return of wait() or
 * cancel() is counted as a waiter for ever: each notification then executes a locked operation,
 * and the other waiters are still woken. In a child of fork() the waiters of the parent are counted
 * in the same way, so the child should use a new event count.
 */
#ifndef MEMBARRIER_EVENTCOUNT_H
#define MEMBARRIER_EVENTCOUNT_H

#include <time.h>

#include <membarrier/pair.h>

#ifdef __cplusplus
extern "C" {
#endif

/* For static objects and others: MEMBARRIER_EVENTCOUNT_INIT. Nothing needs to be destroyed. */
typedef struct {
	uint32_t state_;    /* waiters * 4, and whether the producer fences */
	uint32_t epoch_;    /* notifications that found a waiter; wraps */
	uint32_t sleepers_; /* waiters that sleep, or are about to */
	struct membarrier_policy_ policy_;
} membarrier_eventcount_t;

enum { MEMBARRIER_EVENTCOUNT_FENCED_ = 2, MEMBARRIER_EVENTCOUNT_WAITER_ = 4 };
#define MEMBARRIER_EVENTCOUNT_INIT             \
	{                                          \
		MEMBARRIER_EVENTCOUNT_FENCED_, 0, 0,   \
		{                                      \
			0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 \
		}                                      \
	}

/* ABI, not for users. */
MEMBARRIER_SYNC_API void membarrier_eventcount_block_(membarrier_eventcount_t *ec);
MEMBARRIER_SYNC_API void membarrier_eventcount_wake_(membarrier_eventcount_t *ec, int all);
MEMBARRIER_SYNC_API uint32_t membarrier_eventcount_prepare_(membarrier_eventcount_t *ec);

/* ABI, not for users: is there a waiter to wake? */
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
 * membarrier_eventcount_notify_one, membarrier_eventcount_notify_all - wake threads that wait for the caller's store.
 *
 * notify_one wakes at least one of the threads that called prepare() before it, if there is a
 * waiter. notify_all wakes all of them.
 *
 * Ordering:   a thread that calls prepare() and is not woken sees, after prepare(), what the
 *             caller stored before the notification.
 * Pairs with: membarrier_eventcount_prepare(), membarrier_eventcount_wait().
 * Context:    any thread. Async-signal-safe on Linux and FreeBSD, where it makes at most one system call
 *             (futex(2), _umtx_op(2)) and never waits; other systems use a mutex.
 * Cost:       a load and a predicted branch while there is no waiter, and a full fence too while
 *             consumers call prepare() often. A locked operation if there is a waiter, and a system
 *             call too if a waiter sleeps.
 * Errors:     none.
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
 * membarrier_eventcount_prepare - makes the caller a waiter.
 *
 * After it, the caller looks for its condition once more. Then it either calls
 * membarrier_eventcount_wait() with the key that prepare() returned, or
 * membarrier_eventcount_cancel().
 *
 * Ordering:   the caller executes a full fence. Against a notification: as membarrier_pair_rare().
 * Pairs with: membarrier_eventcount_notify_one(), membarrier_eventcount_notify_all().
 * Context:    as membarrier_slow_path().
 * Cost:       a slow path; two locked operations while consumers call prepare() often.
 * Errors:     returns none; if the system refuses every sound barrier it aborts, as
 *             membarrier_slow_path().
 * Since:      0.1
 */
MEMBARRIER_INLINE_ uint32_t membarrier_eventcount_prepare(membarrier_eventcount_t *ec)
{
	uint32_t key = membarrier_eventcount_prepare_(ec);

	MEMBARRIER_TSAN_ORDER_();
	return key;
}

/*
 * membarrier_eventcount_cancel - ends what membarrier_eventcount_prepare() began: the caller is no waiter any more.
 *
 * Ordering:   a release of the caller's accesses since membarrier_eventcount_prepare().
 * Pairs with: membarrier_eventcount_notify_one(), membarrier_eventcount_notify_all().
 * Context:    any thread that has called membarrier_eventcount_prepare(); async-signal-safe; never waits.
 * Cost:       a locked operation.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_eventcount_cancel(membarrier_eventcount_t *ec);

/*
 * membarrier_eventcount_wait - sleeps until a notification comes that is later than membarrier_eventcount_prepare().
 *
 * deadline is a time of CLOCK_MONOTONIC, or NULL for none. When the function returns, also with
 * an error, the caller is no waiter any more. It then looks for its condition, and calls
 * membarrier_eventcount_prepare() again if the condition does not hold.
 *
 * Ordering:   an acquire of the notification.
 * Pairs with: membarrier_eventcount_notify_one(), membarrier_eventcount_notify_all().
 * Context:    a thread that has called membarrier_eventcount_prepare(). Blocks; not a cancellation
 *             point; not for signal handlers.
 * Cost:       a system call and three locked operations; only one locked operation if a
 *             notification has come already.
 * Returns:    0; -ETIMEDOUT if the deadline has passed without a notification; -EINVAL if the
 *             nanoseconds of the deadline are not 0 to 999,999,999.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_eventcount_wait(membarrier_eventcount_t *ec, uint32_t key,
                                                   const struct timespec *deadline);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_EVENTCOUNT_H */
