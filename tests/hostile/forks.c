/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * forks - thousands of children of a process whose other threads are inside slow paths:
 * none hangs (the test's time limit), and none has lost what the parent set up at the start.
 *
 *   forks CHILDREN
 *
 * Broken control: the same threads take a lock for each slow path. Some children must
 * find it held for ever: otherwise fork() never happened in the middle of a slow path.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../unit/strategy.h"

enum { THREADS = 3, AT_ONCE = 8, CONTROLS = 4000 };
enum fault { NONE, DECLINED, NO_STATS, NOT_SERVED, NOT_MADE, RECOVERED, HELD };

static bool with_lock, over;
static int lock; /* not a bool: for one byte gcc 12 calls libatomic on RISC-V */
static unsigned long made;

static void *stay_in_slow_paths(void *unused)
{
	while (!__atomic_load_n(&over, __ATOMIC_RELAXED)) {
		bool locked = __atomic_load_n(&with_lock, __ATOMIC_RELAXED);

		while (locked && __atomic_exchange_n(&lock, true, __ATOMIC_ACQUIRE)) /* pairs with the release below */
			sched_yield();
		membarrier_slow_path();
		if (locked)
			__atomic_store_n(&lock, false, __ATOMIC_RELEASE); /* pairs with the acquire above */
		__atomic_fetch_add(&made, 1, __ATOMIC_RELAXED);
	}
	return unused;
}

static enum fault try_in_child(bool asymmetric)
{
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };

	if (membarrier_get_stats(&before))
		return NO_STATS;
	membarrier_slow_path();
	if (!membarrier_try_slow_path())
		return DECLINED;
	if (membarrier_get_stats(&after))
		return NO_STATS;
	if (after.slow_paths - before.slow_paths != 2)
		return NOT_SERVED;
	if (after.barriers + after.joined - before.barriers - before.joined != (asymmetric ? 2 : 0))
		return NOT_MADE;
	return after.recovered || after.declined ? RECOVERED : NONE;
}

static pid_t start_child(bool asymmetric)
{
	pid_t child = fork();

	CHECK(child >= 0, "fork(): %s", strerror(errno));
	if (child == 0)
		_exit(__atomic_load_n(&with_lock, __ATOMIC_RELAXED) ? (__atomic_load_n(&lock, __ATOMIC_RELAXED) ? HELD : NONE)
		                                                    : (int)try_in_child(asymmetric));
	return child;
}

/* Makes `count` children. Returns how many found the lock held. */
static unsigned have_children(unsigned count, bool asymmetric)
{
	pid_t children[AT_ONCE];
	unsigned held = 0;

	for (unsigned i = 0; i < count; i++)
		children[i] = start_child(asymmetric);
	for (unsigned i = 0; i < count; i++) {
		int status;

		CHECK(waitpid(children[i], &status, 0) == children[i], "waitpid(): %s", strerror(errno));
		CHECK(WIFEXITED(status), "a child's status is %#x", (unsigned)status);
		if (WEXITSTATUS(status) == HELD)
			held++;
		else
			CHECK(WEXITSTATUS(status) == NONE, "fault %d in a child", WEXITSTATUS(status));
	}
	return held;
}

int main(int argc, char **argv)
{
	struct membarrier_info info = strategy_info();
	unsigned children = argc > 1 ? (unsigned)atoi(argv[1]) : 0, born = 0, held = 0, controls = 0;
	pthread_t threads[THREADS];
	unsigned long begun;

	CHECK(children > 0, "usage: forks CHILDREN");
	with_lock = true;
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, stay_in_slow_paths, NULL) == 0, "thread %d", i);
	while (__atomic_load_n(&made, __ATOMIC_RELAXED) < 10 * THREADS)
		sched_yield();
	for (; held == 0 && controls < CONTROLS; controls += AT_ONCE)
		held += have_children(AT_ONCE, info.asymmetric);
	printf("control: %u of %u children found the lock held\n", held, controls);
	if (held == 0)
		SKIP("INCONCLUSIVE: no child was born in the middle of a slow path");
	__atomic_store_n(&with_lock, false, __ATOMIC_RELAXED);

	begun = __atomic_load_n(&made, __ATOMIC_RELAXED);
	for (; born < children; born += AT_ONCE)
		CHECK(have_children(AT_ONCE, info.asymmetric) == 0, "no lock was looked at");
	begun = __atomic_load_n(&made, __ATOMIC_RELAXED) - begun;
	__atomic_store_n(&over, true, __ATOMIC_RELAXED);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	CHECK(begun > 0, "no thread was inside a slow path");
	CHECK(strategy_stats().recovered == 0, "nothing was refused");
	printf("%u children, %lu slow paths beside them\n", born, begun);
	return 0;
}
