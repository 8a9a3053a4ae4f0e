/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* retired.h - the lists of retired objects in a thread's record, and what is done with them. */
#ifndef MEMBARRIER_SYNC_RETIRED_H_
#define MEMBARRIER_SYNC_RETIRED_H_

#include <stdbool.h>

#include <membarrier/quiescence.h>

#include "atomics.h"
#include "local.h"

/* What an object waits for, beside the barrier. ON_REQUEST: as HAZARDS, in domains whose retire reclaims nothing. */
enum retired_kind { HAZARDS, ON_REQUEST, SECTIONS, KINDS };

/* Objects of one kind: those that no ticket stands for yet, and one sealed batch. */
struct retired {
	struct membarrier_retired *fill, *sealed; /* outside of the lock the owner asks only whether sealed is NULL */
	struct membarrier_retired *fill_end;      /* the last of fill, where there is one */
	size_t bytes;                             /* of fill since the last look, where the callers said so */
	uint32_t filled, in_sealed;
	uint32_t looked;          /* how many were in fill at the last look */
	uint32_t most;            /* that ever waited */
	membarrier_grace_t grace; /* of the sealed batch; of hazards its ticket alone */
};

/* What each retire writes is in one line, and no other thread's beside it. */
struct reclaim {
	uint32_t inside;  /* the owner changes its lists: scenario STEAL */
	uint32_t running; /* the owner has objects in its hands */
	struct retired of[KINDS];
	uint64_t reclaimed, barriers, free_rides;
} __attribute__((aligned(128)));

/* A list under way: objects of the domain (any if all) that may be reclaimed are, at most max. */
struct batch {
	struct membarrier_retired *list;
	enum retired_kind kind;
	bool all;
	const membarrier_hazard_domain_t *domain;
	struct membarrier_retired *kept, *others; /* out: what a slot shows; what is of another domain */
	size_t reclaimed;                         /* out */
};

static inline enum retired_kind kind_of(const membarrier_hazard_domain_t *domain)
{
	return domain && (domain->flags_ & MEMBARRIER_HAZARD_ON_REQUEST) ? ON_REQUEST : HAZARDS;
}

/* Reclaims what may be of a list whose barrier has run. */
LOCAL_ void mb_sync_batch_run(struct reclaim *mine, struct batch *batch);

/* Reclaims all of a list, or all but what a slot shows, which is moved to *shown. The barrier has run. Returns how many. */
static inline size_t mb_sync_list_run(struct membarrier_retired *list)
{
	size_t reclaimed = 0;

	for (; list; reclaimed++) {
		struct membarrier_retired *object = list;

		list = object->next_;
		object->reclaim_(object);
	}
	return reclaimed;
}

LOCAL_ size_t mb_sync_hazard_run(struct membarrier_retired *list, struct membarrier_retired **shown);

/* Gives the calling thread's fill a ticket, with what is sealed already, and what is left of threads that have ended. */
LOCAL_ void mb_sync_retired_seal(struct reclaim *mine, enum retired_kind kind);
LOCAL_ void mb_sync_retired_put_back(struct reclaim *mine, enum retired_kind kind, struct membarrier_retired *list);
LOCAL_ void mb_sync_retired_barrier(struct reclaim *mine, struct retired *retired);

/* Counts how many wait, if there were never more. */
LOCAL_ void mb_sync_retired_note_most(struct retired *retired);

/* Objects that no thread has. */
LOCAL_ void mb_sync_orphans_give(enum retired_kind kind, struct membarrier_retired *list);
LOCAL_ struct membarrier_retired *mb_sync_orphans_take(enum retired_kind kind);

/* Not 0 while a thread drains, which one at a time does. */
LOCAL_DATA_ uint32_t mb_sync_draining;

/* Not 0 while that thread takes all lists; written by that one alone. */
LOCAL_DATA_ uint32_t mb_sync_stealing;

/* The lists of the calling thread's record, between these two; false: a thread that drains has them now. */
static inline void mb_sync_retired_leave(struct reclaim *mine)
{
	/* STEAL-3: release; pairs with STEAL-6. */
	store_release(&mine->inside, 0);
}

static inline void mb_sync_retired_unlock(struct reclaim *mine)
{
	tell_released(&mine->inside);
	mb_sync_retired_leave(mine);
}

static inline bool mb_sync_retired_lock(struct reclaim *mine)
{
	store_relaxed(&mine->inside, 1);
	/* STEAL-1: this fast path against STEAL-5. */
	membarrier_reader_fast_path_(membarrier_reader_self_);
	/* STEAL-2: acquire; pairs with STEAL-8. */
	if (MEMBARRIER_LIKELY_(!load_acquire(&mb_sync_stealing)))
		return true;
	mb_sync_retired_leave(mine);
	return false;
}

static inline void mb_sync_retired_put(struct retired *retired, struct membarrier_retired *object)
{
	if (!retired->fill)
		retired->fill_end = object;
	object->next_ = retired->fill;
	retired->fill = object;
	store_relaxed(&retired->filled, retired->filled + 1);
}

LOCAL_ bool mb_sync_in_section(void);

#endif
