/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* eventcount.c - no notification is lost, time-outs, and a queue's producers and consumers that sleep. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <time.h>

#include <membarrier/eventcount.h>

#include "after.h"
#include "child.h"
#include "items.h"
#include "test.h"

static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;

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

static void no_waiter_costs_nothing(void)
{
	uint32_t epoch = ec.epoch_;

	for (int i = 0; i < 100000; i++)
		membarrier_eventcount_notify_all(&ec);
	CHECK(ec.epoch_ == epoch, "a notification without a waiter was written down");
}

/* Consumers take every item, and sleep in between; each item of a producer wakes one. */
enum { CONSUMERS = 3, PRODUCERS = 2, ITEMS = 40000 };
static atomic_long available, taken;

static void *consume(void *unused)
{
	(void)unused;
	for (;;) {
		take(&available, &ec);
		if (atomic_fetch_add(&taken, 1) >= PRODUCERS * ITEMS)
			return NULL; /* One of the items that tell a consumer to end. */
	}
}

static void *produce(void *pause)
{
	for (int i = 0; i < ITEMS; i++) {
		add(&available, &ec);
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
	for (int i = 0; i < CONSUMERS; i++)
		add(&available, &ec);
	for (int i = 0; i < CONSUMERS; i++)
		pthread_join(consumers[i], NULL);
	CHECK(atomic_load(&taken) == PRODUCERS * ITEMS + CONSUMERS, "%ld taken", atomic_load(&taken));
	CHECK(ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "an announcement was left behind");
}

/* ---- waiters that are never removed ------------------------------------------------ */

static membarrier_eventcount_t left_behind;
static atomic_bool told;

static void *sleep_until_told(void *unused)
{
	while (!atomic_load(&told)) {
		uint32_t key = membarrier_eventcount_prepare(&left_behind);

		if (atomic_load(&told))
			membarrier_eventcount_cancel(&left_behind);
		else
			CHECK(membarrier_eventcount_wait(&left_behind, key, NULL) == 0, "wait fails");
	}
	pthread_testcancel();
	return unused;
}

static pthread_t start_sleeper(void)
{
	uint32_t before = __atomic_load_n(&left_behind.state_, __ATOMIC_RELAXED) / MEMBARRIER_EVENTCOUNT_WAITER_;
	pthread_t thread;

	atomic_store(&told, false);
	CHECK(pthread_create(&thread, NULL, sleep_until_told, NULL) == 0, "no thread");
	while (__atomic_load_n(&left_behind.state_, __ATOMIC_RELAXED) / MEMBARRIER_EVENTCOUNT_WAITER_ == before)
		sched_yield();
	return thread;
}

static void *tell(pthread_t thread)
{
	void *result;

	atomic_store(&told, true);
	membarrier_eventcount_notify_one(&left_behind);
	pthread_join(thread, &result);
	return result;
}

/* Each waiter is still woken. The cost: no notification finds the state without waiters. */
static void sleepers_beside_one_left_behind(void)
{
	uint32_t epoch = left_behind.epoch_;

	membarrier_eventcount_notify_one(&left_behind);
	CHECK(left_behind.epoch_ == epoch + 1, "an announcement that was left behind is not there");
	for (int i = 0; i < 20; i++)
		CHECK(tell(start_sleeper()) == NULL, "not woken");
	CHECK(left_behind.state_ / MEMBARRIER_EVENTCOUNT_WAITER_ == 1, "%u announcements", left_behind.state_);
}

static void a_jump_leaves_an_announcement(void)
{
	static jmp_buf back;

	left_behind = (membarrier_eventcount_t)MEMBARRIER_EVENTCOUNT_INIT;
	if (setjmp(back) == 0) {
		membarrier_eventcount_prepare(&left_behind);
		longjmp(back, 1);
	}
	sleepers_beside_one_left_behind();
}

static void waiting_is_no_cancellation_point(void)
{
	pthread_t thread;

	left_behind = (membarrier_eventcount_t)MEMBARRIER_EVENTCOUNT_INIT;
	thread = start_sleeper();
	pthread_cancel(thread);
	nanosleep(&(struct timespec){ 0, 20 * 1000 * 1000 }, NULL);
	CHECK(tell(thread) == PTHREAD_CANCELED, "not cancelled at its cancellation point");
	CHECK(left_behind.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "a cancelled thread's announcement was left behind");
}

static void child_of_a_waiter(const void *unused)
{
	(void)unused;
	sleepers_beside_one_left_behind();
	left_behind = (membarrier_eventcount_t)MEMBARRIER_EVENTCOUNT_INIT; /* As the header advises. */
	membarrier_eventcount_notify_all(&left_behind);
	CHECK(left_behind.epoch_ == 0, "a new event count has a waiter");
	CHECK(tell(start_sleeper()) == NULL, "not woken");
}

static void a_child_inherits_announcements(void)
{
	pthread_t thread;
	int status;

	left_behind = (membarrier_eventcount_t)MEMBARRIER_EVENTCOUNT_INIT;
	thread = start_sleeper();
	status = status_with_threads_of(child_of_a_waiter, NULL);
	CHECK(status == 0, "child: wait status %#x", (unsigned)status);
	CHECK(tell(thread) == NULL, "the parent's sleeper was not woken");
}

int main(void)
{
	time_outs();
	a_notification_before_the_wait_is_not_lost();
	no_waiter_costs_nothing();
	producers_and_consumers(false);
	producers_and_consumers(true);
	a_jump_leaves_an_announcement();
	waiting_is_no_cancellation_point();
	a_child_inherits_announcements();
	return 0;
}
