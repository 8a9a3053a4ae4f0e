/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * treiber_stack_stress.c - threads push, pop, look at and free the nodes of examples/treiber_stack.c; for
 * examples.sh, which builds it with AddressSanitizer. CONTROL: threads that look at nodes have no hazard pointer.
 */
#include <pthread.h>
#include <time.h>

#include "../../examples/treiber_stack.h"
#include "test.h"

enum { POPS = 60000, LIVE = 0x5afe, WRITERS = 2, READERS = 2, SECONDS = 30 };

struct item {
	struct stack_node node;
	unsigned live;
};

static struct treiber_stack stack;
static atomic_int writers_left = WRITERS;
static atomic_uint made, freed, looks;

static void reclaim(struct membarrier_retired *retired)
{
	((struct item *)retired)->live = 0;
	free(retired);
	atomic_fetch_add(&freed, 1);
}

static void push(void)
{
	struct item *item = malloc(sizeof *item);

	CHECK(item, "no memory");
	item->live = LIVE;
	atomic_fetch_add(&made, 1);
	stack_push(&stack, &item->node);
}

static struct item *look(membarrier_hazard_slot_t *slot)
{
#ifdef CONTROL
	(void)slot;
	return (struct item *)atomic_load_explicit(&stack.top, memory_order_acquire);
#else
	return (struct item *)stack_look(&stack, slot);
#endif
}

static void *read_top(void *unused)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

	while (atomic_load(&writers_left)) {
		volatile struct item *item = look(slot);

		for (int i = 0; item && i < 20; i++)
			CHECK(item->live == LIVE, "a node was reclaimed under a hazard pointer");
		atomic_fetch_add_explicit(&looks, item != NULL, memory_order_relaxed);
		membarrier_hazard_clear(slot);
	}
	membarrier_hazard_put(slot);
	return unused;
}

/* Each thread works on a few nodes and reclaims often, so that nodes are freed soon after they were popped. */
static void *change(void *unused)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	const time_t end = time(NULL) + SECONDS;

	for (int i = 0; i < POPS && time(NULL) < end; i++) {
		struct stack_node *node = stack_pop(&stack, slot);

		push();
		if (!node)
			continue;
		CHECK(((struct item *)node)->live == LIVE, "popped a node that was reclaimed");
		membarrier_hazard_retire(NULL, &node->retired, reclaim);
		if (i % 16 == 0)
			membarrier_hazard_reclaim(NULL, SIZE_MAX);
	}
	membarrier_hazard_put(slot);
	atomic_fetch_sub(&writers_left, 1);
	return unused;
}

int main(void)
{
	pthread_t threads[WRITERS + READERS];
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	struct stack_node *node;

	push();
	for (int i = 0; i < WRITERS + READERS; i++)
		CHECK(pthread_create(&threads[i], NULL, i < WRITERS ? change : read_top, NULL) == 0, "no thread");
	for (int i = 0; i < WRITERS + READERS; i++)
		pthread_join(threads[i], NULL);
	while ((node = stack_pop(&stack, slot)))
		membarrier_hazard_retire(NULL, &node->retired, reclaim);
	CHECK(membarrier_hazard_drain(NULL) == 0, "cannot drain");
	CHECK(atomic_load(&made) == atomic_load(&freed), "%u nodes of %u freed", atomic_load(&freed), atomic_load(&made));
	printf("%u nodes, %u looks\n", atomic_load(&made), atomic_load(&looks));
	if (atomic_load(&looks) < 1000)
		SKIP("only %u looks at nodes", atomic_load(&looks));
	return 0;
}
