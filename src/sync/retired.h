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

/* The objects that slots showed after a barrier, if they were few. */
enum { FEW_SHOWN = 14 };
struct few_shown {
	uint64_t filter; /* a bit for the hash of each */
	uint32_t count;
	const void *slot[FEW_SHOWN];
};

/*
 * Objects of one kind. The fill has no ticket yet. A batch that is sealed has one. When its barrier has run, its objects
 * are ready, but for those that slots showed then: each later retire reclaims one, so that the allocator can use its
 * memory at once, and its cache lines.
 *
 * Without the lock the owner only tests whether sealed and ready are NULL.
 */
struct retired {
	struct membarrier_retired *fill, *ready;
	uint32_t filled, in_ready;
	uint32_t looked; /* the number of objects in fill at the last look */
	bool sized;      /* callers said how large objects in fill or sealed are: these do not become ready */
	size_t bytes;    /* added to fill, as far as callers said it */
	struct membarrier_retired *fill_end; /* the last of fill, if there is one */
	struct few_shown shown;              /* of what is ready */
	struct membarrier_retired *sealed;
	uint32_t in_sealed;
	uint32_t most;            /* the most objects that have waited */
	membarrier_grace_t grace; /* of the sealed batch; only its ticket if the kind is HAZARDS or ON_REQUEST */
};

/* Empties the lists, under the lock or for the thread that drains. */
static inline void mb_sync_retired_forget(struct retired *retired)
{
	retired->fill = NULL;
	store_relaxed(&retired->filled, 0);
	store_relaxed(&retired->sealed, NULL);
	store_relaxed(&retired->in_sealed, 0);
	store_relaxed(&retired->ready, NULL);
	store_relaxed(&retired->in_ready, 0);
}

static inline uint32_t waiting_in(const struct retired *retired)
{
	return load_relaxed(&retired->filled) + load_relaxed(&retired->in_sealed) + load_relaxed(&retired->in_ready);
}

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

/* Collects, after a barrier, the objects that slots show. False: more than FEW_SHOWN. */
LOCAL_ bool mb_sync_hazard_few(struct few_shown *few);

static inline unsigned hash(const void *object)
{
	return (unsigned)(((uint64_t)(uintptr_t)object * 0x9e3779b97f4a7c15u) >> 56);
}

static inline bool is_one_of_few(const struct few_shown *few, const struct membarrier_retired *object)
{
	if (MEMBARRIER_LIKELY_(!(few->filter >> (hash(object) & 63) & 1)))
		return false;
	for (uint32_t i = 0; i < few->count; i++)
		if (few->slot[i] == object)
			return true;
	return false;
}

/* Seals a batch and takes its ticket: the thread's fill, what is sealed already, and all orphans of the kind. */
LOCAL_ void mb_sync_retired_seal(struct reclaim *mine, enum retired_kind kind);

/* Puts all that is ready back into the sealed batch, whose ticket is not older. */
LOCAL_ void mb_sync_retired_unready(struct reclaim *mine, enum retired_kind kind);

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
	membarrier_reader_fast_path_(membarrier_reader_self_->fenced);
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
