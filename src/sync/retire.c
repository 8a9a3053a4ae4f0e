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
 * A thread looks whether to reclaim after every LOOK objects, and when no object is ready any more. It then makes a
 * barrier if the last one ended SHARE times as long ago as it took, or if almost MOST objects wait. It makes a barrier
 * after PAUSE nanoseconds in any case, unless the barriers then take more than one LEAST_SHARE-th of the time: so a
 * thread that retires an object per microsecond keeps at most 2,048.
 *
 * While objects are ready each retire reclaims one, so the number of those that wait stays the same. When the next
 * barrier is due by time, the rest is reclaimed at once: so a thread that becomes slower keeps fewer.
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

/* Is a barrier due? Yes if more than MOST objects wait when so many more are retired. */
static bool barrier_is_due(const struct retired *retired, uint32_t more)
{
	if (waiting_in(retired) + more > MOST || retired->bytes >= MOST_BYTES)
		return true;
	return mb_sync_port_now() - load_relaxed(&last.ended) >= pause_between();
}

/* May the sealed batch be reclaimed now? If that needs a barrier, objects that were retired since join the batch. */
static bool served(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	if (!membarrier_ticket_passed(retired->grace.ticket_)) {
		if (!barrier_is_due(retired, 2 * LOOK))
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

static void reclaim_at_once(struct reclaim *mine, enum retired_kind kind)
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

/* ---- object by object ------------------------------------------------------------------ */

static void make_ready(struct reclaim *mine, struct retired *retired)
{
	if (!mb_sync_retired_lock(mine))
		return;
	store_relaxed(&retired->ready, retired->sealed);
	store_relaxed(&retired->in_ready, retired->in_sealed);
	store_relaxed(&retired->sealed, NULL);
	store_relaxed(&retired->in_sealed, 0);
	mb_sync_retired_unlock(mine);
}

/* Under the lock, if an object is ready. */
static inline struct membarrier_retired *take_ready(struct reclaim *mine, struct retired *retired)
{
	struct membarrier_retired *object = retired->ready;

	store_relaxed(&mine->running, 1);
	store_relaxed(&retired->ready, object->next_);
	store_relaxed(&retired->in_ready, retired->in_ready - 1);
	__builtin_prefetch(object->next_);
	return object;
}

static inline void reclaim_taken(struct reclaim *mine, enum retired_kind kind, struct membarrier_retired *object)
{
	if (MEMBARRIER_LIKELY_(!is_one_of_few(&mine->of[kind].shown, object))) {
		object->reclaim_(object);
		store_relaxed(&mine->reclaimed, mine->reclaimed + 1);
	} else {
		object->next_ = NULL;
		mb_sync_retired_put_back(mine, kind, object);
	}
	tell_released(&mine->running);
	/* STEAL-14: as STEAL-4. */
	store_release(&mine->running, 0);
}

static void reclaim_ready(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	while (load_relaxed(&retired->ready) && mb_sync_retired_lock(mine)) {
		struct membarrier_retired *object = retired->ready ? take_ready(mine, retired) : NULL;

		mb_sync_retired_unlock(mine);
		if (object)
			reclaim_taken(mine, kind, object);
	}
}

/* ---- the look ---------------------------------------------------------------------------- */

static bool wants_look(const struct retired *retired)
{
	return load_relaxed(&retired->filled) >= retired->looked + LOOK || retired->bytes >= MOST_BYTES;
}

/* The barrier of the sealed batch has run. */
static void reclaim_sealed(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];
	bool sized = retired->sized;

	if (!load_relaxed(&retired->filled))
		retired->sized = false;
	if (!sized && (kind == SECTIONS || mb_sync_hazard_few(&retired->shown)))
		make_ready(mine, retired);
	else
		reclaim_at_once(mine, kind);
}

/* One round of a look. False: it has done what it can. */
static bool goes_on(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];
	bool ready = load_relaxed(&retired->ready);

	if (ready && barrier_is_due(retired, LOOK)) {
		reclaim_ready(mine, kind);
		ready = false;
	}
	if (!ready && load_relaxed(&retired->sealed)) {
		if (!served(mine, kind))
			return false;
		reclaim_sealed(mine, kind);
	}
	/* If a thread drains, nothing changes the lists. */
	if (load_relaxed(&retired->sealed) || !load_relaxed(&retired->filled))
		return false;
	mb_sync_retired_seal(mine, kind);
	return !load_relaxed(&retired->filled) && wants_look(retired);
}

/* Not while a reclaim function runs: what it retires is looked at afterwards. */
static __attribute__((noinline)) void look(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	mb_sync_retired_note_most(retired);
	if (mine->running)
		return;
	while (kind != ON_REQUEST && goes_on(mine, kind))
		continue;
	retired->looked = load_relaxed(&retired->filled);
	/* What is there still cannot be reclaimed yet. */
	if (retired->bytes >= MOST_BYTES)
		retired->bytes = 0;
}

static __attribute__((noinline)) void reclaim_one(struct reclaim *mine, enum retired_kind kind,
                                                  struct membarrier_retired *object)
{
	struct retired *retired = &mine->of[kind];

	reclaim_taken(mine, kind, object);
	if (wants_look(retired) || !load_relaxed(&retired->ready))
		look(mine, kind);
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
	if (bytes) {
		retired->bytes += bytes;
		retired->sized = true;
	}
	if (retired->ready && !mine->running) {
		object = take_ready(mine, retired);
		mb_sync_retired_leave(mine);
		reclaim_one(mine, kind, object);
		return;
	}
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
