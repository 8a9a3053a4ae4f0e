/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce - scenario SB between one hot thread and eight concurrent callers of slow paths,
 * so that many are served by another caller's barrier:
 *
 *   hot, n = 1, 2, ...           caller i, m = 1, 2, ...
 *   X = n                        Y[i] = m
 *   fast path                    slow path
 *   r1[n] = all of Y             r2[i][m] = X
 *
 * X and Y only grow, so both missed each other if r2[i][m] < n and Y[i] < m in r1[n], and
 * it is enough to look at n = r2[i][m] + 1. No thread waits for another.
 *
 *   coalesce CONTROL    CONTROL: the same program with a library in which a barrier that
 *                       began before the caller entered serves it, even if it is
 *                       over, and callers seldom lead
 *   coalesce            without a control
 *
 * If the control accepted only a barrier in flight, the leader, the caller that it serves and the hot
 * thread would have to run at the same time to show the outcome. unit_coalesce_rule holds a barrier in flight.
 */
#define _GNU_SOURCE
#include "pair.h"
#include "../unit/spawn.h"
#include "../unit/strategy.h"

enum { CALLERS = 8, HOT_ROUNDS = 100000, CALLS = 100000, PLAYS = 5, SECONDS = 30, WEAK = 3 };

static struct pair_line x;
static struct {
	_Alignas(64) atomic_int word[CALLERS];
} y;
static int r1[HOT_ROUNDS + 2][CALLERS], r2[CALLERS][CALLS + 1], made[CALLERS];
static atomic_bool go, over;
static atomic_int ready;

#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)

static void await_start(void)
{
	atomic_fetch_add_explicit(&ready, 1, memory_order_relaxed);
	while (!LOAD(go))
		sched_yield();
}

static void *run_hot(void *unused)
{
	uint32_t random = 1;

	pair_pin(FAST_CPU);
	await_start();
	for (int n = 1; n <= HOT_ROUNDS; n++) {
		pair_clog(&random);
		STORE(x.word, n);
		membarrier_fast_path(); /* SB: pairs with the slow path in run_caller() */
		for (int i = 0; i < CALLERS; i++)
			r1[n][i] = LOAD(y.word[i]);
	}
	STORE(over, true);
	return unused;
}

static void *run_caller(void *argument)
{
	const int me = (int)(intptr_t)argument;
	int m = 0;

	/* Callers need two CPUs to overlap; if there are only two, the hot thread runs on one of them. */
	if (me % 2)
		pair_pin(SLOW_CPU);
	await_start();
	while (m < CALLS && !LOAD(over)) {
		m++;
		STORE(y.word[me], m);
		membarrier_slow_path(); /* SB: pairs with the fast path in run_hot() */
		r2[me][m] = LOAD(x.word);
	}
	made[me] = m;
	return NULL;
}

struct outcomes {
	long calls, weak;
	long moved; /* calls during which the hot thread went on: it was running */
};

static void count(struct outcomes *outcomes)
{
	for (int i = 0; i < CALLERS; i++) {
		outcomes->calls += made[i];
		for (int m = 1; m <= made[i]; m++) {
			outcomes->moved += r2[i][m] != r2[i][m - 1];
			outcomes->weak += r2[i][m] < HOT_ROUNDS && r1[r2[i][m] + 1][i] < m;
		}
	}
}

static void play(struct outcomes *outcomes)
{
	pthread_t hot, callers[CALLERS];

	STORE(x.word, 0);
	for (int i = 0; i < CALLERS; i++)
		STORE(y.word[i], 0);
	STORE(go, false);
	STORE(over, false);
	STORE(ready, 0);
	hot = pair_start(run_hot);
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_create(&callers[i], NULL, run_caller, (void *)(intptr_t)i) == 0, "no thread %d", i);
	while (LOAD(ready) < CALLERS + 1)
		sched_yield();
	STORE(go, true);
	CHECK(pthread_join(hot, NULL) == 0, "no thread");
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_join(callers[i], NULL) == 0, "no thread %d", i);
	count(outcomes);
}

/* Plays until an outcome is weak or the time is up, and PLAYS times at least. */
static void run(const void *is_control)
{
	uint64_t end = pair_nanoseconds() + SECONDS * UINT64_C(1000000000), served, joined;
	struct membarrier_stats before = strategy_stats(), after;
	struct outcomes o = { 0, 0, 0 };

	pair_find_cpus();
	for (int plays = 0; plays < PLAYS || (is_control && o.weak == 0 && pair_nanoseconds() < end); plays++)
		play(&o);
	after = strategy_stats();
	served = after.slow_paths - before.slow_paths;
	joined = after.joined - before.joined;
	printf("%ld slow paths, %lu of them served by another's barrier, %ld while the hot thread ran: %ld weak\n", o.calls,
	       (unsigned long)joined, o.moved, o.weak);
	CHECK(served == (uint64_t)o.calls && after.barriers - before.barriers + joined == served, "%lu",
	      (unsigned long)served);
	if (joined == 0 || o.moved == 0)
		SKIP("INCONCLUSIVE: no callers met, or never while the hot thread ran");
	exit(o.weak ? WEAK : 0);
}

static void run_control(const void *path)
{
	char *arguments[] = { (char *)(uintptr_t)path, (char *)(uintptr_t) "control", (char *)(uintptr_t) "control", NULL };

	execv(path, arguments);
	exit(126);
}

int main(int argc, char **argv)
{
	struct membarrier_info info = strategy_info();
	struct outcome control, real;

	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	if (argc != 2)
		run(argc == 3 ? argv[1] : NULL);
	spawn(&control, run_control, argv[1]);
	spawn_skip(&control);
	printf("control: %s", control.out);
	CHECK(spawn_exited(&control, WEAK) || spawn_exited(&control, 0), "status %#x: %s", (unsigned)control.status,
	      control.err);
	if (!spawn_exited(&control, WEAK))
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	spawn(&real, run, NULL);
	spawn_skip(&real);
	fputs(real.out, stdout);
	CHECK(spawn_exited(&real, 0), "status %#x: %s", (unsigned)real.status, real.err);
	return 0;
}
