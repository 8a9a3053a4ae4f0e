/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* eventcount.c - no notification is lost, time-outs, and a queue's producers and consumers that sleep. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include <membarrier/eventcount.h>

#include "test.h"

static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;

static struct timespec after_ms(long milliseconds)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_nsec += milliseconds * 1000000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

static void time_outs(void)
{
	struct timespec soon = after_ms(10), past = { 0, 0 }, bad = { 0, -1 };
	uint32_t key = membarrier_eventcount_prepare(&ec);

	CHECK(membarrier_eventcount_wait(&ec, key, &soon) == -ETIMEDOUT, "woken by nothing");
	key = membarrier_eventcount_prepare(&ec);
	CHECK(membarrier_eventcount_wait(&ec, key, &past) == -ETIMEDOUT, "waited beyond a time that was over");
	key = membarrier_eventcount_prepare(&ec);
	CHECK(membarrier_eventcount_wait(&ec, key, &bad) == -EINVAL, "took a bad deadline");
	CHECK(ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "an announcement was left behind");
	membarrier_eventcount_prepare(&ec);
	membarrier_eventcount_cancel(&ec);
	CHECK(ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "cancelled, and still announced");
}

static void a_notification_before_the_wait_is_not_lost(void)
{
	for (int all = 0; all < 2; all++) {
		uint32_t key = membarrier_eventcount_prepare(&ec);

		if (all)
			membarrier_eventcount_notify_all(&ec);
		else
			membarrier_eventcount_notify_one(&ec);
		CHECK(membarrier_eventcount_wait(&ec, key, NULL) == 0, "not woken");
	}
}

static void nobody_waits_costs_nothing(void)
{
	uint32_t epoch = ec.epoch_;

	for (int i = 0; i < 100000; i++)
		membarrier_eventcount_notify_all(&ec);
	CHECK(ec.epoch_ == epoch, "a notification without a waiter was written down");
}

/* Consumers take every item, and sleep between; each producer's item wakes one. */
enum { CONSUMERS = 3, PRODUCERS = 2, ITEMS = 40000 };
static atomic_long available, taken;

static bool take(void)
{
	long n = atomic_load_explicit(&available, memory_order_relaxed);

	while (n > 0)
		if (atomic_compare_exchange_weak_explicit(&available, &n, n - 1, memory_order_acquire, memory_order_relaxed))
			return true;
	return false;
}

static void *consume(void *unused)
{
	(void)unused;
	for (;;) {
		while (!take()) {
			uint32_t key = membarrier_eventcount_prepare(&ec);

			if (take()) {
				membarrier_eventcount_cancel(&ec);
				break;
			}
			CHECK(membarrier_eventcount_wait(&ec, key, NULL) == 0, "wait fails");
		}
		if (atomic_fetch_add(&taken, 1) >= PRODUCERS * ITEMS)
			return NULL; /* The items of the end. */
	}
}

static void *produce(void *pause)
{
	for (int i = 0; i < ITEMS; i++) {
		atomic_fetch_add_explicit(&available, 1, memory_order_release);
		membarrier_eventcount_notify_one(&ec);
		if (pause && i % 64 == 0)
			nanosleep(&(struct timespec){ 0, 1000 }, NULL);
	}
	return NULL;
}

static void producers_and_consumers(bool pause)
{
	pthread_t consumers[CONSUMERS], producers[PRODUCERS];

	atomic_store(&available, 0);
	atomic_store(&taken, 0);
	for (int i = 0; i < CONSUMERS; i++)
		pthread_create(&consumers[i], NULL, consume, NULL);
	for (int i = 0; i < PRODUCERS; i++)
		pthread_create(&producers[i], NULL, produce, pause ? &ec : NULL);
	for (int i = 0; i < PRODUCERS; i++)
		pthread_join(producers[i], NULL);
	for (int i = 0; i < CONSUMERS; i++) {
		atomic_fetch_add_explicit(&available, 1, memory_order_release);
		membarrier_eventcount_notify_one(&ec);
	}
	for (int i = 0; i < CONSUMERS; i++)
		pthread_join(consumers[i], NULL);
	CHECK(atomic_load(&taken) == PRODUCERS * ITEMS + CONSUMERS, "%ld taken", atomic_load(&taken));
	CHECK(ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "an announcement was left behind");
}

int main(void)
{
	time_outs();
	a_notification_before_the_wait_is_not_lost();
	nobody_waits_costs_nothing();
	producers_and_consumers(false);
	producers_and_consumers(true);
	return 0;
}
