/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce_crowd - hundreds of threads with fast paths, and four with slow paths, each of which
 * wants to be alone in a section:
 *
 *   each of the crowd                        one of the four, in turn
 *   inside[me] = 1                           stop = 1
 *   fast path                                slow path
 *   stop ? no: in the section                wait until all of inside[] are 0
 *   inside[me] = 0                           alone; then stop = 0
 *
 *   coalesce_crowd            broken control: a local fence for the slow path; two threads must be
 *                             in the section at once, or the test is inconclusive
 *   coalesce_crowd one-cpu    the whole process runs on one CPU: no control can fail, but all must work
 */
#define _GNU_SOURCE
#include "../ordering/pair.h"
#include "../unit/strategy.h"

enum {
#ifdef MEMBARRIER_TSAN_
	CROWD = 40, /* as slow here as hundreds elsewhere */
#else
	CROWD = 400,
#endif
	SLOW_THREADS = 4,
	CALLS = 200,
	AT_ONCE = 20,
	VISIT = 5000, /* longer than one of the four needs to enter and leave */
	STAY = 1000,
	RUNS = 5,
	SECONDS = 40
};

static int visit_length = VISIT;

static struct pair_line inside[CROWD], stop, alone;
static atomic_long violations, entries, refusals;
static atomic_bool over, broken;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)
#define ADD(object, n) atomic_fetch_add_explicit(&(object), (n), memory_order_relaxed)

static void visit(int me)
{
	STORE(inside[me].word, 1);
	membarrier_fast_path(); /* pairs with the slow path in be_alone() */
	/* Acquire: pairs with the release store of stop, so that a thread that was alone has left. */
	if (!atomic_load_explicit(&stop.word, memory_order_acquire)) {
		int met = 0;

		for (int i = 0; i < visit_length; i++)
			met |= LOAD(alone.word);
		ADD(violations, met);
		ADD(entries, 1);
	} else {
		ADD(refusals, 1);
	}
	/* Release: pairs with the acquire load in be_alone(); the thread has left the section. */
	atomic_store_explicit(&inside[me].word, 0, memory_order_release);
}

static void *mill_about(void *argument)
{
	int me = (int)(intptr_t)argument;
	uint32_t random = (uint32_t)me;

	while (!LOAD(over)) {
		for (int i = 0; i < AT_ONCE; i++) {
			pair_clog(&random);
			visit(me);
		}
		/* Without sleep, so many threads would leave no CPU time for the four. */
		nanosleep(&(struct timespec){ 0, 20 * 1000 * 1000 + (long)(pair_random(&random) % (40 * 1000 * 1000)) }, NULL);
	}
	return NULL;
}

static void be_alone(void)
{
	STORE(stop.word, 1);
	if (LOAD(broken))
		pair_local_fence();
	else
		membarrier_slow_path(); /* pairs with the fast path in visit() */
	for (int i = 0; i < CROWD; i++)
		/* Acquire: pairs with the release store of inside[]. */
		while (atomic_load_explicit(&inside[i].word, memory_order_acquire))
			sched_yield();
	STORE(alone.word, 1);
	for (int i = 0; i < STAY; i++)
		LOAD(stop.word);
	STORE(alone.word, 0);
	/* Release: pairs with the acquire load of stop in visit(). */
	atomic_store_explicit(&stop.word, 0, memory_order_release);
}

static void *be_alone_often(void *unused)
{
	for (int i = 0; i < CALLS; i++) {
		pthread_mutex_lock(&turn);
		be_alone();
		pthread_mutex_unlock(&turn);
		/* Most of the time the crowd may enter the section. */
		nanosleep(&(struct timespec){ 0, 200 * 1000 }, NULL);
	}
	return unused;
}

static void run_once(void)
{
	pthread_t threads[SLOW_THREADS];

	for (int i = 0; i < SLOW_THREADS; i++)
		threads[i] = pair_start(be_alone_often);
	for (int i = 0; i < SLOW_THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "slow thread %d", i);
}

static void reset(bool control)
{
	STORE(violations, 0);
	STORE(entries, 0);
	STORE(refusals, 0);
	STORE(broken, control);
}

static void report(const char *what, unsigned runs)
{
	printf("%s: %u runs, %ld entries, %ld turned away, %ld violations\n", what, runs, LOAD(entries), LOAD(refusals),
	       LOAD(violations));
}

/* Returns the number of runs until the control has failed. */
static unsigned see_control_fail(void)
{
	uint64_t end = pair_nanoseconds() + SECONDS * UINT64_C(1000000000);
	unsigned runs;

	reset(true);
	for (runs = 0; runs < RUNS || (LOAD(violations) == 0 && pair_nanoseconds() < end); runs++)
		run_once();
	report("control", runs);
	if (LOAD(violations) == 0)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	return runs;
}

static void use_one_cpu(void)
{
	cpu_set_t allowed;
	unsigned cpu = 0;

	CHECK(sched_getaffinity(0, sizeof allowed, &allowed) == 0, "sched_getaffinity() failed");
	while (!CPU_ISSET(cpu, &allowed))
		cpu++;
	CPU_ZERO(&allowed);
	CPU_SET(cpu, &allowed);
	CHECK(sched_setaffinity(0, sizeof allowed, &allowed) == 0, "sched_setaffinity() failed");
}

/* On one CPU the selftest must say that it is inconclusive. */
static void check_selftest_on_one_cpu(void)
{
	struct membarrier_selftest_report selftest = { .size = sizeof selftest };

	CHECK(membarrier_selftest(100, &selftest) == 0, "the selftest failed");
	CHECK(selftest.result == MEMBARRIER_SELFTEST_INCONCLUSIVE, "result %d", (int)selftest.result);
}

int main(int argc, char **argv)
{
	static pthread_t threads[CROWD];
	const bool one_cpu = argc == 2 && strcmp(argv[1], "one-cpu") == 0;
	struct membarrier_stats before, after;
	struct membarrier_info info;
	pthread_attr_t small;
	unsigned runs = 2;

	if (one_cpu) {
		use_one_cpu();
		visit_length = 10; /* The crowd shares one CPU. */
	}
	info = strategy_info();
	if (!one_cpu) {
		pair_want_cheap_fast_path(info.strategy, info.asymmetric);
		pair_find_cpus();
	}
	CHECK(pthread_attr_init(&small) == 0 && pthread_attr_setstacksize(&small, 256 * 1024) == 0, "no attributes");
	for (int i = 0; i < CROWD; i++)
		if (pthread_create(&threads[i], &small, mill_about, (void *)(intptr_t)i))
			SKIP("%d threads", CROWD);
	if (one_cpu)
		check_selftest_on_one_cpu();
	else
		runs = see_control_fail();
	reset(false);
	before = strategy_stats();
	for (unsigned i = 0; i < runs; i++)
		run_once();
	after = strategy_stats();
	report("real", runs);
	STORE(over, true);
	for (int i = 0; i < CROWD; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	CHECK(LOAD(violations) == 0, "two in the section at once");
	CHECK(after.slow_paths - before.slow_paths == (uint64_t)runs * SLOW_THREADS * CALLS, "%lu",
	      (unsigned long)after.slow_paths);
	CHECK(after.barriers + after.joined - before.barriers - before.joined ==
	          (info.asymmetric ? (uint64_t)runs * SLOW_THREADS * CALLS : 0),
	      "%lu", (unsigned long)after.barriers);
	CHECK(after.recovered == 0 && after.declined == 0, "it was refused");
	if (LOAD(entries) == 0)
		SKIP("INCONCLUSIVE: the crowd got no CPU between the barriers, and no thread entered");
	return 0;
}
