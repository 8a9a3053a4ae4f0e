/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* retired.h - the lists of retired objects in a thread's record, and what is done with them. */
#ifndef MEMBARRIER_SYNC_RETIRED_H_
#define MEMBARRIER_SYNC_RETIRED_H_

#include <stdbool.h>

#include <membarrier/quiescence.h>

#include "atomics.h"
#include "local.h"

/* What an object waits for after the barrier. ON_REQUEST: as HAZARDS, in domains with MEMBARRIER_HAZARD_ON_REQUEST. */
enum retired_kind { HAZARDS, ON_REQUEST, SECTIONS, KINDS };

/* Objects of one kind: those without a ticket (fill), and one sealed batch. */
struct retired {
	struct membarrier_retired *fill, *sealed; /* without the lock the owner only tests whether sealed is NULL */
	struct membarrier_retired *fill_end;      /* the last of fill, if there is one */
	size_t bytes;                             /* added to fill since the last look, as far as callers said it */
	uint32_t filled, in_sealed;
	uint32_t looked;          /* the number of objects in fill at the last look */
	uint32_t most;            /* the most objects that have waited */
	membarrier_grace_t grace; /* of the sealed batch; only its ticket if the kind is HAZARDS or ON_REQUEST */
};

/* Each retire writes one cache line, which no other thread writes. */
struct reclaim {
	uint32_t inside;  /* 1: the owner changes its lists: scenario STEAL */
	uint32_t running; /* 1: the owner has objects that are on no list */
	struct retired of[KINDS];
	uint64_t reclaimed, barriers, free_rides;
} __attribute__((aligned(128)));

/* Objects that a thread has taken to reclaim those of one domain, or all. */
struct batch {
	struct membarrier_retired *list;
	enum retired_kind kind;
	bool all;
	const membarrier_hazard_domain_t *domain;
	struct membarrier_retired *kept, *others; /* out: objects that a slot shows; objects of other domains */
	size_t reclaimed;                         /* out */
};

static inline enum retired_kind kind_of(const membarrier_hazard_domain_t *domain)
{
	return domain && (domain->flags_ & MEMBARRIER_HAZARD_ON_REQUEST) ? ON_REQUEST : HAZARDS;
}

/* Reclaims what may be reclaimed of a batch whose barrier has run. */
LOCAL_ void mb_sync_batch_run(struct reclaim *mine, struct batch *batch);

/*
 * After the barrier of a list: the first reclaims all of the list; the second moves objects that a slot shows to
 * *shown, and reclaims the others. Both return how many they have reclaimed.
 */
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

/* Seals a batch and takes its ticket: the thread's fill, what is sealed already, and all orphans of the kind. */
LOCAL_ void mb_sync_retired_seal(struct reclaim *mine, enum retired_kind kind);
LOCAL_ void mb_sync_retired_put_back(struct reclaim *mine, enum retired_kind kind, struct membarrier_retired *list);
LOCAL_ void mb_sync_retired_barrier(struct reclaim *mine, struct retired *retired);

/* Raises the count of the most objects that have waited, if more wait now. */
LOCAL_ void mb_sync_retired_note_most(struct retired *retired);

/* Orphans: retired objects that are on no thread's list. */
LOCAL_ void mb_sync_orphans_give(enum retired_kind kind, struct membarrier_retired *list);
LOCAL_ struct membarrier_retired *mb_sync_orphans_take(enum retired_kind kind);

/* 1 while a thread takes all lists to drain them; one does at a time. */
LOCAL_DATA_ uint32_t mb_sync_draining;

/* 1 while other threads must not change their lists. Only the thread that drains writes it. */
LOCAL_DATA_ uint32_t mb_sync_stealing;

/* lock and unlock: the calling thread may change its own lists between them. False: a thread that drains has them. */
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
	/* STEAL-1: this fast path pairs with STEAL-5. */
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
