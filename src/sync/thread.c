/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * thread.c - thread records: handed out, given back, reused, never unmapped.
 *
 * Records lie in groups, each twice as large as the one before, whose lines are
 * contiguous: a scan of 10,000 records reads 10,000 lines in order. A free record is
 * on a stack whose top has a count beside the number, against the ABA problem: no lock,
 * because a signal handler may be what attaches.
 *
 * Scenario RECORD: the thread that takes a record over finds what the last one left.
 *
 *   thread that ends                     thread that attaches
 *   writes its record                    pops it                    RECORD-2
 *   pushes it             RECORD-1       reads and writes it
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "thread.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "atomics.h"
#include "port.h"

/* The first group has so many records; 27 groups have room for 2^31. */
enum { FIRST_GROUP = 16, GROUPS = 27 };

struct group {
	struct membarrier_thread_ *lines;
	struct thread_rest *rests;
};

static struct membarrier_thread_ nobody = { .held = { &nobody } };
MEMBARRIER_THREAD_LOCAL_ struct membarrier_thread_ *membarrier_self_ = &nobody;
static MEMBARRIER_THREAD_LOCAL_ uint32_t self_number; /* 1 and up; valid while membarrier_self_ is not nobody */

static struct group *groups[GROUPS];
static uint32_t used;                                 /* records handed out for the first time */
static uint64_t free_top __attribute__((aligned(8))); /* pops and pushes so far << 32 | number */

static unsigned group_of(uint32_t index, uint32_t *within)
{
	uint32_t scaled = index / FIRST_GROUP + 1;
	unsigned group = 31 - (unsigned)__builtin_clz(scaled);

	*within = index - FIRST_GROUP * ((1u << group) - 1);
	return group;
}

/* Its group; NULL if it does not exist. */
static struct group *group_at(unsigned group)
{
	/* GROUP-1: pairs with GROUP-2, for the group's addresses. */
	return load_acquire(&groups[group]);
}

static struct group *make_group(unsigned number)
{
	size_t records = (size_t)FIRST_GROUP << number;
	size_t lines = records * sizeof(struct membarrier_thread_), rests = records * sizeof(struct thread_rest);
	struct group *mine, *found = NULL;
	char *memory = mb_sync_port_memory(lines + rests + sizeof *mine);

	if (!memory)
		return NULL;
	mine = (struct group *)(void *)(memory + lines + rests);
	mine->lines = (struct membarrier_thread_ *)(void *)memory;
	mine->rests = (struct thread_rest *)(void *)(memory + lines);
	/* GROUP-2: pairs with GROUP-1. A thread that was first wins; its loser's memory stays unused. */
	return compare_exchange(&groups[number], &found, mine) ? mine : found;
}

uint32_t mb_sync_thread_count(void)
{
	/* GROUP-3: acquire; pairs with GROUP-4: the group of each record counted is there. */
	return load_acquire(&used);
}

struct membarrier_thread_ *mb_sync_thread_line(uint32_t index)
{
	uint32_t within;
	struct group *group = group_at(group_of(index, &within));

	return group ? &group->lines[within] : NULL;
}

static struct thread_rest *rest_of(uint32_t number)
{
	uint32_t within;
	struct group *group = group_at(group_of(number - 1, &within));

	return &group->rests[within];
}

static uint32_t pop(void)
{
	uint64_t top = load_relaxed(&free_top), next;

	do {
		if (!(uint32_t)top)
			return 0;
		next = ((top >> 32) + 1) << 32 | load_relaxed(&rest_of((uint32_t)top)->next_free);
		/* RECORD-2: acquire; pairs with RECORD-1. */
	} while (!compare_exchange(&free_top, &top, next));
	return (uint32_t)top;
}

static void push(uint32_t number)
{
	uint64_t top = load_relaxed(&free_top), next;

	do {
		store_relaxed(&rest_of(number)->next_free, (uint32_t)top);
		next = ((top >> 32) + 1) << 32 | number;
		/* RECORD-1: release; pairs with RECORD-2. */
	} while (!compare_exchange(&free_top, &top, next));
}

/* One that was never used; 0 if there is no memory. */
static uint32_t fresh(void)
{
	uint32_t index = load_relaxed(&used), within;

	do {
		unsigned group = group_of(index, &within);

		if (group >= GROUPS || (!group_at(group) && !make_group(group)))
			return 0;
		/* GROUP-4: release; pairs with GROUP-3. */
	} while (!compare_exchange(&used, &index, index + 1));
	return index + 1;
}

static int attach(void)
{
	uint32_t number = pop();

	if (!number)
		number = fresh();
	if (!number)
		return -ENOMEM;
	if (mb_sync_port_watch_thread()) {
		push(number);
		return -ENOMEM;
	}
	self_number = number;
	mb_sync_thread_line(number - 1)->copy = mb_sync_copy();
	membarrier_self_ = mb_sync_thread_line(number - 1);
	return 0;
}

uint32_t mb_sync_copy(void)
{
	uint32_t tag = (uint32_t)((uintptr_t)&nobody >> 6) << 4;

	return tag ? tag : 16;
}

int membarrier_attach(void)
{
	struct mb_sync_port_signals signals;
	int error = 0;

	if (membarrier_self_ != &nobody)
		return 0;
	/* A handler that attached in the middle would take a second record. */
	mb_sync_port_hold_signals(&signals);
	if (membarrier_self_ == &nobody)
		error = attach();
	mb_sync_port_release_signals(&signals);
	return error;
}

static bool holds_nothing(const struct membarrier_thread_ *line)
{
	for (unsigned i = 0; i < sizeof line->held / sizeof *line->held; i++)
		if (load_relaxed(&line->held[i]))
			return false;
	return true;
}

static void clear(struct membarrier_thread_ *line, struct thread_rest *rest)
{
	for (unsigned i = 0; i < sizeof line->held / sizeof *line->held; i++)
		store_relaxed(&line->held[i], NULL);
	line->fenced = 0;
	memset(rest->quiet, 0, sizeof rest->quiet);
}

enum { SLOTS = sizeof nobody.held / sizeof *nobody.held };

/* Not the thread's first slot. */
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

	if (membarrier_self_ == &nobody)
		return NULL;
	later = later_slot_of(object, marks);
	return later || !slot_is(load_relaxed(first), object, marks) ? later : first;
}

unsigned mb_sync_slots_of(const void *object, unsigned marks)
{
	unsigned count = 0;

	if (membarrier_self_ == &nobody)
		return 0;
	for (uint32_t number = self_number; number; number = rest_of(number)->more)
		for (unsigned i = 0; i < SLOTS; i++)
			count += slot_is(load_relaxed(&mb_sync_thread_line(number - 1)->held[i]), object, marks);
	return count;
}

/* One more record for a thread all of whose slots are taken; it keeps it. */
static void **slot_of_another(void)
{
	uint32_t number = pop();

	if (!number)
		number = fresh();
	if (!number)
		return NULL;
	mb_sync_thread_line(number - 1)->copy = mb_sync_copy();
	rest_of(number)->more = rest_of(self_number)->more;
	rest_of(self_number)->more = number;
	return &mb_sync_thread_line(number - 1)->held[0];
}

void **mb_sync_free_slot(void)
{
	struct mb_sync_port_signals signals;
	void **slot;

	if (membarrier_attach())
		return NULL;
	slot = mb_sync_slot_of(NULL, 0);
	if (slot)
		return slot;
	mb_sync_port_hold_signals(&signals);
	slot = slot_of_another();
	mb_sync_port_release_signals(&signals);
	return slot;
}

/* All records of the thread, which hold nothing. */
static void give_back(void)
{
	uint32_t number = self_number;

	membarrier_self_ = &nobody;
	while (number) {
		uint32_t more = rest_of(number)->more;

		rest_of(number)->more = 0;
		clear(mb_sync_thread_line(number - 1), rest_of(number));
		push(number);
		number = more;
	}
}

static bool all_hold_nothing(void)
{
	for (uint32_t number = self_number; number; number = rest_of(number)->more)
		if (!holds_nothing(mb_sync_thread_line(number - 1)))
			return false;
	return true;
}

int membarrier_detach(void)
{
	struct mb_sync_port_signals signals;
	int error = 0;

	if (membarrier_self_ == &nobody)
		return 0;
	mb_sync_port_hold_signals(&signals);
	if (all_hold_nothing())
		give_back();
	else
		error = -EBUSY;
	mb_sync_port_release_signals(&signals);
	return error;
}

/* A thread that ends with a read lock keeps it, as with pthread_rwlock_t: its record is not reused. */
void mb_sync_thread_ended(void)
{
	if (membarrier_detach())
		membarrier_self_ = &nobody;
}

static bool is_mine(uint32_t number)
{
	if (membarrier_self_ == &nobody)
		return false;
	for (uint32_t mine = self_number; mine; mine = rest_of(mine)->more)
		if (mine == number)
			return true;
	return false;
}

/* The child's one thread keeps its record; all others are free and hold nothing. */
void mb_sync_thread_forked(void)
{
	uint32_t count = load_relaxed(&used);

	store_relaxed(&free_top, (load_relaxed(&free_top) >> 32) << 32);
	for (uint32_t number = 1; number <= count; number++) {
		if (is_mine(number))
			continue;
		rest_of(number)->more = 0;
		clear(mb_sync_thread_line(number - 1), rest_of(number));
		push(number);
	}
}

struct thread_rest *mb_sync_thread_rest(void)
{
	return membarrier_attach() ? NULL : rest_of(self_number);
}
