/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port_unlink.c - porting hazard pointers, trap 2: a rare side that has no fence to replace.
 *
 * The reclaimer unlinks with an exchange, a full fence on x86, and then looks at the hazard pointers. There is no fence
 * to search the source for. With a fast path in the reader the exchange orders nothing any more.
 *
 *     cc -g port_unlink.c $(pkg-config --cflags --libs libmembarrier-sim) && ./a.out
 *
 * -DMENDED adds the slow path after the unlinking.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <membarrier.h>

static _Atomic(int *) shared, hazard;

static void *reader(void *unused)
{
	int *node = atomic_load_explicit(&shared, memory_order_acquire);

	atomic_store_explicit(&hazard, node, memory_order_relaxed);
	membarrier_fast_path(); /* was a full fence */
	if (node && atomic_load_explicit(&shared, memory_order_acquire) == node && *node != 42)
		abort();
	atomic_store_explicit(&hazard, NULL, memory_order_release);
	return unused;
}

int main(void)
{
	int *node = malloc(sizeof *node);
	pthread_t thread;

	*node = 42;
	atomic_store_explicit(&shared, node, memory_order_release);
	pthread_create(&thread, NULL, reader, NULL);

	node = atomic_exchange(&shared, NULL);
#ifdef MENDED
	membarrier_slow_path();
#endif
	if (atomic_load_explicit(&hazard, memory_order_acquire) != node)
		free(node);
	pthread_join(thread, NULL);
	return 0;
}
