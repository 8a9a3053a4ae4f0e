/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* items.h - a count of items with an event count, for tests: consumers sleep while there is no item. */
#ifndef ITEMS_H
#define ITEMS_H

#include <stdatomic.h>

#include <membarrier/eventcount.h>

#include "test.h"

static inline bool take_if_any(atomic_long *items)
{
	long left = atomic_load_explicit(items, memory_order_relaxed);

	while (left > 0)
		if (atomic_compare_exchange_weak_explicit(items, &left, left - 1, memory_order_acquire, memory_order_relaxed))
			return true;
	return false;
}

static inline void take(atomic_long *items, membarrier_eventcount_t *ec)
{
	while (!take_if_any(items)) {
		uint32_t key = membarrier_eventcount_prepare(ec);

		if (take_if_any(items)) {
			membarrier_eventcount_cancel(ec);
			return;
		}
		CHECK(membarrier_eventcount_wait(ec, key, NULL) == 0, "wait fails");
	}
}

static inline void add(atomic_long *items, membarrier_eventcount_t *ec)
{
	atomic_fetch_add_explicit(items, 1, memory_order_release);
	membarrier_eventcount_notify_one(ec);
}

#endif
