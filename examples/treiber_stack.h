/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * treiber_stack.h - a lock-free stack (Treiber's) on the hazard pointers of membarrier/hazard.h: nodes
 * may be freed while others read them, and looking at the top runs no fence.
 *
 * The stack links nodes that are members of the user's own objects, and allocates nothing. A node that
 * was popped may still be looked at by others: its owner gives it to membarrier_hazard_retire(), whose
 * function frees it or pushes it again. It is not pushed again before that function is called.
 *
 * Any thread may call all functions at any time; a slot is used by one thread at a time.
 */
#ifndef TREIBER_STACK_H
#define TREIBER_STACK_H

#include <stdatomic.h>

#include <membarrier/hazard.h>

struct stack_node {
	struct membarrier_retired retired; /* first, as hazard.h asks */
	struct stack_node *next;           /* never changes while the node is on the stack or retired */
};

struct treiber_stack {
	_Atomic(struct stack_node *) top; /* NULL: empty. All zero is an empty stack. */
};

void stack_push(struct treiber_stack *stack, struct stack_node *node);

/* The top, not reclaimed until the slot is changed; NULL if the stack is empty. */
struct stack_node *stack_look(struct treiber_stack *stack, membarrier_hazard_slot_t *slot);

/* Takes the top off; NULL if the stack is empty. The slot shows nothing afterwards. */
struct stack_node *stack_pop(struct treiber_stack *stack, membarrier_hazard_slot_t *slot);

#endif
