/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * epoch_ticket.c - an epoch scheme whose advance takes a ticket instead of a slow path (doc/existing-code.md).
 *
 * The ticket counts for the epoch that was read before it was taken. -DSTALE keeps it for the next epoch too: then one
 * barrier serves two advances, and the reader that pinned in between is missed.
 *
 *     cc -g epoch_ticket.c $(pkg-config --cflags --libs libmembarrier-sim) && ./a.out
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <membarrier.h>

enum { LATER = 3 };

static atomic_uint epoch = 1, pinned /* 0, or the reader's epoch */;
static _Atomic(int *) shared;

static void *reader(void *unused)
{
	int *found;

	atomic_store_explicit(&pinned, atomic_load_explicit(&epoch, memory_order_relaxed), memory_order_relaxed);
	membarrier_fast_path(); /* pin() */
	found = atomic_load_explicit(&shared, memory_order_acquire);
	if (found && *found != 42)
		abort();
	atomic_store_explicit(&pinned, 0, memory_order_release); /* unpin() */
	return unused;
}

static void advance(void)
{
	static unsigned seen; /* One thread advances here; in a program these two are of each thread. */
	static membarrier_ticket_t ticket;
	unsigned now = atomic_load_explicit(&epoch, memory_order_acquire), in;

#ifdef STALE
	if (!seen) {
#else
	if (seen != now) {
#endif
		seen = now;
		ticket = membarrier_ticket();
		return;
	}
	if (!membarrier_ticket_poll(ticket, 0))
		return;
	in = atomic_load_explicit(&pinned, memory_order_acquire);
	if (in == 0 || in == now)
		atomic_store_explicit(&epoch, now + 1, memory_order_release);
}

int main(void)
{
	int *node = malloc(sizeof *node);
	pthread_t thread;
	unsigned retired;

	*node = 42;
	atomic_store_explicit(&shared, node, memory_order_release);
	pthread_create(&thread, NULL, reader, NULL);

	advance();
	advance();
	atomic_store_explicit(&shared, NULL, memory_order_relaxed); /* retire() */
	membarrier_normal_path();
	retired = atomic_load_explicit(&epoch, memory_order_relaxed);
	for (int i = 0; i < 2 * LATER; i++)
		advance();
	if (atomic_load_explicit(&epoch, memory_order_relaxed) - retired >= LATER)
		free(node);
	pthread_join(thread, NULL);
	return 0;
}
