/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * retire.c - when retired objects are reclaimed: in batches, each of which has a ticket. retired.c has their lists.
 *
 * Scenario RETIRE: the ticket of a batch is taken after the last of its objects was unlinked.
 *
 *   unlink ... retire, of each object
 *   ticket, a full fence               RETIRE-1     (after ORPHAN-2 if the batch has orphans)
 *   any thread's barrier, begun later
 *   ticket passed, an acquire          RETIRE-2
 *   look at the slots, or at the sections, of all records that there are now
 *
 * The barrier is the slow path that pairs with the fast path of a reader: scenarios HAZARD (hazard.c) and
 * GRACE (quiescence.c).
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "retired.h"

#include "atomics.h"
#include "port.h"
#include "thread.h"

/*
 * A thread looks whether to reclaim after every LOOK objects. It then makes a barrier if the last one ended SHARE times
 * as long ago as it took, or if MOST objects wait. It makes a barrier after PAUSE nanoseconds in any case, unless the
 * barriers then take more than one LEAST_SHARE-th of the time: so a thread that retires an object per microsecond keeps
 * at most 2,048.
 */
enum { LOOK = 256, MOST = 8192, SHARE = 20, PAUSE = 1000000, LEAST_SHARE = 4 };
#define MOST_BYTES ((size_t)8 << 20)

static struct {
	uint64_t ended, took, one_took; /* hints; if they do not fit each other, a barrier comes too early or too late */
} last __attribute__((aligned(64)));

/* ---- one batch --------------------------------------------------------------------- */

void mb_sync_retired_barrier(struct reclaim *mine, struct retired *retired)
{
	uint64_t begin = mb_sync_port_now(), end, took, before = load_relaxed(&last.one_took);

	/* RETIRE-2: the barrier, and an acquire. */
	membarrier_ticket_wait(retired->grace.ticket_);
	end = mb_sync_port_now();
	took = end - begin;
	/* The shorter of two: a thread that lost its CPU in a barrier must not wait 20 times as long for the next one. */
	store_relaxed(&last.took, took < before ? took : before);
	store_relaxed(&last.one_took, took);
	store_relaxed(&last.ended, end);
	store_relaxed(&mine->barriers, mine->barriers + 1);
}

/* From the last barrier's end until the next one is due, in nanoseconds. */
static uint64_t pause_between(void)
{
	uint64_t took = load_relaxed(&last.took), longest = LEAST_SHARE * took;

	longest = longest > PAUSE ? longest : PAUSE;
	return SHARE * took < longest ? SHARE * took : longest;
}

/* Is a barrier due, so that at most MOST objects wait at the next look? */
static bool barrier_is_due(const struct retired *retired)
{
	if (load_relaxed(&retired->filled) + load_relaxed(&retired->in_sealed) > MOST - LOOK || retired->bytes >= MOST_BYTES)
		return true;
	return mb_sync_port_now() - load_relaxed(&last.ended) >= pause_between();
}

/* May the sealed batch be reclaimed now? If that needs a barrier, objects that were retired since join the batch. */
static bool served(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	if (!membarrier_ticket_passed(retired->grace.ticket_)) {
		if (!barrier_is_due(retired))
			return false;
		mb_sync_retired_seal(mine, kind);
		mb_sync_retired_barrier(mine, retired);
	} else if (!retired->grace.state_)
		store_relaxed(&mine->free_rides, mine->free_rides + 1);
	return kind != SECTIONS || membarrier_quiescence_poll(&retired->grace);
}

static struct membarrier_retired *sort_out_others(struct batch *batch)
{
	struct membarrier_retired *mine = NULL;

	while (batch->list) {
		struct membarrier_retired *object = batch->list;
		struct membarrier_retired **to = object->domain_ == batch->domain ? &mine : &batch->others;

		batch->list = object->next_;
		object->next_ = *to;
		*to = object;
	}
	return mine;
}

void mb_sync_batch_run(struct reclaim *mine, struct batch *batch)
{
	struct membarrier_retired *list = batch->all ? batch->list : sort_out_others(batch);

	batch->list = NULL;
	batch->reclaimed = batch->kind == SECTIONS ? mb_sync_list_run(list) : mb_sync_hazard_run(list, &batch->kept);
	store_relaxed(&mine->reclaimed, mine->reclaimed + batch->reclaimed);
}

static void reclaim_sealed(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];
	struct batch batch = { .kind = kind, .all = true };

	if (!mb_sync_retired_lock(mine))
		return;
	store_relaxed(&mine->running, 1);
	batch.list = retired->sealed;
	store_relaxed(&retired->sealed, NULL);
	store_relaxed(&retired->in_sealed, 0);
	mb_sync_retired_unlock(mine);
	mb_sync_batch_run(mine, &batch);
	mb_sync_retired_put_back(mine, kind, batch.kept);
	tell_released(&mine->running);
	/* STEAL-4: release; pairs with STEAL-7. */
	store_release(&mine->running, 0);
}

static bool wants_look(const struct retired *retired)
{
	return load_relaxed(&retired->filled) >= retired->looked + LOOK || retired->bytes >= MOST_BYTES;
}

/* Not while a batch runs: what reclaim functions retire is looked at after their batch. */
static __attribute__((noinline)) void look(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	mb_sync_retired_note_most(retired);
	while (kind != ON_REQUEST && !mine->running && wants_look(retired)) {
		if (load_relaxed(&retired->sealed)) {
			if (!served(mine, kind))
				break;
			reclaim_sealed(mine, kind);
			if (load_relaxed(&retired->sealed))
				break;
		}
		mb_sync_retired_seal(mine, kind);
		if (load_relaxed(&retired->filled))
			break;
	}
	retired->looked = load_relaxed(&retired->filled);
	retired->bytes = 0;
}

static __attribute__((noinline)) void retire_to_orphans(struct membarrier_retired *object, enum retired_kind kind)
{
	object->next_ = NULL;
	mb_sync_orphans_give(kind, object);
}

static inline void retire_to(struct reclaim *mine, struct membarrier_retired *object, enum retired_kind kind, size_t bytes)
{
	struct retired *retired = &mine->of[kind];

	if (!mb_sync_retired_lock(mine)) {
		retire_to_orphans(object, kind);
		return;
	}
	if (!retired->fill) {
		retired->looked = 0;
		retired->bytes = 0;
	}
	mb_sync_retired_put(retired, object);
	retired->bytes += bytes;
	mb_sync_retired_leave(mine);
	if (wants_look(retired))
		look(mine, kind);
}

static __attribute__((noinline)) void retire_rarely(struct membarrier_retired *object, enum retired_kind kind,
                                                    size_t bytes)
{
	struct thread_rest *rest = mb_sync_thread_rest();

	if (!rest) {
		retire_to_orphans(object, kind);
		return;
	}
	tell_released(&rest->reclaim.inside);
	retire_to(&rest->reclaim, object, kind, bytes);
}

/* The common case makes no call before its end, so it saves no registers. */
static void retire(struct membarrier_retired *object, enum retired_kind kind, size_t bytes)
{
	struct thread_rest *rest = mb_sync_self_rest;

	if (MEMBARRIER_LIKELY_(rest != NULL) && !tells)
		retire_to(&rest->reclaim, object, kind, bytes);
	else
		retire_rarely(object, kind, bytes);
}

/* ---- the functions of the headers ------------------------------------------------------- */

static void of_domain(const membarrier_hazard_domain_t *domain, struct membarrier_retired *object,
                      membarrier_reclaim reclaim, size_t bytes)
{
	object->reclaim_ = reclaim;
	object->domain_ = domain;
	retire(object, kind_of(domain), bytes);
}

void membarrier_hazard_retire_sized(const membarrier_hazard_domain_t *domain, struct membarrier_retired *object,
                                    membarrier_reclaim reclaim, size_t bytes)
{
	of_domain(domain, object, reclaim, bytes);
}

void membarrier_hazard_retire(const membarrier_hazard_domain_t *domain, struct membarrier_retired *object,
                              membarrier_reclaim reclaim)
{
	of_domain(domain, object, reclaim, 0);
}

static void of_sections(struct membarrier_retired *object, membarrier_reclaim reclaim, size_t bytes)
{
	object->reclaim_ = reclaim;
	object->domain_ = NULL;
	retire(object, SECTIONS, bytes);
}

void membarrier_quiescence_retire_sized(struct membarrier_retired *object, membarrier_reclaim reclaim, size_t bytes)
{
	of_sections(object, reclaim, bytes);
}

void membarrier_quiescence_retire(struct membarrier_retired *object, membarrier_reclaim reclaim)
{
	of_sections(object, reclaim, 0);
}
