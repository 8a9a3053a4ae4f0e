/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * treiber_stack.c - a lock-free stack with hazard pointers.
 *
 * The library decides when a node may be freed. The stack itself needs:
 *
 *   CONTENTS  what was written into a node before it was pushed. stack_push() stores top with release, and
 *             membarrier_hazard_protect() loads it with acquire. Every later write to top is a
 *             read-modify-write, which continues the release sequence. So stack_pop() needs no release for
 *             what it did not write.
 *   ABA       while a slot shows a node, the node is not reclaimed, and so not pushed again. If it is still the
 *             top, it has never left the stack, and its next is what was read.
 */
#include "treiber_stack.h"

void stack_push(struct treiber_stack *stack, struct stack_node *node)
{
	node->next = atomic_load_explicit(&stack->top, memory_order_relaxed);
	/* CONTENTS: release, for membarrier_hazard_protect(). */
	while (!atomic_compare_exchange_weak_explicit(&stack->top, &node->next, node, memory_order_release,
	                                              memory_order_relaxed))
		continue;
}

struct stack_node *stack_look(struct treiber_stack *stack, membarrier_hazard_slot_t *slot)
{
	return membarrier_hazard_protect(slot, &stack->top);
}

struct stack_node *stack_pop(struct treiber_stack *stack, membarrier_hazard_slot_t *slot)
{
	struct stack_node *node, *expected;

	do {
		node = stack_look(stack, slot);
		if (!node)
			break;
		expected = node; /* see ABA */
	} while (!atomic_compare_exchange_strong_explicit(&stack->top, &expected, node->next, memory_order_relaxed,
	                                                  memory_order_relaxed)); /* see CONTENTS */
	membarrier_hazard_clear(slot);
	return node;
}
