/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lookup_table_stress.c - readers of examples/lookup_table.c beside threads that set and remove entries; for
 * examples.sh, which builds it with AddressSanitizer. CONTROL: readers enter no section.
 */
#include <time.h>

#include "../../examples/lookup_table.h"
#include "test.h"

enum { CHANGES = 60000, KEYS = 64, LIVE = 0x5afe, WRITERS = 2, READERS = 2, SECONDS = 30 };

struct item {
	struct lookup_entry entry;
	unsigned live;
};

static void reclaim(struct membarrier_retired *retired);
static struct lookup_table table = LOOKUP_TABLE_INIT(reclaim);
static atomic_int writers_left = WRITERS;
static atomic_uint made, freed, found;

static void reclaim(struct membarrier_retired *retired)
{
	((struct item *)retired)->live = 0;
	free(retired);
	atomic_fetch_add(&freed, 1);
}

static void set(unsigned key)
{
	struct item *item = malloc(sizeof *item);

	CHECK(item, "no memory");
	item->live = LIVE;
	item->entry.key = key;
	atomic_fetch_add(&made, 1);
	lookup_table_set(&table, &item->entry);
}

static void *read_all(void *unused)
{
	for (unsigned key = 0; atomic_load(&writers_left); key++) {
		volatile struct item *item;

#ifndef CONTROL
		membarrier_quiescence_enter();
#endif
		item = (struct item *)lookup_table_find(&table, key % KEYS);
		for (int i = 0; item && i < 20; i++)
			CHECK(item->live == LIVE, "an entry was reclaimed in a section");
		atomic_fetch_add_explicit(&found, item != NULL, memory_order_relaxed);
#ifndef CONTROL
		membarrier_quiescence_leave();
#endif
	}
	return unused;
}

/* Waits for a grace period now and then, so that entries are freed soon after they were removed. */
static void *change(void *unused)
{
	const time_t end = time(NULL) + SECONDS;

	for (unsigned i = 0; i < CHANGES && time(NULL) < end; i++) {
		if (i % 5 == 0)
			lookup_table_remove(&table, i / 5 % KEYS);
		else
			set(i * 7 % KEYS);
		if (i % 128 == 0)
			CHECK(membarrier_quiescence_drain() == 0, "cannot drain");
	}
	atomic_fetch_sub(&writers_left, 1);
	return unused;
}

int main(void)
{
	pthread_t threads[WRITERS + READERS];

	for (int i = 0; i < WRITERS + READERS; i++)
		CHECK(pthread_create(&threads[i], NULL, i < WRITERS ? change : read_all, NULL) == 0, "no thread");
	for (int i = 0; i < WRITERS + READERS; i++)
		pthread_join(threads[i], NULL);
	for (unsigned key = 0; key < KEYS; key++)
		lookup_table_remove(&table, key);
	CHECK(!lookup_table_find(&table, 1), "an entry is left");
	CHECK(membarrier_quiescence_drain() == 0, "cannot drain");
	CHECK(atomic_load(&made) == atomic_load(&freed), "%u entries of %u freed", atomic_load(&freed), atomic_load(&made));
	printf("%u entries, %u found\n", atomic_load(&made), atomic_load(&found));
	if (atomic_load(&found) < 1000)
		SKIP("only %u entries found", atomic_load(&found));
	return 0;
}
