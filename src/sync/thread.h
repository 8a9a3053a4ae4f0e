/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* thread.h - thread records, for the blocks. */
#ifndef MEMBARRIER_SYNC_THREAD_H_
#define MEMBARRIER_SYNC_THREAD_H_

#include <stdbool.h>

#include <membarrier/thread.h>

#include "local.h"
#include "retired.h"

/* The part of a record that other threads do not scan. */
struct thread_rest {
	uint32_t next_free; /* the number of the next free record; 0: none */
	uint32_t more;      /* the number of a further record of the same thread; 0: none */
	struct reclaim reclaim;
};

/* The calling thread's record, NULL if it has none. */
LOCAL_DATA_ MEMBARRIER_THREAD_LOCAL_ struct thread_rest *mb_sync_self_rest;

/* The same, after an attach if needed; NULL if there is no memory. Async-signal-safe. */
static inline struct thread_rest *mb_sync_thread_rest(void)
{
	struct thread_rest *rest = mb_sync_self_rest;

	return MEMBARRIER_LIKELY_(rest != NULL) || membarrier_attach() ? rest : mb_sync_self_rest;
}

/*
 * The number of records that there have been, and the parts of each. A thread that asks after its slow path gets a
 * number that includes each reader that attached before its fast path.
 */
LOCAL_ uint32_t mb_sync_thread_count(void);
LOCAL_ struct membarrier_thread_ *mb_sync_thread_line(uint32_t index);
LOCAL_ const struct membarrier_thread_ *mb_sync_thread_lines(uint32_t index,
                                                             uint32_t *count); /* out: lines that lie together */
LOCAL_ struct membarrier_reader_ *mb_sync_thread_reader(uint32_t index);
LOCAL_ struct thread_rest *mb_sync_thread_rest_at(uint32_t index);

/* Takes a free record; 0 if there is no memory. mb_sync_records_none_free() makes the set of free records empty. */
LOCAL_ uint32_t mb_sync_record_take(void);
LOCAL_ void mb_sync_record_give(uint32_t number);
LOCAL_ void mb_sync_records_none_free(void);

static inline void mb_sync_all_slots_free(struct membarrier_reader_ *reader)
{
	for (unsigned i = 0; i < MEMBARRIER_SLOTS_; i++)
		reader->free[i] = 1;
}

/* The value of a hazard slot that another thread than its owner has put. */
#define SLOT_PUT ((void *)1)

/* A record of the calling thread that has a free slot; NULL if there is no memory for one. The thread has attached. */
LOCAL_ struct membarrier_reader_ *mb_sync_thread_reader_with_slot(void);

LOCAL_ bool mb_sync_thread_shows(const void *object); /* does a slot of the calling thread show the object? */

/* For code that acts when a record loses its thread. */
struct thread_watcher {
	void (*forked)(void);                     /* in a child of fork(), before other records are given back */
	void (*leaves)(struct thread_rest *rest); /* before a record is given back */
};
LOCAL_ void mb_sync_thread_watch(const struct thread_watcher *watcher);

/* The tag of this copy of the library in locks and records. It is not 0, and its low four bits are 0. */
LOCAL_ uint32_t mb_sync_copy(void);

/* A slot is 0, or an object's address with marks in its low bits. */
enum { SLOT_MARKS = 7 };

static inline bool slot_is(const void *slot, const void *object, unsigned marks)
{
	return ((uintptr_t)slot & ~(uintptr_t)marks) == (uintptr_t)object;
}

/*
 * A slot of the calling thread that holds the object, with any of these marks and no
 * others; NULL if none does. The first slot is found last.
 */
LOCAL_ void **mb_sync_slot_of(const void *object, unsigned marks);
LOCAL_ bool mb_sync_holds(const void *object);                        /* does a slot hold the object, with any marks? */
LOCAL_ unsigned mb_sync_slots_of(const void *object, unsigned marks); /* the number of such slots */

/* A free slot of the calling thread; NULL if there is no memory for a record. */
LOCAL_ void **mb_sync_free_slot(void);

#endif
