/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port_relay.c - porting hazard pointers, trap 4: one thread unlinks, another has the slow path.
 *
 * The thread that unlinks a node puts it on a list and executes no barrier. A reclaimer takes it from there, runs the slow
 * path and frees. The slow path orders what the reclaimer knows of. So the list must hand the unlinking over: release and
 * acquire. With a relaxed list the reclaimer's slow path comes "before" the unlinking as far as a reader can tell.
 *
 *     cc -g port_relay.c $(pkg-config --cflags --libs libmembarrier-sim) && ./a.out
 *
 * -DMENDED gives the list release and acquire.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <membarrier.h>

#ifdef MENDED
#define RELEASE memory_order_release
#define ACQUIRE memory_order_acquire
#else
#define RELEASE memory_order_relaxed
#define ACQUIRE memory_order_relaxed
#endif

static _Atomic(int *) shared, hazard, list;

static void *reader(void *unused)
{
	int *node = atomic_load_explicit(&shared, memory_order_acquire);

	atomic_store_explicit(&hazard, node, memory_order_relaxed);
	membarrier_fast_path();
	if (node && atomic_load_explicit(&shared, memory_order_acquire) == node && *node != 42)
		abort();
	atomic_store_explicit(&hazard, NULL, memory_order_release);
	return unused;
}

static void *remover(void *node)
{
	atomic_store_explicit(&shared, NULL, memory_order_relaxed);
	membarrier_fast_path();
	atomic_store_explicit(&list, node, RELEASE);
	return NULL;
}

int main(void)
{
	int *node = malloc(sizeof *node);
	pthread_t threads[2];

	*node = 42;
	atomic_store_explicit(&shared, node, memory_order_release);
	pthread_create(&threads[0], NULL, reader, NULL);
	pthread_create(&threads[1], NULL, remover, node);

	node = atomic_load_explicit(&list, ACQUIRE);
	if (node) {
		membarrier_slow_path();
		if (atomic_load_explicit(&hazard, memory_order_acquire) != node)
			free(node);
	}
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);
	return 0;
}
