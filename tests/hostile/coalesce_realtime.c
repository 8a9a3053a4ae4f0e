/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce_realtime - concurrent callers on one CPU, of which some run under SCHED_FIFO. A thread
 * that they wait for may not run on that CPU while they wait. None waits for ever (the
 * test's time limit).
 *
 *   a crowd       callers of all priorities call every function
 *   an inversion  the barrier of an ordinary thread is over, but the thread cannot say so, because
 *                 a caller under SCHED_FIFO has its CPU. Only for the strategy membarrier
 */
#define _GNU_SOURCE
#include "../ordering/pair.h"
#include "../unit/held.h"
#include "../unit/spawn.h"

enum { CALLERS = 6, CALLS = 1500, PLAYS = 100, INVERSIONS = 50 };

static int priorities[CALLERS] = { 0, 0, 1, 1, 2, 2 }; /* 0: an ordinary thread */
static unsigned long declined, passed;
static atomic_bool go, over;

static void take_priority(int priority)
{
	const struct sched_param parameters = { .sched_priority = priority };

	pair_pin(SLOW_CPU);
	if (priority && sched_setscheduler(0, SCHED_FIFO, &parameters))
		SKIP("SCHED_FIFO: %s", strerror(errno));
}

static void *call_everything(void *argument)
{
	const int priority = *(const int *)argument;

	take_priority(priority);
	while (!atomic_load_explicit(&go, memory_order_relaxed))
		nanosleep(&(struct timespec){ 0, 1000 }, NULL);
	for (int i = 0; i < CALLS; i++) {
		membarrier_ticket_t ticket = membarrier_ticket();

		/* It wakes up in the middle of a call of a thread with a lower priority. */
		if (priority && i % 4 == 0)
			nanosleep(&(struct timespec){ 0, 20000 }, NULL);
		if (i % 3 == 0) {
			membarrier_slow_path();
		} else if (i % 3 == 1) {
			if (membarrier_try_slow_path())
				continue;
			__atomic_add_fetch(&declined, 1, __ATOMIC_RELAXED);
		} else {
			/* A wait is not counted if the ticket has passed. */
			if (membarrier_ticket_passed(ticket))
				__atomic_add_fetch(&passed, 1, __ATOMIC_RELAXED);
			else
				membarrier_ticket_wait(ticket);
			CHECK(membarrier_ticket_passed(ticket), "call %d", i);
		}
	}
	return NULL;
}

/* Runs on the other CPU, so that barriers take longer and callers overlap. */
static void *stay_hot(void *unused)
{
	pair_pin(FAST_CPU);
	while (!atomic_load_explicit(&over, memory_order_relaxed))
		membarrier_fast_path();
	return unused;
}

static void play(void)
{
	pthread_t threads[CALLERS], hot = pair_start(stay_hot);

	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_create(&threads[i], NULL, call_everything, &priorities[i]) == 0, "no thread");
	atomic_store_explicit(&go, true, memory_order_relaxed);
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "no thread");
	atomic_store_explicit(&over, true, memory_order_relaxed);
	CHECK(pthread_join(hot, NULL) == 0, "no thread");
	atomic_store_explicit(&go, false, memory_order_relaxed);
	atomic_store_explicit(&over, false, memory_order_relaxed);
}

static void crowd(const void *unused)
{
	struct membarrier_stats before = strategy_stats(), after = before;
	uint64_t served, joined, calls = 0;

	(void)unused;
	pair_pin(FAST_CPU);
	for (int plays = 0; after.joined == before.joined || declined == 0; plays++) {
		if (plays == PLAYS)
			SKIP("INCONCLUSIVE: no callers met");
		play();
		calls += (uint64_t)CALLERS * CALLS;
		after = strategy_stats();
	}
	joined = after.joined - before.joined;
	served = after.barriers - before.barriers + joined;
	printf("a crowd: %lu calls, %lu served, %lu of them by others' barriers, %lu declined\n", (unsigned long)calls,
	       (unsigned long)served, (unsigned long)joined, declined);
	CHECK(after.slow_paths - before.slow_paths == served, "%lu", (unsigned long)after.slow_paths);
	/* If other threads run between the question and the wait, the ticket may have passed meanwhile. */
	CHECK(served + declined + passed <= calls && served + declined >= calls / 3 * 2, "%lu", (unsigned long)served);
	CHECK(after.declined - before.declined == declined && after.recovered == before.recovered, "something was refused");
}

static void *lead(void *unused)
{
	take_priority(0);
	membarrier_slow_path();
	return unused;
}

static atomic_bool entered;

static void *call_under_fifo(void *unused)
{
	uint64_t before = strategy_stats().slow_paths;

	take_priority(1);
	atomic_store_explicit(&entered, true, memory_order_relaxed);
	membarrier_slow_path();
	membarrier_ticket_wait(membarrier_ticket());
	strategy_try();
	CHECK(strategy_stats().slow_paths - before >= 3, "%lu", (unsigned long)strategy_stats().slow_paths);
	return unused;
}

static void inversion(const void *unused)
{
	(void)unused;
	pair_pin(FAST_CPU);
	held_begin();
	for (int i = 0; i < INVERSIONS; i++) {
		unsigned begun = held_hold();
		pthread_t leader = pair_start(lead), caller;

		held_await(begun + 1);
		atomic_store_explicit(&entered, false, memory_order_relaxed);
		caller = pair_start(call_under_fifo);
		while (!atomic_load_explicit(&entered, memory_order_relaxed))
			sched_yield();
		held_release();
		CHECK(pthread_join(caller, NULL) == 0 && pthread_join(leader, NULL) == 0, "no thread");
	}
	printf("%d inversions\n", INVERSIONS);
}

static void expect_success(void (*body)(const void *))
{
	struct outcome o;

	spawn(&o, body, NULL);
	spawn_skip(&o);
	CHECK(spawn_exited(&o, 0), "status %#x: %s", (unsigned)o.status, o.err);
	fputs(o.out, stdout);
}

int main(void)
{
	struct membarrier_info info = strategy_info();

	if (!info.asymmetric)
		SKIP("plain fences wait for no thread");
	pair_find_cpus();
	expect_success(crowd);
	if (strcmp(info.strategy, "membarrier") == 0)
		expect_success(inversion);
	return 0;
}
