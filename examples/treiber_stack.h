/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * treiber_stack.h - a lock-free stack (Treiber's) with the hazard pointers of membarrier/hazard.h: nodes
 * are freed although other threads read, and to look at the top needs no fence.
 *
 * The nodes are members of the user's objects, and the stack allocates nothing. Other threads may still
 * look at a node that was popped. So the thread that popped it calls membarrier_hazard_retire(), whose
 * reclaim function frees the node or pushes it again. The node must not be pushed before that.
 *
 * Any thread may call all functions at any time; each slot is used by one thread at a time.
 */
#ifndef TREIBER_STACK_H
#define TREIBER_STACK_H

#include <stdatomic.h>

#include <membarrier/hazard.h>

struct stack_node {
	struct membarrier_retired retired; /* the first member, as hazard.h demands */
	struct stack_node *next;           /* never changes while the node is on the stack or retired */
};

struct treiber_stack {
	_Atomic(struct stack_node *) top; /* NULL: empty. All zeros are an empty stack. */
};

void stack_push(struct treiber_stack *stack, struct stack_node *node);

/* Returns the top, which is not reclaimed until the slot is changed; NULL if the stack is empty. */
struct stack_node *stack_look(struct treiber_stack *stack, membarrier_hazard_slot_t *slot);

/* Pops the top; NULL if the stack is empty. The slot shows nothing afterwards. */
struct stack_node *stack_pop(struct treiber_stack *stack, membarrier_hazard_slot_t *slot);

#endif
