/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * eventcount.c - event counts.
 *
 * Scenario EVENT. The state is the number of waiters * 4, and the flag FENCED while producers execute a fence.
 *
 *   producer                          consumer
 *   item = 1                          state += a waiter (read-modify-write)      EVENT-4
 *   fast path             EVENT-1     full fence                                 EVENT-9
 *   state ? (acquire)     EVENT-2       FENCED was not set: slow path            EVENT-5
 *     0: no waiter                        perhaps then: state |= FENCED (release) EVENT-6
 *     FENCED alone: full fence EVENT-3  item ?
 *                 state ?               none: sleep while the epoch is the key
 *     a waiter: epoch++ (release), wake EVENT-8
 *
 *   any thread: FENCED -> 0 by compare-and-swap                                  EVENT-7
 *
 * This is scenario PAIR (pair.c) without the mode REVOKING. From the consumer's EVENT-4 to its
 * EVENT-6 the state is not 0, so a producer that reads 0 has read it before EVENT-4, and its fast
 * path pairs with the slow path in between. The compare-and-swap of EVENT-7 succeeds only if there is
 * no waiter. So a consumer that saw FENCED is no waiter any more, or becomes one later and sees 0.
 *
 * Most consumers that prepare find an item and do not sleep. So a producer that finds a waiter makes the
 * system call only if a waiter sleeps or is about to sleep. Both sides execute full fences:
 *
 *   producer                          consumer
 *   epoch++               EVENT-8     sleepers++
 *   full fence            EVENT-14    full fence                                 EVENT-15
 *   sleepers ?  wake                  epoch is the key ?  sleep      (in the park)
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include <membarrier/eventcount.h>

#include "atomics.h"
#include "deadline.h"
#include "policy.h"
#include "port.h"

enum { FENCED = MEMBARRIER_EVENTCOUNT_FENCED_, WAITER = MEMBARRIER_EVENTCOUNT_WAITER_ };

void membarrier_eventcount_block_(membarrier_eventcount_t *ec)
{
	uint32_t state = FENCED;

	if (!mb_sync_policy_quiet(&ec->policy_))
		return;
	mb_sync_policy_freed(&ec->policy_, mb_sync_port_now());
	/* EVENT-7: pairs with EVENT-2. It also acquires what consumers stored that saw FENCED before. */
	compare_exchange(&ec->state_, &state, 0);
}

/* The bits of this key and of the fifteen before it. */
static uint32_t keys_until(uint32_t key)
{
	unsigned turn = (key + 17) % 32;

	return turn ? UINT32_C(0xffff) << turn | UINT32_C(0xffff) >> (32 - turn) : UINT32_C(0xffff);
}

/* A notification must not wake a waiter that prepared after it instead of one that prepared before it. */
void membarrier_eventcount_wake_(membarrier_eventcount_t *ec, int all)
{
	uint32_t key;

	tell_released(&ec->epoch_);
	/* EVENT-8: release; pairs with EVENT-10 and EVENT-13. */
	key = __atomic_fetch_add(&ec->epoch_, 1, __ATOMIC_RELEASE);
	/* EVENT-14: pairs with EVENT-15. */
	fence_after_rmw();
	if (load_relaxed(&ec->sleepers_))
		mb_sync_port_unpark(&ec->epoch_, all, keys_until(key));
}

static void prepare_free(membarrier_eventcount_t *ec)
{
	uint64_t begin = mb_sync_port_now();
	bool stay = mb_sync_policy_stay(&ec->policy_, begin);

	/* EVENT-5: this slow path pairs with the EVENT-1 of producers that saw 0. */
	membarrier_slow_path();
	mb_sync_policy_barrier(&ec->policy_, begin, mb_sync_port_now());
	if (!stay)
		/* EVENT-6: release; pairs with the EVENT-4 of a consumer that then sees FENCED. */
		__atomic_fetch_or(&ec->state_, FENCED, __ATOMIC_ACQ_REL);
}

static void prepare_fenced(membarrier_eventcount_t *ec)
{
	if (!mb_sync_policy_fenced(&ec->policy_))
		return;
	mb_sync_policy_freed(&ec->policy_, mb_sync_port_now());
	/* EVENT-11: as EVENT-7. The caller is a waiter, so no producer reads 0 before the caller has left. */
	__atomic_fetch_and(&ec->state_, ~(uint32_t)FENCED, __ATOMIC_ACQ_REL);
}

uint32_t membarrier_eventcount_prepare_(membarrier_eventcount_t *ec)
{
	/* EVENT-10: acquire; pairs with EVENT-8. A notification from here on changes the key. */
	uint32_t key = load_acquire(&ec->epoch_);
	/* EVENT-4: before EVENT-7 in the state's order, or acquires EVENT-6. */
	uint32_t state = __atomic_fetch_add(&ec->state_, WAITER, __ATOMIC_ACQ_REL);

	/* EVENT-9: pairs with EVENT-3. */
	fence_after_rmw();
	if (state & FENCED)
		prepare_fenced(ec);
	else
		prepare_free(ec);
	return key;
}

void membarrier_eventcount_cancel(membarrier_eventcount_t *ec)
{
	/* EVENT-12: release: what the caller has read of its condition comes before; pairs with EVENT-7. */
	__atomic_fetch_sub(&ec->state_, WAITER, __ATOMIC_ACQ_REL);
}

static bool was_notified(const membarrier_eventcount_t *ec, uint32_t key)
{
	/* EVENT-13: acquire; pairs with EVENT-8. */
	if (load_acquire(&ec->epoch_) == key)
		return false;
	tell_acquired(&ec->epoch_);
	return true;
}

/* False: the deadline has passed. */
static bool sleep_while(membarrier_eventcount_t *ec, uint32_t key, uint64_t deadline)
{
	bool in_time;

	__atomic_fetch_add(&ec->sleepers_, 1, __ATOMIC_RELAXED);
	/* EVENT-15: pairs with EVENT-14. */
	fence_after_rmw();
	in_time = mb_sync_port_park(&ec->epoch_, key, deadline);
	__atomic_fetch_sub(&ec->sleepers_, 1, __ATOMIC_RELAXED);
	return in_time;
}

int membarrier_eventcount_wait(membarrier_eventcount_t *ec, uint32_t key, const struct timespec *deadline)
{
	uint64_t until;
	int error = mb_sync_deadline(deadline, &until);

	while (!error && !was_notified(ec, key))
		if (!sleep_while(ec, key, until))
			error = -ETIMEDOUT;
	membarrier_eventcount_cancel(ec);
	/* A notification that came together with the deadline may have woken this waiter instead of another. */
	return error == -ETIMEDOUT && was_notified(ec, key) ? 0 : error;
}
