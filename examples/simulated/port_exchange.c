/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port_exchange.c - porting a biased lock, trap 3: a hot side whose fence is hidden in a store.
 *
 * On x86 the store "I am inside" is an exchange, which is store and fence in one. A fast path after the exchange is
 * right, and saves nothing: the exchange is what costs. So the exchange becomes a plain store. Without the fast path in its
 * place, which is easily forgotten because there was no fence to replace, both threads may be inside.
 *
 *     cc -g port_exchange.c $(pkg-config --cflags --libs libmembarrier-sim) && ./a.out
 *
 * -DMENDED adds the fast path.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <membarrier.h>

static atomic_int inside, revoked;
static int protected;

static void *owner(void *unused)
{
	atomic_store_explicit(&inside, 1, memory_order_relaxed); /* was atomic_exchange(&inside, 1) */
#ifdef MENDED
	membarrier_fast_path();
#endif
	if (!atomic_load_explicit(&revoked, memory_order_acquire))
	protected++;
	atomic_store_explicit(&inside, 0, memory_order_release);
	return unused;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, owner, NULL);
	atomic_store_explicit(&revoked, 1, memory_order_relaxed);
	membarrier_slow_path();
	while (atomic_load_explicit(&inside, memory_order_acquire))
		;
	protected++;
	atomic_store_explicit(&revoked, 0, memory_order_release);
	pthread_join(thread, NULL);
	return 0;
}
