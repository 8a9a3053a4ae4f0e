/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * work_queue.c - a bounded lock-free queue for many producers and consumers, and an event count for
 * consumers that have nothing to do: while no consumer sleeps, a put costs no more than the queue.
 *
 * It is D. Vyukov's bounded MPMC queue, with a number in each cell. If the number is the position,
 * the cell is free for that position. If it is one more, the cell holds the item of that position.
 *
 *     cc -std=c11 -pthread work_queue.c $(pkg-config --cflags --libs libmembarrier-sync)
 */
#include <membarrier/eventcount.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

enum { CELLS = 1024 /* a power of 2 */ };

struct work_queue {
	struct {
		atomic_uint number;
		int item;
	} cells[CELLS];
	atomic_uint put, taken; /* positions; they wrap */
	atomic_bool ended;
	membarrier_eventcount_t waiting;
};

static void work_queue_init(struct work_queue *queue)
{
	for (unsigned i = 0; i < CELLS; i++)
		atomic_init(&queue->cells[i].number, i);
	atomic_init(&queue->put, 0);
	atomic_init(&queue->taken, 0);
	atomic_init(&queue->ended, false);
	queue->waiting = (membarrier_eventcount_t)MEMBARRIER_EVENTCOUNT_INIT;
}

/* Claims the next position, if the number of its cell is the position + ahead; false if the number is less. */
static bool claim(struct work_queue *queue, atomic_uint *next, unsigned ahead, unsigned *position)
{
	unsigned at = atomic_load_explicit(next, memory_order_relaxed);

	for (;;) {
		/* Acquire: sees the item, or that it was taken. */
		unsigned number = atomic_load_explicit(&queue->cells[at % CELLS].number, memory_order_acquire);
		int behind = (int)(number - (at + ahead));

		if (behind < 0)
			return false;
		if (behind > 0)
			at = atomic_load_explicit(next, memory_order_relaxed);
		else if (atomic_compare_exchange_weak_explicit(next, &at, at + 1, memory_order_relaxed, memory_order_relaxed))
			break;
	}
	*position = at;
	return true;
}

/* Returns false if the queue is full. */
static bool work_queue_put(struct work_queue *queue, int item)
{
	unsigned at;

	if (!claim(queue, &queue->put, 0, &at))
		return false;
	queue->cells[at % CELLS].item = item;
	atomic_store_explicit(&queue->cells[at % CELLS].number, at + 1, memory_order_release);
	membarrier_eventcount_notify_one(&queue->waiting); /* after the store that consumers load */
	return true;
}

static bool try_take(struct work_queue *queue, int *item)
{
	unsigned at;

	if (!claim(queue, &queue->taken, 1, &at))
		return false;
	*item = queue->cells[at % CELLS].item;
	atomic_store_explicit(&queue->cells[at % CELLS].number, at + CELLS, memory_order_release);
	return true;
}

/* Waits for an item. Returns false if the queue is empty and has ended. */
static bool work_queue_take(struct work_queue *queue, int *item)
{
	for (;;) {
		uint32_t key;
		bool ended, found;

		if (try_take(queue, item))
			return true;
		key = membarrier_eventcount_prepare(&queue->waiting);
		/* Acquire, and before the look for an item, so that the caller sees all items that were put before the end. */
		ended = atomic_load_explicit(&queue->ended, memory_order_acquire);
		found = try_take(queue, item);
		if (found || ended) {
			membarrier_eventcount_cancel(&queue->waiting);
			return found;
		}
		membarrier_eventcount_wait(&queue->waiting, key, NULL);
	}
}

static void work_queue_end(struct work_queue *queue)
{
	atomic_store_explicit(&queue->ended, true, memory_order_release);
	membarrier_eventcount_notify_all(&queue->waiting);
}

/* ---- the demo ------------------------------------------------------------------ */

enum { PRODUCERS = 2, CONSUMERS = 2, ITEMS = 200000 };
static struct work_queue queue;
static atomic_llong sum;

static void *producer(void *unused)
{
	for (int i = 1; i <= ITEMS; i++)
		while (!work_queue_put(&queue, i))
			sched_yield();
	return unused;
}

static void *consumer(void *unused)
{
	long long mine = 0;
	int item;

	while (work_queue_take(&queue, &item))
		mine += item;
	atomic_fetch_add_explicit(&sum, mine, memory_order_relaxed);
	return unused;
}

int main(void)
{
	const long long expected = (long long)PRODUCERS * ITEMS * (ITEMS + 1) / 2;
	pthread_t producers[PRODUCERS], consumers[CONSUMERS];

	work_queue_init(&queue);
	for (int i = 0; i < CONSUMERS; i++)
		if (pthread_create(&consumers[i], NULL, consumer, NULL))
			return 1;
	for (int i = 0; i < PRODUCERS; i++)
		if (pthread_create(&producers[i], NULL, producer, NULL))
			return 1;
	for (int i = 0; i < PRODUCERS; i++)
		pthread_join(producers[i], NULL);
	work_queue_end(&queue);
	for (int i = 0; i < CONSUMERS; i++)
		pthread_join(consumers[i], NULL);
	printf("%d items, sum %lld\n", PRODUCERS * ITEMS, (long long)sum);
	return sum != expected;
}
