/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_stack.h - a lock-free stack (Treiber's) with hazard pointers: nodes are freed
 * although other threads read. To look at the top costs two loads and a store. One
 * membarrier_slow_path() serves HAZARD_BATCH freed nodes.
 *
 * The nodes are members of the user's objects, and the stack allocates
 * nothing, so no function fails because there is no memory. Other threads may
 * still look at a node that was popped. So the user gives it back with
 * hazard_retire(), and the reclaim function is called when no thread can see it.
 *
 * Which threads may call these functions at the same time:
 *
 *   hazard_push()                            by any thread
 *   the functions that take a hazard_thread  each hazard_thread by its thread only
 *   hazard_stack_init(), _destroy()          by one thread, while no other uses the stack
 */
#ifndef HAZARD_STACK_H
#define HAZARD_STACK_H

#include <stdatomic.h>
#include <stddef.h>

enum {
	HAZARD_THREADS = 64, /* the most threads that may be attached at once */
	HAZARD_BATCH = 128   /* retired nodes for each slow path; more than HAZARD_THREADS, so that each sweep frees some */
};

struct hazard_node {
	struct hazard_node *next;    /* never changes while the node is on the stack or retired */
	struct hazard_node *retired; /* link of a list of retired nodes */
};

/* Each slot has a cache line, because its thread writes it at each look. */
struct hazard_slot {
	_Alignas(64) _Atomic(struct hazard_node *) hazard; /* the node that the slot's thread may use */
	atomic_int taken;                                  /* not a bool: for one byte gcc 12 calls libatomic on RISC-V */
};

struct hazard_stack {
	_Atomic(struct hazard_node *) top;
	_Atomic(struct hazard_node *) orphans; /* retired by threads that have left */
	void (*reclaim)(struct hazard_node *node);
	struct hazard_slot slots[HAZARD_THREADS];
};

struct hazard_thread {
	struct hazard_stack *stack;
	struct hazard_slot *slot;
	struct hazard_node *retired;
	unsigned count; /* of retired nodes */
};

/* The thread that sweeps calls reclaim(), which may use the stack only by hazard_push(). */
void hazard_stack_init(struct hazard_stack *stack, void (*reclaim)(struct hazard_node *node));

/* Reclaims every node that is left. All threads have detached. */
void hazard_stack_destroy(struct hazard_stack *stack);

/* Returns 0, or -EAGAIN if HAZARD_THREADS threads are attached already. */
int hazard_attach(struct hazard_thread *thread, struct hazard_stack *stack);
void hazard_detach(struct hazard_thread *thread);

void hazard_push(struct hazard_stack *stack, struct hazard_node *node);

/* Returns the top, which is not reclaimed before hazard_done(); NULL if the stack is empty. */
struct hazard_node *hazard_look(struct hazard_thread *thread);
void hazard_done(struct hazard_thread *thread);

/* Pops the top; NULL if the stack is empty. Not between hazard_look() and hazard_done(). */
struct hazard_node *hazard_pop(struct hazard_thread *thread);

/* For a popped node: reclaims it, now or later. The node must not be pushed again before that. */
void hazard_retire(struct hazard_thread *thread, struct hazard_node *node);

/* Reclaims all retired nodes that no hazard shows; hazard_retire() calls it after every HAZARD_BATCH nodes. */
void hazard_sweep(struct hazard_thread *thread);

#endif
