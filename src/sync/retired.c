/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * retired.c - the lists of retired objects, and how they pass from thread to thread.
 *
 * Scenario STEAL: a thread changes its own lists under a lock that is only a fast path. A thread that drains
 * takes the lists of all threads.
 *
 *   owner                                thread that drains
 *   inside = 1                           stealing = 1
 *   fast path              STEAL-1       slow path                     STEAL-5
 *   stealing ? (acquire)   STEAL-2       wait until inside == 0        STEAL-6
 *     0: changes the lists               take the lists
 *     1: does not change them            wait until running == 0       STEAL-7
 *   inside = 0 (release)   STEAL-3       stealing = 0 (release)        STEAL-8
 *   running = 0 (release)  STEAL-4
 *
 * The owner sets running between inside = 1 and inside = 0, before it takes objects from the lists. So each
 * object is on a list, or a thread with running = 1 has it, or it is an orphan.
 *
 * Scenario ORPHAN: a thread gives objects to others, which must see what was done before they were retired.
 *
 *   give: compare-and-swap (release)     ORPHAN-1
 *   take: exchange (acquire)             ORPHAN-2
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "retired.h"

#include "atomics.h"
#include "thread.h"

LOCAL_ uint32_t mb_sync_stealing, mb_sync_draining;
static struct membarrier_retired *orphans[KINDS];

/* ---- orphans ------------------------------------------------------------------- */

void mb_sync_orphans_give(enum retired_kind kind, struct membarrier_retired *list)
{
	struct membarrier_retired *end = list, *first = load_relaxed(&orphans[kind]);

	if (!list)
		return;
	while (end->next_)
		end = end->next_;
	tell_released(&orphans[kind]);
	do
		end->next_ = first;
	/* ORPHAN-1: release; pairs with ORPHAN-2. */
	while (!compare_exchange(&orphans[kind], &first, list));
}

struct membarrier_retired *mb_sync_orphans_take(enum retired_kind kind)
{
	struct membarrier_retired *list;

	if (!load_relaxed(&orphans[kind]))
		return NULL;
	/* ORPHAN-2: acquire; pairs with ORPHAN-1. */
	list = __atomic_exchange_n(&orphans[kind], NULL, __ATOMIC_ACQUIRE);
	tell_acquired(&orphans[kind]);
	return list;
}

/* ---- the thread's own lists -------------------------------------------------------- */

static void prepend(struct retired *retired, struct membarrier_retired *list)
{
	while (list) {
		struct membarrier_retired *next = list->next_;

		mb_sync_retired_put(retired, list);
		list = next;
	}
}

void mb_sync_retired_put_back(struct reclaim *mine, enum retired_kind kind, struct membarrier_retired *list)
{
	if (!list)
		return;
	if (!mb_sync_retired_lock(mine)) {
		mb_sync_orphans_give(kind, list);
		return;
	}
	prepend(&mine->of[kind], list);
	mb_sync_retired_unlock(mine);
}

void mb_sync_retired_unready(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];
	struct membarrier_retired *end;

	if (!load_relaxed(&retired->ready) || !mb_sync_retired_lock(mine))
		return;
	end = retired->ready;
	if (end) {
		while (end->next_)
			end = end->next_;
		end->next_ = retired->sealed;
		store_relaxed(&retired->sealed, retired->ready);
		store_relaxed(&retired->in_sealed, retired->in_sealed + retired->in_ready);
		store_relaxed(&retired->ready, NULL);
		store_relaxed(&retired->in_ready, 0);
	}
	mb_sync_retired_unlock(mine);
}

void mb_sync_retired_note_most(struct retired *retired)
{
	uint32_t waiting = waiting_in(retired);

	if (waiting > retired->most)
		store_relaxed(&retired->most, waiting);
}

void mb_sync_retired_seal(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	if (!mb_sync_retired_lock(mine))
		return;
	prepend(retired, mb_sync_orphans_take(kind));
	mb_sync_retired_note_most(retired);
	if (retired->fill) {
		retired->fill_end->next_ = retired->sealed;
		store_relaxed(&retired->sealed, retired->fill);
		store_relaxed(&retired->in_sealed, retired->filled + retired->in_sealed);
		retired->fill = NULL;
		store_relaxed(&retired->filled, 0);
	}
	retired->looked = 0;
	retired->bytes = 0;
	/* RETIRE-1: the ticket is a full fence, after the last object was unlinked. */
	membarrier_quiescence_start(&retired->grace);
	mb_sync_retired_unlock(mine);
}

/* ---- threads that end ----------------------------------------------------------------- */

static void leaves(struct thread_rest *rest)
{
	struct reclaim *mine = &rest->reclaim;

	/* False: a thread that drains takes all lists. */
	if (mb_sync_retired_lock(mine)) {
		for (int kind = 0; kind < KINDS; kind++) {
			struct retired *retired = &mine->of[kind];
			struct membarrier_retired *fill = retired->fill, *sealed = retired->sealed, *ready = retired->ready;

			mb_sync_retired_forget(retired);
			mb_sync_orphans_give((enum retired_kind)kind, fill);
			mb_sync_orphans_give((enum retired_kind)kind, sealed);
			mb_sync_orphans_give((enum retired_kind)kind, ready);
		}
		mb_sync_retired_unlock(mine);
	}
	tell_released(&mine->running);
	/* STEAL-9: as STEAL-4. */
	store_release(&mine->running, 0);
}

static void forked(void)
{
	mb_sync_stealing = 0;
	mb_sync_draining = 0;
}

static const struct thread_watcher retire_watcher = { forked, leaves };

__attribute__((constructor(102))) static void watch_threads(void)
{
	mb_sync_thread_watch(&retire_watcher);
}
