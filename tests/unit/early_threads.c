/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * early_threads - sixteen threads choose the strategy at once, before the library's
 * constructor has run: all must come to the same choice, reasons and verdicts.
 *
 * With the argument "liar" a supervisor tells every third thread that asks that there is no
 * membarrier(2). So the threads find different things, and must still agree. Under a filter
 * that leaves no other strategy, some of them find that fast paths are to be fences.
 *
 * A process chooses once, so the program runs itself many times.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>

#include "early.h"
#include "spawn.h"
#include "strategy.h"
#include "supervisor.h"

enum { THREADS = 16, RUNS = 60, CALLS = 4, CANDIDATES = 8 };

struct seen {
	struct membarrier_info info;
	int flag;
	int failed; /* a call failed that must not */
	unsigned long declined;
	struct membarrier_candidate candidates[CANDIDATES];
	pthread_t thread;
};

static struct seen seen[THREADS];
static unsigned ready;

/* A third of the threads begin with a slow path, a third with a question, and a third with membarrier_require(). */
static void begin(unsigned which)
{
	if (which % 3 == 0)
		membarrier_slow_path();
	else if (which % 3 == 1)
		seen[which].declined = strategy_try();
	else
		(void)membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC);
}

static void *choose(void *argument)
{
	struct seen *mine = argument;

	__atomic_fetch_add(&ready, 1, __ATOMIC_RELAXED);
	while (__atomic_load_n(&ready, __ATOMIC_RELAXED) < THREADS)
		sched_yield();
	begin((unsigned)(mine - seen));
	mine->info.size = sizeof mine->info;
	mine->failed |= membarrier_get_info(&mine->info) != 0;
	mine->flag = __atomic_load_n(&membarrier_strategy_.id, __ATOMIC_RELAXED);
	for (unsigned i = 0; i < mine->info.candidates && i < CANDIDATES; i++) {
		mine->candidates[i].size = sizeof mine->candidates[i];
		mine->failed |= membarrier_get_candidate(i, &mine->candidates[i]) != 0;
	}
	for (int i = 1; i < CALLS; i++)
		membarrier_slow_path();
	return NULL;
}

static bool lie_every_third_time(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	static unsigned asked;

	if (call->args[0] != FILTER_QUERY || ++asked % 3)
		return true;
	reply->error = -ENOSYS;
	return false;
}

static void start(int argc, char **argv, char **environment)
{
	(void)environment;
	if (argc < 3)
		return; /* This process runs the others. */
	early_begin();
	if (strcmp(argv[1], "liar") == 0) {
		static struct supervisor supervisor = { lie_every_third_time, -1 };

		supervise(&supervisor, &supervised_membarrier);
	}
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&seen[i].thread, NULL, choose, &seen[i]))
			abort();
	for (int i = 0; i < THREADS; i++)
		pthread_join(seen[i].thread, NULL);
}

RUN_BEFORE_CONSTRUCTORS(start);

/* The first candidate that is offered must be chosen. (With a setting it could be another one.) */
static void check_choice(const struct seen *any)
{
	unsigned first = 0;

	while (any->candidates[first].verdict != MEMBARRIER_OFFERED)
		first++; /* The last one, plain fences, is always offered. */
	CHECK(any->info.setting || strcmp(any->candidates[first].name, any->info.strategy) == 0,
	      "%s is offered, but %s was chosen", any->candidates[first].name, any->info.strategy);
}

/* Compares pointers, because the threads must have agreed on the constants themselves. */
static void check_agreement(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };
	unsigned long slow = 0, declined = 0;

	early_check();
	for (unsigned i = 0; i < THREADS; i++) {
		CHECK(!seen[i].failed, "thread %u", i);
		CHECK(seen[i].flag == membarrier_strategy_.id, "thread %u: %d", i, seen[i].flag);
		CHECK(memcmp(&seen[i].info, &seen[0].info, sizeof seen[i].info) == 0, "thread %u: %s, %s", i,
		      seen[i].info.strategy, seen[i].info.reason);
		for (unsigned j = 0; j < CANDIDATES; j++)
			CHECK(seen[i].candidates[j].reason == seen[0].candidates[j].reason &&
			          seen[i].candidates[j].verdict == seen[0].candidates[j].verdict,
			      "thread %u, candidate %u: %s", i, j, seen[i].candidates[j].reason);
		slow += i % 3 == 2 ? CALLS - 1 : CALLS;
		declined += seen[i].declined;
	}
	check_choice(&seen[0]);
	CHECK(membarrier_get_stats(&stats) == 0 && stats.slow_paths == slow, "%lu", (unsigned long)stats.slow_paths);
	CHECK(stats.barriers + stats.joined == (seen[0].info.asymmetric ? slow : 0), "%lu", (unsigned long)stats.barriers);
	CHECK(stats.declined == declined, "%lu of %lu", (unsigned long)stats.declined, declined);
	CHECK(seen[0].info.asymmetric || declined == 0, "a fence has no turn to wait for");
	CHECK(stats.recovered == 0, "nothing was refused");
	printf("strategy %s\n", seen[0].info.strategy);
}

static void run_again(const void *arguments)
{
	char *const *argv = (char *const *)arguments;

	execv(argv[0], argv);
	exit(126);
}

int main(int argc, char **argv)
{
	char *arguments[] = { argv[0], argc > 1 ? argv[1] : "honest", "once", NULL };
	unsigned cheap = 0;

	if (argc > 2) {
		check_agreement();
		return 0;
	}
	for (int i = 0; i < RUNS; i++) {
		struct outcome outcome;

		spawn(&outcome, run_again, arguments);
		spawn_skip(&outcome);
		CHECK(spawn_exited(&outcome, 0), "run %d: status %#x: %s", i, (unsigned)outcome.status, outcome.err);
		cheap += spawn_line(outcome.out, "strategy membarrier") != 0;
	}
	printf("%u of %d chose membarrier\n", cheap, RUNS);
	/* If all answers are honest, all threads find the same. */
	CHECK(argc > 1 || cheap == 0 || cheap == RUNS, "%u of %d", cheap, RUNS);
	return 0;
}
