/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * freeing.c - examples/treiber_stack.c and examples/lookup_table.c: readers see the contents of linked objects, and
 * entries are really freed, so that a reader that is too late uses freed memory. A batch has one object.
 */
#include "../../examples/lookup_table.h"
#include "../../examples/treiber_stack.h"

#include <stdlib.h>

#include "park_by_pause.h"
#include "scenario.h"

struct item {
	struct stack_node node; /* the first member, as its own first member must be */
	int payload;
};

struct price {
	struct lookup_entry entry;
	int payload;
};

/* The reclaim function writes, so that an early reclamation races with a reader. */
static void free_price(struct membarrier_retired *retired)
{
	((struct price *)retired)->payload = 0;
	free(retired);
}

static void free_nothing(struct membarrier_retired *retired)
{
	free(retired);
}

static struct treiber_stack stack;
static struct lookup_table table = LOOKUP_TABLE_INIT(free_price);
static membarrier_hazard_slot_t *ready; /* taken beforehand, so that readers need few steps */

/* ---- the stack ------------------------------------------------------------- */

static void push(int payload)
{
	struct item *item = malloc(sizeof *item);

	item->payload = payload;
	stack_push(&stack, &item->node);
}

static void setup_empty(void)
{
	ready = membarrier_hazard_get();
}

static void pusher(void)
{
	push(12);
}

static void looker(void)
{
	struct item *item = (struct item *)stack_look(&stack, ready);

	if (item)
		EXPECT(item->payload >= 10);
	membarrier_hazard_clear(ready);
}

/* ---- the table -------------------------------------------------------------- */

static void set(unsigned key, int payload)
{
	struct price *price = malloc(sizeof *price);

	price->entry.key = key;
	price->payload = payload;
	lookup_table_set(&table, &price->entry);
}

static void setup_entry(void)
{
	set(1, 10);
}

static void finder(void)
{
	struct price *price;

	membarrier_quiescence_enter();
	price = (struct price *)lookup_table_find(&table, 1);
	if (price)
		EXPECT(price->payload >= 10);
	membarrier_quiescence_leave();
}

static void setter(void)
{
	set(1, 11);
}

static void remover(void)
{
	lookup_table_remove(&table, 1);
	membarrier_quiescence_synchronize();
	membarrier_quiescence_retire(calloc(1, sizeof(struct membarrier_retired)),
	                             free_nothing); /* Reclaims the object before. */
}

static const struct scenario scenarios[] = { { "push", setup_empty, { looker, pusher }, NULL },
	                                         { "set", NULL, { finder, setter }, NULL },
	                                         { "replace", setup_entry, { finder, remover }, NULL },
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
