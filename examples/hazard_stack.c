/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_stack.c - a lock-free stack whose nodes may be freed while others read.
 *
 * It shows how hazard pointers work, with the barriers alone. Programs should use treiber_stack.c, which uses the
 * hazard pointers of the library: these share barriers. Also, a release store with an acquire load after it, as in
 * hazard_look(), acts as a full fence on AArch64; the library avoids it there.
 *
 * Scenario HAZARD: the reader shows which node it will use, and then looks whether
 * the node is still there. The sweeper unlinks nodes, and then looks which are shown.
 *
 *   reader, hazard_look()        sweeper, hazard_pop() ... hazard_sweep()
 *   hazard = node                top = node->next
 *   fast path                    slow path, one for a whole batch
 *   top == node ?                hazard == node ?      never "yes" here and "no" there
 *     yes: use it                  no: reclaim it
 *
 * The barriers decide only which of the two sees the other. Three more orders are
 * needed; x86 always has them, so no test on x86 shows that one is missing:
 *
 *   CONTENTS  what was written into a node before it was pushed. hazard_push() stores top
 *             with release, and the reader loads it with acquire. Every later write to
 *             top is a read-modify-write, which continues the release sequence. So
 *             hazard_pop() needs no release for what it did not write.
 *   LAST USE  the reader's last use of a node comes before the node is reclaimed. Every
 *             store to a hazard is a release, also one that shows another node; the
 *             sweeper loads hazards with acquire.
 *   ORPHANS   threads hand retired nodes to other threads, with release and acquire.
 */
#include "hazard_stack.h"

#include <errno.h>
#include <stdbool.h>

#include <membarrier.h>

void hazard_stack_init(struct hazard_stack *stack, void (*reclaim)(struct hazard_node *node))
{
	atomic_init(&stack->top, NULL);
	atomic_init(&stack->orphans, NULL);
	stack->reclaim = reclaim;
	for (int i = 0; i < HAZARD_THREADS; i++) {
		atomic_init(&stack->slots[i].hazard, NULL);
		atomic_init(&stack->slots[i].taken, false);
	}
}

void hazard_stack_destroy(struct hazard_stack *stack)
{
	struct hazard_node *node, *next;

	for (node = atomic_load_explicit(&stack->top, memory_order_relaxed); node; node = next) {
		next = node->next;
		stack->reclaim(node);
	}
	for (node = atomic_load_explicit(&stack->orphans, memory_order_relaxed); node; node = next) {
		next = node->retired;
		stack->reclaim(node);
	}
}

int hazard_attach(struct hazard_thread *thread, struct hazard_stack *stack)
{
	for (int i = 0; i < HAZARD_THREADS; i++) {
		/* Acquire: pairs with the release in hazard_detach(): the last user of the slot has finished. */
		if (atomic_exchange_explicit(&stack->slots[i].taken, true, memory_order_acquire))
			continue;
		*thread = (struct hazard_thread){ .stack = stack, .slot = &stack->slots[i] };
		return 0;
	}
	return -EAGAIN;
}

void hazard_detach(struct hazard_thread *thread)
{
	struct hazard_stack *stack = thread->stack;

	hazard_sweep(thread);
	while (thread->retired) {
		struct hazard_node *node = thread->retired;

		thread->retired = node->retired;
		node->retired = atomic_load_explicit(&stack->orphans, memory_order_relaxed);
		/* ORPHANS: release, for the exchange in hazard_sweep(). */
		while (!atomic_compare_exchange_weak_explicit(&stack->orphans, &node->retired, node, memory_order_release,
		                                              memory_order_relaxed))
			continue;
	}
	/* Release: pairs with the acquire in hazard_attach(). */
	atomic_store_explicit(&thread->slot->taken, false, memory_order_release);
}

void hazard_push(struct hazard_stack *stack, struct hazard_node *node)
{
	node->next = atomic_load_explicit(&stack->top, memory_order_relaxed);
	/* CONTENTS: release, for the second load of top in hazard_look(). */
	while (!atomic_compare_exchange_weak_explicit(&stack->top, &node->next, node, memory_order_release,
	                                              memory_order_relaxed))
		continue;
}

struct hazard_node *hazard_look(struct hazard_thread *thread)
{
	struct hazard_node *node = atomic_load_explicit(&thread->stack->top, memory_order_relaxed), *seen;

	while (node) {
		/* LAST USE: release, for the node that this hazard showed before, if hazard_pop() tries again. */
		atomic_store_explicit(&thread->slot->hazard, node, memory_order_release);
		/* HAZARD: pairs with the slow path in hazard_sweep(). */
		membarrier_fast_path();
		/* CONTENTS: acquire, for the release in hazard_push(). */
		seen = atomic_load_explicit(&thread->stack->top, memory_order_acquire);
		if (seen == node)
			return node;
		node = seen;
	}
	hazard_done(thread);
	return NULL;
}

void hazard_done(struct hazard_thread *thread)
{
	/* LAST USE: release, for the sweeper's loads of the hazards. */
	atomic_store_explicit(&thread->slot->hazard, NULL, memory_order_release);
}

struct hazard_node *hazard_pop(struct hazard_thread *thread)
{
	struct hazard_node *node, *expected;

	/* While our hazard shows the node it is not reclaimed, and so not pushed again. If
	 * it is still the top, it has never left the stack, and its next is what we read (no ABA). */
	do {
		node = hazard_look(thread);
		if (!node)
			return NULL;
		expected = node;
	} while (!atomic_compare_exchange_strong_explicit(&thread->stack->top, &expected, node->next, memory_order_relaxed,
	                                                  memory_order_relaxed)); /* see CONTENTS */
	hazard_done(thread);
	return node;
}

void hazard_retire(struct hazard_thread *thread, struct hazard_node *node)
{
	node->retired = thread->retired; /* other threads may still read its next */
	thread->retired = node;
	if (++thread->count >= HAZARD_BATCH)
		hazard_sweep(thread);
}

static bool is_hazard(const struct hazard_stack *stack, const struct hazard_node *node)
{
	for (int i = 0; i < HAZARD_THREADS; i++)
		/* LAST USE: acquire, for every release of a hazard. */
		if (atomic_load_explicit(&stack->slots[i].hazard, memory_order_acquire) == node)
			return true;
	return false;
}

void hazard_sweep(struct hazard_thread *thread)
{
	struct hazard_stack *stack = thread->stack;
	/* ORPHANS: acquire, for the release in hazard_detach(). Before the slow path, which must follow their unlinking. */
	struct hazard_node *lists[2] = { thread->retired,
		                             atomic_exchange_explicit(&stack->orphans, NULL, memory_order_acquire) };
	struct hazard_node *node, *next;
	bool ordered;

	/* HAZARD: pairs with the fast path in hazard_look(). False means that nothing was
	 * ordered, so the hazards prove nothing: all nodes are kept. */
	ordered = membarrier_try_slow_path();
	thread->retired = NULL;
	thread->count = 0;
	for (int i = 0; i < 2; i++)
		for (node = lists[i]; node; node = next) {
			next = node->retired;
			if (ordered && !is_hazard(stack, node)) {
				stack->reclaim(node);
				continue;
			}
			node->retired = thread->retired;
			thread->retired = node;
			thread->count++;
		}
}
