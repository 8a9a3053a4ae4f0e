/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* drain.c - reclaiming on request, draining, and the counts. The scenarios are those of retire.c and retired.c. */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "retired.h"

#include <errno.h>

#include "atomics.h"
#include "backoff.h"
#include "port.h"
#include "thread.h"

/* ---- on request ----------------------------------------------------------------------- */

/* Takes at most max objects from the sealed batch. NULL: a thread that drains has them. */
static struct membarrier_retired *take_sealed(struct reclaim *mine, struct retired *retired, size_t max)
{
	struct membarrier_retired *list, **link = &retired->sealed, *rest;

	if (!mb_sync_retired_lock(mine))
		return NULL;
	store_relaxed(&mine->running, 1);
	list = retired->sealed;
	for (; *link && max > 0; max--) {
		store_relaxed(&retired->in_sealed, retired->in_sealed - 1);
		link = &(*link)->next_;
	}
	rest = *link;
	*link = NULL;
	store_relaxed(&retired->sealed, rest);
	mb_sync_retired_unlock(mine);
	return list;
}

size_t membarrier_hazard_reclaim(const membarrier_hazard_domain_t *domain, size_t max)
{
	struct thread_rest *rest = mb_sync_thread_rest();
	enum retired_kind kind = kind_of(domain);
	bool sealed = false;
	size_t done = 0;

	if (!rest || rest->reclaim.running)
		return 0;
	mb_sync_retired_unready(&rest->reclaim, kind);
	while (done < max) {
		struct reclaim *mine = &rest->reclaim;
		struct retired *retired = &mine->of[kind];
		struct batch batch = { .kind = kind, .domain = domain };

		if (!load_relaxed(&retired->sealed) || !membarrier_ticket_passed(retired->grace.ticket_)) {
			if (sealed)
				break;
			sealed = true;
			mb_sync_retired_seal(mine, kind);
			if (!load_relaxed(&retired->sealed))
				break;
			mb_sync_retired_barrier(mine, retired);
		}
		batch.list = take_sealed(mine, retired, max - done);
		if (!batch.list)
			break;
		mb_sync_batch_run(mine, &batch);
		mb_sync_retired_put_back(mine, kind, batch.kept);
		mb_sync_retired_put_back(mine, kind, batch.others);
		tell_released(&mine->running);
		/* STEAL-10: as STEAL-4. */
		store_release(&mine->running, 0);
		done += batch.reclaimed;
	}
	return done;
}

/* ---- drain ------------------------------------------------------------------------------- */

static void append(struct membarrier_retired **list, struct membarrier_retired *more)
{
	while (more) {
		struct membarrier_retired *next = more->next_;

		more->next_ = *list;
		*list = more;
		more = next;
	}
}

static void take_lists(struct reclaim *from, struct membarrier_retired *lists[KINDS])
{
	unsigned times = 0;

	/* STEAL-6: acquire; pairs with STEAL-3. */
	while (load_acquire(&from->inside))
		mb_sync_back_off(&times);
	tell_acquired(&from->inside);
	for (int kind = 0; kind < KINDS; kind++) {
		struct retired *retired = &from->of[kind];

		append(&lists[kind], retired->fill);
		append(&lists[kind], retired->sealed);
		append(&lists[kind], retired->ready);
		mb_sync_retired_forget(retired);
	}
}

/* After it, each object retired before is in the lists or reclaimed, and the caller's running is 1. */
static void take_all(struct reclaim *mine, struct membarrier_retired *lists[KINDS])
{
	uint32_t free = 0, count;
	unsigned times = 0;

	/* STEAL-11: acquire and release; pairs with itself. */
	while (!compare_exchange(&mb_sync_draining, &free, 1)) {
		mb_sync_back_off(&times);
		free = 0;
	}
	store_relaxed(&mb_sync_stealing, 1);
	/* STEAL-5: this slow path pairs with STEAL-1. */
	membarrier_slow_path();
	count = mb_sync_thread_count();
	for (uint32_t i = 0; i < count; i++)
		take_lists(&mb_sync_thread_rest_at(i)->reclaim, lists);
	for (uint32_t i = 0; i < count; i++) {
		struct reclaim *other = &mb_sync_thread_rest_at(i)->reclaim;

		times = 0;
		/* STEAL-7: acquire; pairs with STEAL-4. */
		while (other != mine && load_acquire(&other->running))
			mb_sync_back_off(&times);
		tell_acquired(&other->running);
	}
	for (int kind = 0; kind < KINDS; kind++)
		append(&lists[kind], mb_sync_orphans_take((enum retired_kind)kind));
	store_relaxed(&mine->running, 1);
	/* STEAL-8: release; pairs with STEAL-2. */
	store_release(&mb_sync_stealing, 0);
	/* STEAL-12: as STEAL-11. */
	store_release(&mb_sync_draining, 0);
}

static bool own_slot_shows_one(const struct membarrier_retired *list)
{
	for (; list; list = list->next_)
		if (mb_sync_thread_shows(list))
			return true;
	return false;
}

static int run_all(struct reclaim *mine, struct batch *batch)
{
	unsigned times = 0;

	for (;;) {
		mb_sync_batch_run(mine, batch);
		mb_sync_orphans_give(batch->kind, batch->others);
		batch->others = NULL;
		if (!batch->kept)
			return 0;
		if (own_slot_shows_one(batch->kept)) {
			mb_sync_orphans_give(batch->kind, batch->kept);
			return -EDEADLK;
		}
		mb_sync_back_off(&times);
		batch->list = batch->kept;
		batch->kept = NULL;
	}
}

static int drain(enum retired_kind kind, bool all, const membarrier_hazard_domain_t *domain)
{
	struct membarrier_retired *lists[KINDS] = { NULL };
	struct thread_rest *rest = mb_sync_thread_rest();
	struct batch batch = { .kind = kind, .all = all, .domain = domain };
	int error;

	if (!rest)
		return -ENOMEM;
	if (rest->reclaim.running || (kind == SECTIONS && mb_sync_in_section()))
		return -EDEADLK;
	take_all(&rest->reclaim, lists);
	for (int other = 0; other < KINDS; other++)
		if (other != (int)kind)
			mb_sync_orphans_give((enum retired_kind)other, lists[other]);
	batch.list = lists[kind];
	/* RETIRE-3: as RETIRE-1 and RETIRE-2. */
	if (kind == SECTIONS)
		membarrier_quiescence_synchronize();
	else
		membarrier_slow_path();
	error = run_all(&rest->reclaim, &batch);
	tell_released(&rest->reclaim.running);
	/* STEAL-13: as STEAL-4. */
	store_release(&rest->reclaim.running, 0);
	return error;
}

int membarrier_hazard_drain(const membarrier_hazard_domain_t *domain)
{
	return drain(kind_of(domain), false, domain);
}

int membarrier_quiescence_drain(void)
{
	return drain(SECTIONS, true, NULL);
}

/* ---- counts ---------------------------------------------------------------------------------- */

int membarrier_hazard_get_stats(struct membarrier_hazard_stats *stats)
{
	uint32_t count = mb_sync_thread_count();

	if (!stats || stats->size < sizeof *stats)
		return -EINVAL;
	stats->waiting = stats->most = stats->reclaimed = stats->barriers = stats->free_rides = 0;
	for (uint32_t i = 0; i < count; i++) {
		const struct reclaim *reclaim = &mb_sync_thread_rest_at(i)->reclaim;

		stats->reclaimed += load_relaxed(&reclaim->reclaimed);
		stats->barriers += load_relaxed(&reclaim->barriers);
		stats->free_rides += load_relaxed(&reclaim->free_rides);
		for (int kind = 0; kind < KINDS; kind++) {
			const struct retired *retired = &reclaim->of[kind];
			uint32_t most = load_relaxed(&retired->most);

			stats->waiting += waiting_in(retired);
			stats->most = most > stats->most ? most : stats->most;
		}
	}
	return 0;
}
