/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_stack_demo.c - readers look at the newest entry of a stack. Meanwhile a writer
 * replaces it again and again, and the old entries are freed.
 */
#include "hazard_stack.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>

enum { READERS = 2, LOOKS = 1000000 }; /* looks of each reader */

struct entry {
	struct hazard_node node; /* first, so that a node's address is its entry's */
	unsigned number, twice;
};

static struct hazard_stack stack;
static atomic_int readers_left = READERS;
static atomic_ulong torn, freed;
static unsigned written;

static void reclaim(struct hazard_node *node)
{
	struct entry *entry = (struct entry *)node;

	entry->twice = entry->number; /* a reader that is too late would find another value */
	free(entry);
	atomic_fetch_add_explicit(&freed, 1, memory_order_relaxed);
}

static void fail(const char *what, int error)
{
	fprintf(stderr, "hazard_stack_demo: %s: %s\n", what, strerror(error));
	exit(1);
}

static void *read_newest(void *unused)
{
	unsigned long looks = 0, bad = 0;
	struct hazard_thread self;
	int error = hazard_attach(&self, &stack);

	(void)unused;
	if (error)
		fail("attaching a reader", -error);
	while (looks < LOOKS) {
		struct entry *entry = (struct entry *)hazard_look(&self);

		if (!entry)
			continue;
		bad += entry->twice != 2 * entry->number;
		looks++;
		hazard_done(&self);
	}
	hazard_detach(&self);
	atomic_fetch_add_explicit(&torn, bad, memory_order_relaxed);
	atomic_fetch_sub_explicit(&readers_left, 1, memory_order_relaxed);
	return NULL;
}

/* Replaces the entry again and again; in between there is none. */
static void write_entries(void)
{
	struct hazard_thread self;
	struct hazard_node *old;
	int error = hazard_attach(&self, &stack);

	if (error)
		fail("attaching the writer", -error);
	/* Relaxed: it publishes nothing. */
	while (atomic_load_explicit(&readers_left, memory_order_relaxed)) {
		struct entry *entry = malloc(sizeof *entry);

		if (!entry)
			fail("allocating an entry", ENOMEM);
		entry->number = ++written;
		entry->twice = 2 * entry->number;
		old = hazard_pop(&self);
		hazard_push(&stack, &entry->node);
		if (old)
			hazard_retire(&self, old);
	}
	hazard_detach(&self);
}

static void report(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };

	if (membarrier_get_info(&info) || membarrier_get_stats(&stats))
		fail("asking the library", EINVAL);
	printf("strategy %s: %d looks, %lu at freed entries; %lu of %u entries freed with %llu slow paths\n", info.strategy,
	       READERS * LOOKS, atomic_load(&torn), atomic_load(&freed), written, (unsigned long long)stats.slow_paths);
}

int main(void)
{
	pthread_t readers[READERS];

	hazard_stack_init(&stack, reclaim);
	for (int i = 0; i < READERS; i++) {
		int error = pthread_create(&readers[i], NULL, read_newest, NULL);

		if (error)
			fail("starting a reader", error);
	}
	write_entries();
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	hazard_stack_destroy(&stack);
	report();
	return atomic_load(&torn) == 0 && atomic_load(&freed) == written ? 0 : 1;
}
