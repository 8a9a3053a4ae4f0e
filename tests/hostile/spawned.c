/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * spawned - children that share the parent's memory until they run a program (vfork(),
 * posix_spawn()), and the programs that they run, which choose again. Meanwhile other threads
 * of the parent are inside slow paths.
 *
 *   spawned CHILDREN        the test
 *   spawned again STRATEGY  the program that it runs: fails if another strategy is in use
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../unit/strategy.h"

enum { THREADS = 2, OTHER = 3 };

static bool over;

static void *stay_in_slow_paths(void *unused)
{
	while (!__atomic_load_n(&over, __ATOMIC_RELAXED))
		membarrier_slow_path();
	return unused;
}

/* The program. It inherits nothing: its counts begin at 0, and it registers itself. */
static int again(const char *expected)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats;

	stats = strategy_stats();
	CHECK(stats.slow_paths == 0 && stats.barriers == 0, "counts of another program");
	CHECK(membarrier_get_info(&info) == 0, "no info");
	if (strcmp(info.strategy, expected) != 0)
		return OTHER;
	membarrier_slow_path();
	CHECK(membarrier_try_slow_path(), "it declined");
	stats = strategy_stats();
	CHECK(stats.slow_paths == 2, "%lu", (unsigned long)stats.slow_paths);
	CHECK(stats.barriers + stats.joined == (info.asymmetric ? 2 : 0), "%lu", (unsigned long)stats.barriers);
	CHECK(stats.recovered == 0 && stats.declined == 0, "it was refused");
	return 0;
}

static char program[] = "/proc/self/exe", word[] = "again";

/* Runs it by posix_spawn(). Returns its exit status. */
static int spawn_again(const char *asked, char *expected)
{
	char setting[64], *arguments[] = { program, word, expected, NULL }, *environment[] = { setting, NULL };
	pid_t child;
	int status, error;

	snprintf(setting, sizeof setting, "MEMBARRIER_STRATEGY=%s", asked);
	error = posix_spawn(&child, program, NULL, NULL, arguments, environment);
	CHECK(error == 0, "posix_spawn(): %s", strerror(error));
	CHECK(waitpid(child, &status, 0) == child, "waitpid(): %s", strerror(errno));
	CHECK(WIFEXITED(status), "%s: status %#x", asked, (unsigned)status);
	return WEXITSTATUS(status);
}

/* A child of vfork() calls every function in its parent's memory, and then runs the program. */
static void vfork_again(char *expected, bool asymmetric)
{
	char *arguments[] = { program, word, expected, NULL };
	volatile unsigned long declined = 0;
	struct membarrier_stats before = strategy_stats(), after;
	int status;
	pid_t child = vfork();

	if (child == 0) {
		membarrier_slow_path();
		declined = strategy_try();
		membarrier_fast_path();
		execv(program, arguments);
		_exit(126);
	}
	CHECK(child > 0, "vfork(): %s", strerror(errno));
	CHECK(waitpid(child, &status, 0) == child, "waitpid(): %s", strerror(errno));
	CHECK(status == 0, "status %#x", (unsigned)status);
	after = strategy_stats();
	/* No other thread calls it. */
	CHECK(after.declined - before.declined == declined, "%lu of %lu", (unsigned long)after.declined, declined);
	CHECK(asymmetric || declined == 0, "a fence has no turn to wait for");
	/* The memory is shared, so the child's slow paths are counted here, with those of the other threads. */
	CHECK(after.slow_paths - before.slow_paths >= 2, "%lu", (unsigned long)after.slow_paths);
	CHECK(!asymmetric || after.barriers + after.joined - before.barriers - before.joined >= 2, "no barriers");
	CHECK(after.recovered == 0, "it was refused");
}

int main(int argc, char **argv)
{
	static char natural[32], fence[] = "fence", mprotect[] = "mprotect";
	struct membarrier_info info;
	pthread_t threads[THREADS];
	bool has_mprotect;
	int children;

	if (argc == 3)
		return again(argv[2]);
	children = argc == 2 ? atoi(argv[1]) : 0;
	CHECK(children > 0, "usage: spawned CHILDREN");
	info = strategy_info();
	snprintf(natural, sizeof natural, "%s", info.strategy);
	has_mprotect = strategy_candidate("mprotect").verdict == MEMBARRIER_OFFERED;
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, stay_in_slow_paths, NULL) == 0, "thread %d", i);

	/* Control: a wrong expectation is noticed. */
	CHECK(spawn_again("fence", natural) == (info.asymmetric ? OTHER : 0), "the program does not look");
	for (int i = 0; i < children; i++) {
		char *asked = i % 4 == 1 ? fence : i % 4 == 3 && has_mprotect ? mprotect : natural;

		CHECK(spawn_again(asked, asked) == 0, "child %d was asked to use %s", i, asked);
	}
	for (int i = 0; i < children / 2; i++)
		vfork_again(natural, info.asymmetric);

	__atomic_store_n(&over, true, __ATOMIC_RELAXED);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	printf("%d spawned, %d by vfork()\n", children, children / 2);
	return 0;
}
