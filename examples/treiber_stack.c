/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * treiber_stack.c - a lock-free stack on hazard pointers.
 *
 * The library settles when a node may be freed. What is left to the stack:
 *
 *   CONTENTS  what was written into a node before it was pushed. stack_push() releases top, and
 *             membarrier_hazard_protect() acquires it. Every later write to top is a read-modify-write
 *             and so continues the release sequence: stack_pop() need not release what it did not write.
 *   ABA       while a slot shows a node it is not reclaimed, so not pushed again: if it is the top, it
 *             is the same one, and its next is what was read.
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
