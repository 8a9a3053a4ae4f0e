/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * records.c - the memory of thread records, and which of them are free.
 *
 * Records lie in groups, each twice as large as the one before. The lines of a group are
 * contiguous, so a scan of 10,000 records reads 10,000 lines in order. Free records are on
 * a stack. Its top has a count beside the number, against the ABA problem. There is no
 * lock, because a signal handler may attach.
 *
 * Scenario RECORD: a thread that takes a record sees what the last owner left in it.
 *
 *   thread that ends                     thread that attaches
 *   writes its record                    reads the top              RECORD-3
 *   pushes it             RECORD-1       reads which is the next
 *                                        pops it                    RECORD-2
 *                                        reads and writes it
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "thread.h"

#include "atomics.h"
#include "port.h"

/* The first group has FIRST_GROUP records; 27 groups have room for 2^31. */
enum { FIRST_GROUP = 16, GROUPS = 27 };

struct group {
	struct membarrier_reader_ *readers;
	struct membarrier_thread_ *lines;
	struct thread_rest *rests;
};

static struct group *groups[GROUPS];
static uint32_t used;                                 /* records that have been taken at least once */
static uint64_t free_top __attribute__((aligned(8))); /* pops and pushes so far << 32 | number */

static unsigned group_of(uint32_t index, uint32_t *within)
{
	uint32_t scaled = index / FIRST_GROUP + 1;
	unsigned group = 31 - (unsigned)__builtin_clz(scaled);

	*within = index - FIRST_GROUP * ((1u << group) - 1);
	return group;
}

/* NULL if the group does not exist. */
static struct group *group_at(unsigned group)
{
	/* GROUP-1: pairs with GROUP-2, for the group's addresses. */
	return load_acquire(&groups[group]);
}

static struct group *make_group(unsigned number)
{
	size_t records = (size_t)FIRST_GROUP << number;
	size_t lines = records * sizeof(struct membarrier_thread_), rests = records * sizeof(struct thread_rest);
	size_t readers = records * sizeof(struct membarrier_reader_);
	struct group *mine, *found = NULL;
	char *memory = mb_sync_port_memory(readers + lines + rests + sizeof *mine);

	if (!memory)
		return NULL;
	mine = (struct group *)(void *)(memory + readers + lines + rests);
	mine->readers = (struct membarrier_reader_ *)(void *)memory;
	mine->lines = (struct membarrier_thread_ *)(void *)(memory + readers);
	mine->rests = (struct thread_rest *)(void *)(memory + readers + lines);
	for (size_t i = 0; i < records; i++)
		mb_sync_all_slots_free(&mine->readers[i]);
	tell_released(&used);
	/* GROUP-2: pairs with GROUP-1. If another thread was first, its group counts, and this memory stays unused. */
	return compare_exchange(&groups[number], &found, mine) ? mine : found;
}

uint32_t mb_sync_thread_count(void)
{
	/* GROUP-3: acquire; pairs with GROUP-4: the group of each counted record exists. */
	return load_acquire(&used);
}

struct membarrier_thread_ *mb_sync_thread_line(uint32_t index)
{
	uint32_t within;
	struct group *group = group_at(group_of(index, &within));

	return group ? &group->lines[within] : NULL;
}

const struct membarrier_thread_ *mb_sync_thread_lines(uint32_t index, uint32_t *count)
{
	unsigned number = group_of(index, count);
	struct group *group = group_at(number);
	const struct membarrier_thread_ *lines = &group->lines[*count];

	*count = ((uint32_t)FIRST_GROUP << number) - *count;
	return lines;
}

struct membarrier_reader_ *mb_sync_thread_reader(uint32_t index)
{
	uint32_t within;
	struct group *group = group_at(group_of(index, &within));

	return group ? &group->readers[within] : NULL;
}

struct thread_rest *mb_sync_thread_rest_at(uint32_t index)
{
	uint32_t within;
	struct group *group = group_at(group_of(index, &within));

	return &group->rests[within];
}

static struct thread_rest *rest_of(uint32_t number)
{
	return mb_sync_thread_rest_at(number - 1);
}

static uint32_t pop(void)
{
	/* RECORD-3: acquire; pairs with RECORD-1, for the group's addresses and the next free record. */
	uint64_t top = load_acquire(&free_top), next;

	do {
		if (!(uint32_t)top)
			return 0;
		next = ((top >> 32) + 1) << 32 | load_relaxed(&rest_of((uint32_t)top)->next_free);
		/* RECORD-2: acquire; pairs with RECORD-1. */
	} while (!compare_exchange(&free_top, &top, next));
	tell_acquired(&free_top);
	return (uint32_t)top;
}

void mb_sync_record_give(uint32_t number)
{
	uint64_t top = load_relaxed(&free_top), next;

	tell_released(&free_top);
	do {
		store_relaxed(&rest_of(number)->next_free, (uint32_t)top);
		next = ((top >> 32) + 1) << 32 | number;
		/* RECORD-1: release; pairs with RECORD-2. */
	} while (!compare_exchange(&free_top, &top, next));
}

/* Takes a record that was never used; 0 if there is no memory. */
static uint32_t fresh(void)
{
	uint32_t index = load_relaxed(&used), within;

	do {
		unsigned group = group_of(index, &within);

		if (group >= GROUPS || (!group_at(group) && !make_group(group)))
			return 0;
		/* GROUP-4: release; pairs with GROUP-3. */
	} while (!compare_exchange(&used, &index, index + 1));
	tell_acquired(&used);
	return index + 1;
}

uint32_t mb_sync_record_take(void)
{
	uint32_t number = pop();

	return number ? number : fresh();
}

void mb_sync_records_none_free(void)
{
	store_relaxed(&free_top, (load_relaxed(&free_top) >> 32) << 32);
}
