/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * early_calls - every function works before the library's constructor has run, and
 * answers as it does later. The test is run once with each function first, because
 * the first one called makes the choice.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/syscall.h>

#include "early.h"
#include "spawn.h"

#define MAGIC 12345

enum { FUNCTIONS = 8 };

struct answers {
	struct membarrier_info info;
	struct membarrier_candidate candidate;
	int require, flag;
};

static struct answers early, middle;
static const char *early_failure;

/* Calls the function with that number. Returns NULL, or what went wrong. */
static const char *call(int function, struct answers *to)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	errno = MAGIC;
	to->info.size = sizeof to->info;
	to->candidate.size = sizeof to->candidate;
	switch (function) {
	case 0:
		membarrier_fast_path();
		break;
	case 1:
		membarrier_normal_path();
		break;
	case 2:
		membarrier_slow_path();
		break;
	case 3:
		if (!membarrier_try_slow_path())
			return "membarrier_try_slow_path() declined";
		break;
	case 4:
		if (membarrier_get_info(&to->info))
			return "membarrier_get_info() failed";
		break;
	case 5:
		if (membarrier_get_candidate(0, &to->candidate))
			return "membarrier_get_candidate() failed";
		break;
	case 6:
		if (membarrier_get_stats(&stats) || membarrier_version() != MEMBARRIER_VERSION)
			return "membarrier_get_stats() failed, or the version differs";
		break;
	default:
		to->require = membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC);
	}
	return errno == MAGIC ? NULL : "errno changed";
}

static const char *call_all(int first, struct answers *to)
{
	for (int i = 0; i < FUNCTIONS; i++) {
		const char *failure = call((first + i) % FUNCTIONS, to);

		if (failure)
			return failure;
	}
	to->flag = membarrier_strategy_.id;
	return NULL;
}

static volatile sig_atomic_t children_ended;

static void count_child(int signal)
{
	(void)signal;
	children_ended++;
}

static void start(int argc, char **argv, char **environment)
{
	(void)environment;
	early_begin();
	signal(SIGCHLD, count_child);
	if (argc > 1)
		early_failure = call_all(atoi(argv[1]), &early);
}

RUN_BEFORE_CONSTRUCTORS(start);

/* As early as the constructor of another library may run: the linker orders those of equal priority. */
__attribute__((constructor(101))) static void as_early_as_another_library(void)
{
	if (!early_failure)
		early_failure = call_all(0, &middle);
}

static void check_same(const struct answers *a, const struct answers *b)
{
	CHECK(memcmp(&a->info, &b->info, sizeof a->info) == 0, "%s, %s", a->info.strategy, b->info.strategy);
	CHECK(memcmp(&a->candidate, &b->candidate, sizeof a->candidate) == 0, "%s; %s", a->candidate.reason,
	      b->candidate.reason);
	CHECK(a->require == b->require && a->flag == b->flag, "%d, %d; %d, %d", a->require, b->require, a->flag, b->flag);
}

/* An emulator (qemu for user programs) may refuse children that end without a signal: the trial then makes others. */
static bool children_may_be_silent(void)
{
	long child = syscall(SYS_clone, 0, 0, 0, 0, 0);

	if (child == 0)
		_exit(0);
	if (child < 0)
		return false;
	CHECK(waitpid((pid_t)child, NULL, __WALL) == child, "no child to wait for");
	return true;
}

static void check_once(void)
{
	static struct answers late;
	struct membarrier_stats stats = { .size = sizeof stats };

	early_check();
	CHECK(!early_failure, "%s", early_failure);
	CHECK(!call_all(0, &late), "later");
	/* Under a filter the library may try a call in a child, and no other thread may notice it. */
	if (children_may_be_silent())
		CHECK(children_ended == 0, "%d times SIGCHLD", (int)children_ended);
	else
		printf("children without a signal are refused here; ");
	CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD, "a child was left");
	check_same(&early, &middle);
	check_same(&early, &late);
	CHECK(membarrier_get_stats(&stats) == 0 && stats.slow_paths == 6, "%lu", (unsigned long)stats.slow_paths);
	CHECK(stats.barriers + stats.joined == (late.info.asymmetric ? 6 : 0), "%lu", (unsigned long)stats.barriers);
	printf("strategy %s\n", late.info.strategy);
}

static void run_again(const void *arguments)
{
	char *const *argv = (char *const *)arguments;

	execv(argv[0], argv);
	exit(126);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		check_once();
		return 0;
	}
	for (int i = 0; i < FUNCTIONS; i++) {
		char number[8];
		char *arguments[] = { argv[0], number, NULL };
		struct outcome outcome;

		snprintf(number, sizeof number, "%d", i);
		spawn(&outcome, run_again, arguments);
		spawn_skip(&outcome);
		CHECK(spawn_exited(&outcome, 0), "function %d first: %#x: %s", i, (unsigned)outcome.status, outcome.err);
		printf("function %d first: %s", i, outcome.out);
	}
	return 0;
}
