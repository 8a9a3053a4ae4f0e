/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_stack.c - examples/hazard_stack.c, with room for three threads. Nodes are really freed, so
 * that a reader that is too late uses freed memory.
 */
#include "hazard_stack.h"

#include <stdlib.h>

#include "scenario.h"

struct item {
	struct hazard_node node;
	int payload;
};

static struct hazard_stack stack;

static void reclaim(struct hazard_node *node)
{
	EXPECT(((struct item *)node)->payload >= 10);
	free(node);
}

static void push(int payload)
{
	struct item *item = malloc(sizeof *item);

	item->payload = payload;
	item->node.retired = NULL;
	hazard_push(&stack, &item->node);
}

static void setup_empty(void)
{
	hazard_stack_init(&stack, reclaim);
}

static void setup_one(void)
{
	setup_empty();
	push(10);
}

static void setup_two(void)
{
	setup_one();
	push(11);
}

static void attach(struct hazard_thread *self)
{
	if (hazard_attach(self, &stack))
		membarrier_sim_discard();
}

static void read_top(struct hazard_thread *self)
{
	struct hazard_node *node;

	attach(self);
	node = hazard_look(self);
	if (node)
		EXPECT(((struct item *)node)->payload >= 10);
	hazard_done(self);
}

static void reader(void)
{
	struct hazard_thread self;

	read_top(&self);
}

static void reader_that_leaves(void)
{
	struct hazard_thread self;

	read_top(&self);
	hazard_detach(&self);
}

static void sweeper(void)
{
	struct hazard_thread self;
	struct hazard_node *node;

	attach(&self);
	node = hazard_pop(&self);
	if (node) {
		hazard_retire(&self, node);
		hazard_sweep(&self);
	}
	hazard_detach(&self);
}

static void popper(void)
{
	struct hazard_thread self;

	attach(&self);
	hazard_pop(&self);
}

static void popper_that_keeps(void)
{
	struct hazard_thread self;
	struct hazard_node *node;

	attach(&self);
	node = hazard_pop(&self);
	if (node)
		hazard_retire(&self, node);
	hazard_detach(&self);
}

static void adopter(void)
{
	struct hazard_thread self;

	attach(&self);
	hazard_sweep(&self);
}

static void pusher(void)
{
	push(11);
}

static const struct scenario scenarios[] = {
	{ "reader", setup_one, { reader, sweeper }, NULL },
	{ "pop", setup_two, { popper, sweeper }, NULL },
	{ "push", setup_empty, { reader, pusher, sweeper }, NULL },
	{ "reader-push", setup_one, { reader, sweeper, pusher }, NULL },
	{ "orphans", setup_one, { reader, sweeper, adopter }, NULL },
	{ "orphans-two", setup_two, { popper_that_keeps, popper_that_keeps, adopter }, NULL },
	{ "slots", setup_one, { reader_that_leaves, reader_that_leaves, sweeper }, NULL },
	{ NULL, NULL, { NULL }, NULL }
};

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
