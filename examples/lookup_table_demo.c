/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lookup_table_demo.c - readers look up prices. Meanwhile a writer changes them, and the old ones are freed.
 */
#include "lookup_table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READERS = 2, LOOKS = 1000000, GOODS = 1000 }; /* looks of each reader */

struct price {
	struct lookup_entry entry; /* the first member, and its first is the retired one: all have one address */
	unsigned cents, twice;
};

static void reclaim(struct membarrier_retired *retired);
static struct lookup_table prices = LOOKUP_TABLE_INIT(reclaim);
static atomic_int readers_left = READERS;
static atomic_ulong torn, freed;
static unsigned long written;

static void fail(const char *what, int error)
{
	fprintf(stderr, "lookup_table_demo: %s: %s\n", what, strerror(error));
	exit(1);
}

static void reclaim(struct membarrier_retired *retired)
{
	struct price *price = (struct price *)retired;

	price->twice = price->cents; /* a reader that is too late would find another value */
	free(price);
	atomic_fetch_add_explicit(&freed, 1, memory_order_relaxed);
}

static void set_price(unsigned good, unsigned cents)
{
	struct price *price = malloc(sizeof *price);

	if (!price)
		fail("allocating a price", ENOMEM);
	price->entry.key = good;
	price->cents = cents;
	price->twice = 2 * cents;
	lookup_table_set(&prices, &price->entry);
	written++;
}

static void *read_prices(void *unused)
{
	unsigned long bad = 0;

	(void)unused;
	for (unsigned i = 0; i < LOOKS; i++) {
		struct price *price;

		membarrier_quiescence_enter();
		price = (struct price *)lookup_table_find(&prices, i % GOODS);
		bad += price && price->twice != 2 * price->cents;
		membarrier_quiescence_leave();
	}
	atomic_fetch_add_explicit(&torn, bad, memory_order_relaxed);
	atomic_fetch_sub_explicit(&readers_left, 1, memory_order_relaxed);
	return NULL;
}

int main(void)
{
	struct membarrier_hazard_stats stats = { .size = sizeof stats };
	pthread_t readers[READERS];
	unsigned long removed = 0;

	for (int i = 0; i < READERS; i++) {
		int error = pthread_create(&readers[i], NULL, read_prices, NULL);

		if (error)
			fail("starting a reader", error);
	}
	/* Relaxed: it publishes nothing. */
	for (unsigned i = 1; atomic_load_explicit(&readers_left, memory_order_relaxed); i++) {
		set_price(i % GOODS, i);
		if (i % 7 == 0)
			removed += lookup_table_remove(&prices, i / 2 % GOODS);
	}
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	for (unsigned good = 0; good < GOODS; good++)
		removed += lookup_table_remove(&prices, good);
	if (membarrier_quiescence_drain() || membarrier_hazard_get_stats(&stats))
		fail("draining", EDEADLK);
	printf("%d looks, %lu at freed prices; %lu of %lu freed, %lu of them removed, with %llu barriers\n", READERS * LOOKS,
	       atomic_load(&torn), atomic_load(&freed), written, removed, (unsigned long long)stats.barriers);
	return atomic_load(&torn) == 0 && atomic_load(&freed) == written ? 0 : 1;
}
