/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_stack_stress.c - does a reader of examples/hazard_stack.c ever hold a node
 * that was reclaimed?
 *
 * The stack is compiled in, with its slow path replaced by a switch. First it is a local
 * fence, the broken control, until a reader has found a reclaimed node. Then it is the
 * real one, under which this must not happen. Reclaimed nodes are not freed: they are
 * marked, and pushed again only after many others.
 */
#define _GNU_SOURCE
#include "pair.h"

#undef membarrier_try_slow_path
#define membarrier_try_slow_path() pair_slow_path()
#include "../../examples/hazard_stack.c"

enum {
	ENOUGH = 10,         /* violations that end the control */
	REAL_SWEEPS = 10000, /* likewise */
	SECONDS = 60,        /* the longest run */
	LOOKS = 50,          /* how often the reader looks at the node it holds */
	ENTRIES = 4096       /* a node is used again after this many others */
};

struct entry {
	_Alignas(64) struct hazard_node node; /* first, so that a node's address is its entry's */
	atomic_bool reclaimed;
};

static struct hazard_stack stack;
static struct entry entries[ENTRIES];
static struct hazard_node *free_nodes[ENTRIES]; /* the sweeper's, a ring */
static unsigned long given, taken;
static atomic_int stop;
static atomic_long uses, late;

/* All are relaxed, as the accesses of a reader that relies on the slot. */
#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)

static void reclaim(struct hazard_node *node)
{
	STORE(((struct entry *)node)->reclaimed, true);
	free_nodes[given++ % ENTRIES] = node;
}

static void push_fresh(void)
{
	struct hazard_node *node = free_nodes[taken++ % ENTRIES];

	CHECK(taken <= given, "the reader holds one node, the stack another: the ring cannot be empty");
	STORE(((struct entry *)node)->reclaimed, false);
	hazard_push(&stack, node);
}

static void *read_top(void *unused)
{
	struct hazard_thread self;
	uint32_t random = 1;

	(void)unused;
	pair_pin(FAST_CPU);
	CHECK(hazard_attach(&self, &stack) == 0, "no slot");
	while (!LOAD(stop)) {
		struct entry *entry;
		bool seen = false;

		pair_clog(&random);
		entry = (struct entry *)hazard_look(&self);
		if (!entry)
			continue;
		for (int i = 0; i < LOOKS; i++)
			seen |= LOAD(entry->reclaimed);
		hazard_done(&self);
		STORE(uses, LOAD(uses) + 1);
		STORE(late, LOAD(late) + seen);
	}
	hazard_detach(&self);
	return NULL;
}

/* Pops the top node, pushes another, and sweeps to reclaim the first. */
static void replace_top(struct hazard_thread *self, uint32_t *random)
{
	struct hazard_node *old;
	long before = LOAD(uses);

	while (LOAD(uses) < before + 2) /* the reader is running */
		continue;
	for (uint32_t n = pair_random(random) % 256; n; n--)
		LOAD(stop);
	old = hazard_pop(self);
	hazard_retire(self, old);
	hazard_sweep(self);
	push_fresh();
}

static long run(bool control)
{
	const uint64_t end = pair_nanoseconds() + SECONDS * UINT64_C(1000000000);
	struct hazard_thread self;
	uint32_t random = 7;
	long sweeps = 0;
	pthread_t reader;

	STORE(stop, 0);
	STORE(uses, 0);
	STORE(late, 0);
	given = taken = 0;
	hazard_stack_init(&stack, reclaim);
	for (int i = 0; i < ENTRIES; i++)
		reclaim(&entries[i].node);
	push_fresh();
	CHECK(hazard_attach(&self, &stack) == 0, "no slot");
	reader = pair_start(read_top);
	for (; (control ? LOAD(late) < ENOUGH : sweeps < REAL_SWEEPS) && pair_nanoseconds() < end; sweeps++)
		replace_top(&self, &random);
	STORE(stop, 1);
	pthread_join(reader, NULL);
	hazard_detach(&self);
	hazard_stack_destroy(&stack);
	CHECK(given - taken == ENTRIES, "%lu nodes are lost", ENTRIES - (given - taken));
	printf("%s: reclaimed under the reader %ld times, %ld sweeps, %ld uses\n", control ? "control" : "real", LOAD(late),
	       sweeps, LOAD(uses));
	if (!control && !LOAD(late) && sweeps < REAL_SWEEPS)
		SKIP("machine too noisy: only %ld sweeps in %d s", sweeps, SECONDS);
	return LOAD(late);
}

int main(void)
{
	pair_judge(run);
	return 0;
}
