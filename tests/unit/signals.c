/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * signals - a signal handler calls every function while the thread that it interrupts is in
 * the middle of a call. A second thread sends the signals, so that they arrive
 * anywhere in the call, inside the kernel too. With one CPU each signal takes a time
 * slice of the scheduler's, so there fewer are enough.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <time.h>

#include "strategy.h"

enum { HANDLED = 10000, INTERRUPTED = 1000, FEWER = 100, SECONDS = 2, MAGIC = 12345 };

/* Written by the handler, which runs in the main thread, and read there. */
static volatile sig_atomic_t handled, interrupted, inside, handler_changed_errno, handler_failed;
static unsigned taken; /* signals handled; the sender waits for it, so that at most one signal is pending */
static bool over;

static void handle(int signal)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };
	membarrier_ticket_t ticket;
	int before = errno;

	(void)signal;
	if (inside)
		interrupted++;
	membarrier_slow_path();
	membarrier_fast_path();
	membarrier_normal_path();
	handler_failed |= !membarrier_try_slow_path();
	ticket = membarrier_ticket();
	membarrier_ticket_wait(ticket);
	handler_failed |= !membarrier_ticket_passed(ticket);
	handler_failed |= membarrier_get_info(&info) != 0 || membarrier_get_stats(&stats) != 0;
	handler_changed_errno |= errno != before;
	handled++;
	__atomic_fetch_add(&taken, 1, __ATOMIC_RELAXED);
}

static void *send(void *receiver)
{
	unsigned sent = 0;

	while (!__atomic_load_n(&over, __ATOMIC_RELAXED)) {
		if (__atomic_load_n(&taken, __ATOMIC_RELAXED) != sent) {
			sched_yield(); /* With one CPU the receiver cannot run without it. */
			continue;
		}
		sent++;
		CHECK(pthread_kill(*(pthread_t *)receiver, SIGUSR1) == 0, "pthread_kill() failed");
	}
	return NULL;
}

static bool enough(time_t begun)
{
	if (handled >= HANDLED && interrupted >= INTERRUPTED)
		return true;
	return handled >= FEWER && interrupted >= FEWER && time(NULL) - begun > SECONDS;
}

static uint64_t call_until_handled(void)
{
	struct membarrier_candidate c = { .size = sizeof c };
	struct membarrier_info info = { .size = sizeof info };
	time_t begun = time(NULL);
	uint64_t calls = 0;

	while (!enough(begun)) {
		errno = MAGIC;
		inside = 1;
		membarrier_slow_path();
		CHECK(membarrier_get_info(&info) == 0, "info");
		CHECK(membarrier_get_candidate((unsigned)calls % info.candidates, &c) == 0, "candidate");
		inside = 0;
		CHECK(errno == MAGIC, "errno %d", errno);
		calls++;
	}
	return calls;
}

int main(void)
{
	struct membarrier_info info = strategy_info();
	struct membarrier_stats before, after;
	struct sigaction action;
	pthread_t sender, self = pthread_self();
	uint64_t calls;

	memset(&action, 0, sizeof action);
	action.sa_handler = handle;
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0, "sigaction() failed");
	before = strategy_stats();
	CHECK(pthread_create(&sender, NULL, send, &self) == 0, "no thread");
	calls = call_until_handled();
	__atomic_store_n(&over, true, __ATOMIC_RELAXED);
	CHECK(pthread_join(sender, NULL) == 0, "no thread");
	after = strategy_stats();

	printf("%d handlers, %d of them inside a call\n", (int)handled, (int)interrupted);
	CHECK(!handler_failed, "a call in the handler failed");
	CHECK(!handler_changed_errno, "a call in the handler changed errno");
	calls += (info.asymmetric ? 3 : 2) * (uint64_t)handled; /* Under plain fences no ticket makes a wait. */
	CHECK(after.slow_paths - before.slow_paths == calls, "%lu slow paths, %lu counted", (unsigned long)calls,
	      (unsigned long)(after.slow_paths - before.slow_paths));
	CHECK(after.barriers + after.joined - before.barriers - before.joined == (info.asymmetric ? calls : 0), "%lu",
	      (unsigned long)after.barriers);
	CHECK(after.recovered == before.recovered && after.declined == before.declined, "nothing was refused");
	return 0;
}
