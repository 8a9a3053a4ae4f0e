/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port_epoch.c - porting an epoch scheme, trap 1: a fence that does not look like half of the pair.
 *
 * With full fences, pin() and retire() pair too: retire()'s fence puts the unlinking before its look at the epoch. If
 * pin() becomes a fast path and only advance() a slow path, a normal fence in retire() pairs with nothing: a reader may pin
 * the epoch after the one that retire() saw, and still find what retire() has unlinked.
 *
 *     cc -g port_epoch.c $(pkg-config --cflags --libs libmembarrier-sim) && ./a.out
 *
 * Two mends: -DMEND=1, a slow path in retire(); -DMEND=2, which costs no barrier: free an epoch later, so that a whole
 * advance(), with its slow path, lies between.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <membarrier.h>

#ifndef MEND
#define MEND 0
#endif
enum { LATER = MEND == 2 ? 3 : 2 };

static atomic_uint epoch, pinned /* 0, or the reader's epoch + 1 */;
static _Atomic(int *) shared;

static void *reader(void *unused)
{
	int *found;

	atomic_store_explicit(&pinned, atomic_load_explicit(&epoch, memory_order_acquire) + 1, memory_order_relaxed);
	membarrier_fast_path(); /* pin() */
	found = atomic_load_explicit(&shared, memory_order_acquire);
	if (found && *found != 42)
		abort();
	atomic_store_explicit(&pinned, 0, memory_order_release); /* unpin() */
	return unused;
}

static unsigned advance(void)
{
	unsigned now = atomic_load_explicit(&epoch, memory_order_acquire), seen;

	membarrier_slow_path();
	seen = atomic_load_explicit(&pinned, memory_order_acquire);
	if (seen == 0 || seen == now + 1)
		atomic_compare_exchange_strong_explicit(&epoch, &now, now + 1, memory_order_acq_rel, memory_order_acquire);
	return atomic_load_explicit(&epoch, memory_order_acquire);
}

static void *advancer(void *unused)
{
	advance();
	return unused;
}

int main(void)
{
	int *node = malloc(sizeof *node);
	pthread_t threads[2];
	unsigned retired;

	*node = 42;
	atomic_store_explicit(&shared, node, memory_order_release);
	pthread_create(&threads[0], NULL, reader, NULL);
	pthread_create(&threads[1], NULL, advancer, NULL);

	atomic_store_explicit(&shared, NULL, memory_order_relaxed); /* retire() */
#if MEND == 1
	membarrier_slow_path();
#else
	membarrier_normal_path();
#endif
	retired = atomic_load_explicit(&epoch, memory_order_relaxed);
	for (int i = 0; i < LATER; i++)
		if (advance() - retired >= LATER) {
			free(node);
			break;
		}
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);
	return 0;
}
