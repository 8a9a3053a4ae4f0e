/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * fork - a child calls slow paths at once, though its parent's other threads were in
 * the middle of theirs. If they held a page or a lock, no thread of the child gives
 * it back. The test's time limit finds a child that hangs.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "strategy.h"

enum { THREADS = 6, FORKS = 200, CALLS = 3 };

static bool over;
static unsigned long made;

static void *stay_in_slow_paths(void *unused)
{
	while (!__atomic_load_n(&over, __ATOMIC_RELAXED)) {
		membarrier_slow_path();
		__atomic_fetch_add(&made, 1, __ATOMIC_RELAXED);
	}
	return unused;
}

/* Runs in the child, and exits with a number that tells what is wrong. */
static void try_in_child(const struct membarrier_info *parents)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };

	membarrier_get_stats(&before);
	for (int i = 0; i < CALLS; i++)
		membarrier_slow_path();
	if (!membarrier_try_slow_path())
		_exit(2);
	membarrier_get_stats(&after);
	if (after.slow_paths - before.slow_paths != CALLS + 1)
		_exit(3);
	if (after.barriers + after.joined - before.barriers - before.joined != (parents->asymmetric ? CALLS + 1 : 0))
		_exit(4);
	if (after.recovered != before.recovered || after.declined != before.declined)
		_exit(5);
	if (membarrier_get_info(&info) || strcmp(info.strategy, parents->strategy) != 0)
		_exit(6);
	_exit(0);
}

int main(void)
{
	struct membarrier_info info = strategy_info();
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, stay_in_slow_paths, NULL) == 0, "thread %d", i);
	/* Until all of them have ended a slow path and begun the next. */
	while (__atomic_load_n(&made, __ATOMIC_RELAXED) < 10 * THREADS)
		membarrier_slow_path();
	for (int i = 0; i < FORKS; i++) {
		int status;
		pid_t child = fork();

		CHECK(child >= 0, "fork %d failed", i);
		if (child == 0)
			try_in_child(&info);
		CHECK(waitpid(child, &status, 0) == child, "child %d", i);
		CHECK(status == 0, "child %d: status %#x", i, (unsigned)status);
	}
	__atomic_store_n(&over, true, __ATOMIC_RELAXED);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	CHECK(strategy_stats().recovered == 0, "nothing was refused");
	printf("%d children, %lu slow paths beside them\n", FORKS, made);
	return 0;
}
