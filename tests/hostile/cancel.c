/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * cancel - no slow path is a cancellation point, also if another caller's barrier serves it or it
 * recovers by another strategy. A cancelled thread goes on until it calls a cancellation point
 * itself.
 *
 * Broken control: the same thread, with a cancellation point between the slow paths.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>

#include "../seccomp.h"
#include "../unit/strategy.h"

enum { CALLS = 1000 };

static pthread_barrier_t cancelled;
static unsigned made;  /* slow paths made after the thread was cancelled */
static bool disabled;  /* cancellation is asynchronous, and disabled */
static bool has_point; /* the control */

static void wait_until_cancelled(void)
{
	int result = pthread_barrier_wait(&cancelled);

	CHECK(result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD, "pthread_barrier_wait(): %d", result);
}

static void *call(void *unused)
{
	int before;

	if (disabled) {
		CHECK(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before) == 0, "no state");
		CHECK(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &before) == 0, "no type");
	}
	wait_until_cancelled();
	if (has_point)
		usleep(1);
	for (int i = 0; i < CALLS; i++) {
		membarrier_slow_path();
		CHECK(membarrier_try_slow_path(), "it declined");
		made += 2;
	}
	if (disabled) {
		CHECK(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &before) == 0, "no type");
		CHECK(before == PTHREAD_CANCEL_ASYNCHRONOUS, "a slow path changed the type");
		CHECK(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &before) == 0, "no state");
		CHECK(before == PTHREAD_CANCEL_DISABLE, "a slow path changed the state");
	}
	pthread_testcancel();
	CHECK(false, "it was never to be cancelled");
	return unused;
}

static void run(const char *title, unsigned expected)
{
	struct membarrier_stats before = strategy_stats(), after;
	pthread_t thread;
	void *result;

	made = 0;
	CHECK(pthread_barrier_init(&cancelled, NULL, 2) == 0, "no barrier");
	CHECK(pthread_create(&thread, NULL, call, NULL) == 0, "no thread");
	/* The pthread barrier is not a cancellation point: the thread is cancelled after it, or just before. */
	CHECK(pthread_cancel(thread) == 0, "pthread_cancel() failed");
	wait_until_cancelled();
	CHECK(pthread_join(thread, &result) == 0, "pthread_join() failed");
	CHECK(result == PTHREAD_CANCELED, "%s: it was not cancelled", title);
	after = strategy_stats();
	CHECK(made == expected && after.slow_paths - before.slow_paths == expected,
	      "%s: %u slow paths before it was cancelled", title, made);
	CHECK(pthread_barrier_destroy(&cancelled) == 0, "the barrier is in use");
	printf("%s: cancelled after %u slow paths\n", title, made);
}

int main(void)
{
	struct membarrier_info info = strategy_info();
	const bool by_membarrier = strcmp(info.strategy, "membarrier") == 0;
	int error;

	has_point = true;
	run("control, with a cancellation point", 0);
	has_point = false;
	run("deferred", 2 * CALLS);
	disabled = true;
	run("asynchronous, disabled", 2 * CALLS);
	if (!info.asymmetric)
		return 0;

	if (strategy_candidate(by_membarrier ? "mprotect" : "membarrier").verdict != MEMBARRIER_OFFERED)
		SKIP("recovery, for want of another strategy (all else was as expected)");
	error = filter_process(by_membarrier ? "membarrier-enosys" : "mprotect-none-eperm");
	if (error)
		SKIP("a seccomp filter: %s", strerror(-error));
	disabled = false;
	run("deferred, recovering", 2 * CALLS);
	CHECK(strategy_stats().recovered == 2 * CALLS, "%lu recovered", (unsigned long)strategy_stats().recovered);
	return 0;
}
