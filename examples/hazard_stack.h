/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_stack.h - a lock-free stack (Treiber's) whose nodes may be freed while
 * others read them, by hazard pointers. Looking at the top costs two loads and a
 * store; one membarrier_slow_path() pays for HAZARD_BATCH freed nodes.
 *
 * The stack links nodes that are members of the user's own objects and allocates
 * nothing, so no function fails because there is no memory. Other threads may
 * still look at a node that was popped. So the user gives it back with
 * hazard_retire(), and the reclaim function is called when no thread can see it.
 *
 * Which functions may be called at once:
 *
 *   hazard_push()                            by any thread
 *   the functions that take a hazard_thread  by its thread only, any number of threads
 *   hazard_stack_init(), _destroy()          by one thread, while no other uses the stack
 */
#ifndef HAZARD_STACK_H
#define HAZARD_STACK_H

#include <stdatomic.h>
#include <stddef.h>

enum {
	HAZARD_THREADS = 64, /* the most that may be attached at once */
	HAZARD_BATCH = 128   /* retired nodes per slow path; more than HAZARD_THREADS, so that each frees some */
};

struct hazard_node {
	struct hazard_node *next;    /* never changes while the node is on the stack or retired */
	struct hazard_node *retired; /* link of a list of retired nodes */
};

/* On lines of their own: each is stored to by one thread for each look. */
struct hazard_slot {
	_Alignas(64) _Atomic(struct hazard_node *) hazard; /* may be in use by the slot's thread */
	atomic_int taken; /* not a bool: of one byte gcc 12 makes a call to libatomic on RISC-V */
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
	unsigned count; /* of retired */
};

/* reclaim() is called in the thread that swept, and may use the stack only through hazard_push(). */
void hazard_stack_init(struct hazard_stack *stack, void (*reclaim)(struct hazard_node *node));

/* Reclaims every node that is left. All threads have detached. */
void hazard_stack_destroy(struct hazard_stack *stack);

/* 0, or -EAGAIN if HAZARD_THREADS are attached already. */
int hazard_attach(struct hazard_thread *thread, struct hazard_stack *stack);
void hazard_detach(struct hazard_thread *thread);

void hazard_push(struct hazard_stack *stack, struct hazard_node *node);

/* The top, still on the stack and not reclaimed before hazard_done(); NULL if the stack is empty. */
struct hazard_node *hazard_look(struct hazard_thread *thread);
void hazard_done(struct hazard_thread *thread);

/* Takes the top off; NULL if the stack is empty. Not between hazard_look() and hazard_done(). */
struct hazard_node *hazard_pop(struct hazard_thread *thread);

/* For a popped node: reclaims it, now or later. It may not be pushed again before that. */
void hazard_retire(struct hazard_thread *thread, struct hazard_node *node);

/* Reclaims what can be; hazard_retire() calls it every HAZARD_BATCH nodes. */
void hazard_sweep(struct hazard_thread *thread);

#endif
