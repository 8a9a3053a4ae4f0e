/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * retire.c - retired objects: collected in batches, sealed with a ticket, and reclaimed.
 *
 * Scenario RETIRE: the ticket of a batch is taken after the last of its objects was unlinked.
 *
 *   unlink ... retire, of each object
 *   ticket, a full fence               RETIRE-1     (a batch that was adopted: after ORPHAN-2)
 *   any thread's barrier, begun later
 *   ticket passed, an acquire          RETIRE-2
 *   look at the slots, or at the sections, of all records that there are now
 *
 * The barrier is the slow path against the fast path of a reader: scenarios HAZARD (hazard.c) and
 * GRACE (quiescence.c).
 *
 * Scenario STEAL: a thread changes its own lists without a lock that costs; a thread that drains
 * takes the lists of all.
 *
 *   owner                                thread that drains
 *   inside = 1                           stealing = 1
 *   fast path              STEAL-1       slow path                     STEAL-5
 *   stealing ? (acquire)   STEAL-2       wait until inside == 0        STEAL-6
 *     0: changes the lists               take the lists
 *     1: leaves them alone               wait until running == 0       STEAL-7
 *   inside = 0 (release)   STEAL-3       stealing = 0 (release)        STEAL-8
 *   running = 0 (release)  STEAL-4
 *
 * running is set between inside = 1 and inside = 0, before objects leave the lists, so each
 * object is on a list, or in the hands of a thread that is running, or an orphan.
 *
 * Scenario ORPHAN: objects pass from thread to thread, with all that was done before they were retired.
 *
 *   give: compare-and-swap (release)     ORPHAN-1
 *   take: exchange (acquire)             ORPHAN-2
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "retired.h"

#include "atomics.h"
#include "port.h"
#include "thread.h"

/* Looked at every LOOK objects. A barrier of its own is worth it if the last one ended SHARE times one's length ago. */
enum { LOOK = 256, MOST = 8192, SHARE = 20, SPINS = 1000 };
#define MOST_BYTES ((size_t)8 << 20)

LOCAL_ uint32_t mb_sync_stealing;
static struct membarrier_retired *orphans[KINDS];
static struct {
	uint64_t ended, took, one_took; /* hints; a torn pair costs a barrier too many or one that comes late */
} last __attribute__((aligned(64)));

void mb_sync_back_off(unsigned *times)
{
	static const uint32_t never;

	if (++*times < SPINS)
		cpu_relax();
	else
		mb_sync_port_park(&never, 0, mb_sync_port_now() + 100000);
}

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

static void put(struct retired *retired, struct membarrier_retired *object)
{
	if (!retired->fill)
		retired->fill_end = object;
	object->next_ = retired->fill;
	retired->fill = object;
	store_relaxed(&retired->filled, retired->filled + 1);
}

static void prepend(struct retired *retired, struct membarrier_retired *list)
{
	while (list) {
		struct membarrier_retired *next = list->next_;

		put(retired, list);
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

static void note_most(struct retired *retired)
{
	uint32_t waiting = load_relaxed(&retired->filled) + load_relaxed(&retired->in_sealed);

	if (waiting > retired->most)
		store_relaxed(&retired->most, waiting);
}

void mb_sync_retired_seal(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	if (!mb_sync_retired_lock(mine))
		return;
	prepend(retired, mb_sync_orphans_take(kind));
	note_most(retired);
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

/* ---- one batch --------------------------------------------------------------------- */

void mb_sync_retired_barrier(struct reclaim *mine, struct retired *retired)
{
	uint64_t begin = mb_sync_port_now(), end, took, before = load_relaxed(&last.one_took);

	/* RETIRE-2: the barrier, and an acquire. */
	membarrier_ticket_wait(retired->grace.ticket_);
	end = mb_sync_port_now();
	took = end - begin;
	/* The shorter one of two: one during which a CPU was taken away must not hold objects back for 20 times as long. */
	store_relaxed(&last.took, took < before ? took : before);
	store_relaxed(&last.one_took, took);
	store_relaxed(&last.ended, end);
	store_relaxed(&mine->barriers, mine->barriers + 1);
}

/* So that no more than MOST wait at the next look. */
static bool barrier_is_due(const struct retired *retired)
{
	if (load_relaxed(&retired->filled) + load_relaxed(&retired->in_sealed) > MOST - LOOK || retired->bytes >= MOST_BYTES)
		return true;
	return mb_sync_port_now() - load_relaxed(&last.ended) >= SHARE * load_relaxed(&last.took);
}

/* May the sealed batch be reclaimed now? A barrier of its own serves what was retired since, too. */
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

size_t mb_sync_list_run(struct membarrier_retired *list)
{
	size_t reclaimed = 0;

	for (; list; reclaimed++) {
		struct membarrier_retired *object = list;

		list = object->next_;
		object->reclaim_(object);
	}
	return reclaimed;
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

/* A reclaim function that retires does not come here again: what it retired is looked at after its batch. */
static __attribute__((noinline)) void look(struct reclaim *mine, enum retired_kind kind)
{
	struct retired *retired = &mine->of[kind];

	note_most(retired);
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
	put(retired, object);
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

/* The common way makes no call before its end. */
void mb_sync_retire(struct membarrier_retired *object, enum retired_kind kind, size_t bytes)
{
	struct thread_rest *rest = mb_sync_self_rest;

	if (MEMBARRIER_LIKELY_(rest != NULL) && !tells)
		retire_to(&rest->reclaim, object, kind, bytes);
	else
		retire_rarely(object, kind, bytes);
}

/* ---- threads that end ----------------------------------------------------------------- */

static void leaves(struct thread_rest *rest)
{
	struct reclaim *mine = &rest->reclaim;

	/* False: the thread that drains takes all of it. */
	if (mb_sync_retired_lock(mine)) {
		for (int kind = 0; kind < KINDS; kind++) {
			struct retired *retired = &mine->of[kind];
			struct membarrier_retired *fill = retired->fill, *sealed = retired->sealed;

			retired->fill = NULL;
			store_relaxed(&retired->sealed, NULL);
			store_relaxed(&retired->filled, 0);
			store_relaxed(&retired->in_sealed, 0);
			mb_sync_orphans_give((enum retired_kind)kind, fill);
			mb_sync_orphans_give((enum retired_kind)kind, sealed);
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
	mb_sync_drain_forked();
}

static const struct thread_watcher retire_watcher = { forked, leaves };

__attribute__((constructor(102))) static void watch_threads(void)
{
	mb_sync_thread_watch(&retire_watcher);
}
