/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * treiber_stack_demo.c - readers look at the newest entry of a stack. Meanwhile a writer replaces it
 * again and again, and the old entries are freed.
 */
#include "treiber_stack.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READERS = 2, LOOKS = 1000000 }; /* looks of each reader */

struct entry {
	struct stack_node node; /* first, so that a node's address is its entry's */
	unsigned number, twice;
};

static struct treiber_stack stack;
static atomic_int readers_left = READERS;
static atomic_ulong torn, freed;
static unsigned written;

static void fail(const char *what, int error)
{
	fprintf(stderr, "treiber_stack_demo: %s: %s\n", what, strerror(error));
	exit(1);
}

static membarrier_hazard_slot_t *get_slot(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

	if (!slot)
		fail("getting a slot", ENOMEM);
	return slot;
}

static void reclaim(struct membarrier_retired *retired)
{
	struct entry *entry = (struct entry *)retired;

	entry->twice = entry->number; /* a reader that is too late would find another value */
	free(entry);
	atomic_fetch_add_explicit(&freed, 1, memory_order_relaxed);
}

static void *read_newest(void *unused)
{
	membarrier_hazard_slot_t *slot = get_slot();
	unsigned long looks = 0, bad = 0;

	(void)unused;
	while (looks < LOOKS) {
		struct entry *entry = (struct entry *)stack_look(&stack, slot);

		if (!entry)
			continue;
		bad += entry->twice != 2 * entry->number;
		looks++;
		membarrier_hazard_clear(slot);
	}
	membarrier_hazard_put(slot);
	atomic_fetch_add_explicit(&torn, bad, memory_order_relaxed);
	atomic_fetch_sub_explicit(&readers_left, 1, memory_order_relaxed);
	return NULL;
}

static void replace(membarrier_hazard_slot_t *slot, struct entry *entry)
{
	struct stack_node *old = stack_pop(&stack, slot);

	if (entry)
		stack_push(&stack, &entry->node);
	if (old)
		membarrier_hazard_retire(NULL, &old->retired, reclaim);
}

/* Between the two calls there is no entry. */
static void write_entries(void)
{
	membarrier_hazard_slot_t *slot = get_slot();

	/* Relaxed: it publishes nothing. */
	while (atomic_load_explicit(&readers_left, memory_order_relaxed)) {
		struct entry *entry = malloc(sizeof *entry);

		if (!entry)
			fail("allocating an entry", ENOMEM);
		entry->number = ++written;
		entry->twice = 2 * entry->number;
		replace(slot, entry);
	}
	replace(slot, NULL);
	membarrier_hazard_put(slot);
}

int main(void)
{
	struct membarrier_hazard_stats stats = { .size = sizeof stats };
	pthread_t readers[READERS];

	for (int i = 0; i < READERS; i++) {
		int error = pthread_create(&readers[i], NULL, read_newest, NULL);

		if (error)
			fail("starting a reader", error);
	}
	write_entries();
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	if (membarrier_hazard_drain(NULL) || membarrier_hazard_get_stats(&stats))
		fail("draining", EDEADLK);
	printf("%d looks, %lu at freed entries; %lu of %u entries freed with %llu barriers\n", READERS * LOOKS,
	       atomic_load(&torn), atomic_load(&freed), written, (unsigned long long)stats.barriers);
	return atomic_load(&torn) == 0 && atomic_load(&freed) == written ? 0 : 1;
}
