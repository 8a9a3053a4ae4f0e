/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * thread.c - the records of a thread. It takes one at its first use of a block, and gives all back at its end.
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "thread.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "atomics.h"
#include "port.h"

static struct membarrier_thread_ no_thread = { .held = { &no_thread } };
static struct membarrier_reader_ no_reader = { .section = MEMBARRIER_ENTER_CALLS_ };
#ifdef MEMBARRIER_SELF_BY_CALL_
static MEMBARRIER_THREAD_LOCAL_ struct membarrier_thread_ *thread_self = &no_thread;
static MEMBARRIER_THREAD_LOCAL_ struct membarrier_reader_ *reader_self = &no_reader;

struct membarrier_thread_ **membarrier_self_at_(void)
{
	return &thread_self;
}

struct membarrier_reader_ **membarrier_reader_self_at_(void)
{
	return &reader_self;
}
#else
MEMBARRIER_THREAD_LOCAL_ struct membarrier_thread_ *membarrier_self_ = &no_thread;
MEMBARRIER_THREAD_LOCAL_ struct membarrier_reader_ *membarrier_reader_self_ = &no_reader;
#endif
static MEMBARRIER_THREAD_LOCAL_ uint32_t self_number; /* from 1 on; valid unless membarrier_self_ is &no_thread */

LOCAL_ MEMBARRIER_THREAD_LOCAL_ struct thread_rest *mb_sync_self_rest;
static const struct thread_watcher *watcher;

enum { SLOTS = sizeof no_thread.held / sizeof *no_thread.held };

static struct thread_rest *rest_of(uint32_t number)
{
	return mb_sync_thread_rest_at(number - 1);
}

void mb_sync_thread_watch(const struct thread_watcher *new)
{
	store_relaxed(&watcher, new);
}

/*
 * Prepares a record that the calling thread has taken. Another thread may read what this one stores instead of what
 * the last owner released. So the first store to each such word releases what RECORD-2 has acquired.
 */
static void take_over(uint32_t number)
{
	struct membarrier_thread_ *line = mb_sync_thread_line(number - 1);
	struct membarrier_reader_ *reader = mb_sync_thread_reader(number - 1);
	uint64_t section = load_relaxed(&reader->section);

	line->copy = mb_sync_copy();
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC)) {
		reader->fenced = 1;
		section |= MEMBARRIER_ENTER_CALLS_;
	}
	for (unsigned i = 0; i < SLOTS; i++)
		/* RECORD-4: release; pairs with RWLOCK-11, which may read this store instead of RWLOCK-5. */
		store_release(&line->held[i], NULL);
	/* GRACE-12: release; pairs with GRACE-3, which may read this store instead of GRACE-2. */
	store_release(&reader->section, section);
}

static int attach(void)
{
	uint32_t number = mb_sync_record_take();

	if (!number)
		return -ENOMEM;
	if (mb_sync_port_watch_thread()) {
		mb_sync_record_give(number);
		return -ENOMEM;
	}
	self_number = number;
	take_over(number);
	mb_sync_self_rest = rest_of(number);
	membarrier_reader_self_ = mb_sync_thread_reader(number - 1);
	membarrier_self_ = mb_sync_thread_line(number - 1);
	return 0;
}

uint32_t mb_sync_copy(void)
{
	uint32_t tag = (uint32_t)((uintptr_t)&no_thread >> 6) << 4;

	return tag ? tag : 16;
}

int membarrier_attach(void)
{
	struct mb_sync_port_signals signals;
	int error = 0;

	if (membarrier_self_ != &no_thread)
		return 0;
	/* A signal handler that attached in the middle would take a second record. */
	mb_sync_port_hold_signals(&signals);
	if (membarrier_self_ == &no_thread)
		error = attach();
	mb_sync_port_release_signals(&signals);
	return error;
}

static bool holds_nothing(uint32_t number)
{
	const struct membarrier_thread_ *line = mb_sync_thread_line(number - 1);

	if (load_relaxed(&mb_sync_thread_reader(number - 1)->section) & MEMBARRIER_SECTIONS_MASK_)
		return false;
	for (unsigned i = 0; i < SLOTS; i++)
		if (load_relaxed(&line->held[i]))
			return false;
	return true;
}

static void clear(struct membarrier_thread_ *line)
{
	for (unsigned i = 0; i < SLOTS; i++)
		store_relaxed(&line->held[i], NULL);
	line->fenced = 0;
}

/* As mb_sync_slot_of(), without the thread's first slot. */
static void **later_slot_of(const void *object, unsigned marks)
{
	for (uint32_t number = self_number; number; number = rest_of(number)->more) {
		struct membarrier_thread_ *line = mb_sync_thread_line(number - 1);

		for (unsigned i = SLOTS; i-- > 0;)
			if (slot_is(load_relaxed(&line->held[i]), object, marks) && &line->held[i] != &membarrier_self_->held[0])
				return &line->held[i];
	}
	return NULL;
}

void **mb_sync_slot_of(const void *object, unsigned marks)
{
	void **first = &membarrier_self_->held[0], **later;

	if (membarrier_self_ == &no_thread)
		return NULL;
	later = later_slot_of(object, marks);
	return later || !slot_is(load_relaxed(first), object, marks) ? later : first;
}

bool mb_sync_holds(const void *object)
{
	const struct membarrier_thread_ *first = membarrier_self_;
	bool held = false; /* Each write asks this: without a branch for each slot a write takes a twentieth less. */

	if (first == &no_thread)
		return false;
#pragma GCC unroll 7
	for (unsigned i = 0; i < SLOTS; i++)
		held |= slot_is(load_relaxed(&first->held[i]), object, SLOT_MARKS);
	return held || (mb_sync_self_rest->more && mb_sync_slot_of(object, SLOT_MARKS));
}

unsigned mb_sync_slots_of(const void *object, unsigned marks)
{
	unsigned count = 0;

	if (membarrier_self_ == &no_thread)
		return 0;
	for (uint32_t number = self_number; number; number = rest_of(number)->more)
		for (unsigned i = 0; i < SLOTS; i++)
			count += slot_is(load_relaxed(&mb_sync_thread_line(number - 1)->held[i]), object, marks);
	return count;
}

/* Takes a further record for a thread whose slots are all taken. Returns its number, 0 if there is no memory. */
static uint32_t another(void)
{
	struct mb_sync_port_signals signals;
	uint32_t number;

	/* The record of a signal handler that took one in the middle would be lost. */
	mb_sync_port_hold_signals(&signals);
	number = mb_sync_record_take();
	if (number) {
		take_over(number);
		rest_of(number)->more = rest_of(self_number)->more;
		rest_of(self_number)->more = number;
	}
	mb_sync_port_release_signals(&signals);
	return number;
}

void **mb_sync_free_slot(void)
{
	uint32_t number;
	void **slot;

	if (membarrier_attach())
		return NULL;
	slot = mb_sync_slot_of(NULL, 0);
	if (slot)
		return slot;
	number = another();
	return number ? &mb_sync_thread_line(number - 1)->held[0] : NULL;
}

/* Looks for a free slot. Collects slots that other threads have put, and so marked with SLOT_PUT. */
static bool has_free_slot(struct membarrier_reader_ *reader)
{
	bool found = false;

	for (unsigned i = 0; i < MEMBARRIER_SLOTS_; i++) {
		/* SLOT-1: acquire; pairs with SLOT-2. */
		if (!reader->free[i] && load_acquire(&reader->hazard[i]) == SLOT_PUT) {
			tell_acquired(&reader->hazard[i]);
			/* SLOT-4: release; hands on to HAZARD-4 what SLOT-1 acquired, which may read this store instead of SLOT-2. */
			store_release(&reader->hazard[i], NULL);
			reader->free[i] = 1;
		}
		found = found || reader->free[i];
	}
	return found;
}

static struct membarrier_reader_ *own_reader_with_slot(void)
{
	for (uint32_t number = self_number; number; number = rest_of(number)->more)
		if (has_free_slot(mb_sync_thread_reader(number - 1)))
			return mb_sync_thread_reader(number - 1);
	return NULL;
}

bool mb_sync_thread_shows(const void *object)
{
	if (membarrier_self_ == &no_thread)
		return false;
	for (uint32_t number = self_number; number; number = rest_of(number)->more)
		for (unsigned i = 0; i < MEMBARRIER_SLOTS_; i++)
			if (load_relaxed(&mb_sync_thread_reader(number - 1)->hazard[i]) == object)
				return true;
	return false;
}

struct membarrier_reader_ *mb_sync_thread_reader_with_slot(void)
{
	struct membarrier_reader_ *reader;
	uint32_t number;

	reader = own_reader_with_slot();
	/* A free record may have no free slot, because other threads may still have slots that they were handed. */
	while (!reader && (number = another()) != 0)
		reader = has_free_slot(mb_sync_thread_reader(number - 1)) ? mb_sync_thread_reader(number - 1) : NULL;
	return reader;
}

/* Gives back all records of the thread, which hold nothing. Hazard slots stay taken; retired objects become orphans. */
static void give_back(void)
{
	uint32_t number = self_number;

	if (load_relaxed(&watcher))
		watcher->leaves(rest_of(number));
	membarrier_self_ = &no_thread;
	membarrier_reader_self_ = &no_reader;
	mb_sync_self_rest = NULL;
	while (number) {
		uint32_t more = rest_of(number)->more;

		rest_of(number)->more = 0;
		mb_sync_thread_line(number - 1)->fenced = 0;
		mb_sync_record_give(number);
		number = more;
	}
}

static bool all_hold_nothing(void)
{
	for (uint32_t number = self_number; number; number = rest_of(number)->more)
		if (!holds_nothing(number))
			return false;
	return true;
}

int membarrier_detach(void)
{
	struct mb_sync_port_signals signals;
	int error = 0;

	if (membarrier_self_ == &no_thread)
		return 0;
	mb_sync_port_hold_signals(&signals);
	if (all_hold_nothing())
		give_back();
	else
		error = -EBUSY;
	mb_sync_port_release_signals(&signals);
	return error;
}

static void end_sections(struct membarrier_reader_ *reader)
{
	uint64_t section = load_relaxed(&reader->section);

	tell_released(&reader->section);
	if (section & MEMBARRIER_SECTIONS_MASK_)
		/* GRACE-5: as GRACE-2. */
		store_release(&reader->section, (section & ~(uint64_t)MEMBARRIER_SECTIONS_MASK_) + MEMBARRIER_SECTION_ENDED_);
}

/*
 * If a thread ends and holds a read lock, the lock stays locked, as with pthread_rwlock_t, and the thread's record is
 * not reused. Its sections end, because it uses no object any more.
 */
static void thread_ended(void)
{
	if (membarrier_self_ == &no_thread)
		return;
	end_sections(membarrier_reader_self_);
	if (!membarrier_detach())
		return;
	if (load_relaxed(&watcher))
		watcher->leaves(rest_of(self_number));
	membarrier_self_ = &no_thread;
	membarrier_reader_self_ = &no_reader;
	mb_sync_self_rest = NULL;
}

static bool is_mine(uint32_t number)
{
	if (membarrier_self_ == &no_thread)
		return false;
	for (uint32_t mine = self_number; mine; mine = rest_of(mine)->more)
		if (mine == number)
			return true;
	return false;
}

/* In a child of fork(): its one thread keeps its records. All others become free, and hold nothing. */
static void forked(void)
{
	uint32_t count = mb_sync_thread_count();

	if (load_relaxed(&watcher))
		watcher->forked();
	mb_sync_records_none_free();
	for (uint32_t number = 1; number <= count; number++) {
		struct membarrier_reader_ *reader = mb_sync_thread_reader(number - 1);

		if (is_mine(number))
			continue;
		if (load_relaxed(&watcher))
			watcher->leaves(rest_of(number));
		memset(reader->hazard, 0, sizeof reader->hazard);
		mb_sync_all_slots_free(reader);
		end_sections(reader);
		rest_of(number)->more = 0;
		clear(mb_sync_thread_line(number - 1));
		mb_sync_record_give(number);
	}
}

/* Before main(), because a signal handler may be the first to use a block. */
__attribute__((constructor(102))) static void watch(void)
{
	mb_sync_port_on_threads(thread_ended, forked);
}
