/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_clear.c - a hazard pointer, and a mistake that no x86 shows: the reader clears it with a
 * relaxed store, so that its last look at the node may come after the node is freed.
 *
 *     cc -g hazard_clear.c $(pkg-config --cflags --libs libmembarrier-sim) && ./a.out
 *
 * Compiled with -DCLEAR=memory_order_release it holds.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <membarrier.h>

#ifndef CLEAR
#define CLEAR memory_order_relaxed
#endif

static _Atomic(int *) shared, hazard;

static void *reader(void *unused)
{
	int *node = atomic_load_explicit(&shared, memory_order_acquire);

	atomic_store_explicit(&hazard, node, memory_order_relaxed);
	membarrier_fast_path();
	if (node && atomic_load_explicit(&shared, memory_order_acquire) == node)
		assert(*node == 42);
	atomic_store_explicit(&hazard, NULL, CLEAR);
	return unused;
}

int main(void)
{
	int *node = malloc(sizeof *node);
	pthread_t thread;

	*node = 42;
	atomic_store_explicit(&shared, node, memory_order_release);
	pthread_create(&thread, NULL, reader, NULL);
	atomic_store_explicit(&shared, NULL, memory_order_relaxed);
	membarrier_slow_path();
	while (atomic_load_explicit(&hazard, memory_order_acquire) == node)
		;
	free(node);
	pthread_join(thread, NULL);
	return 0;
}
