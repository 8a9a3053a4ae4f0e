/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* home.c - membarrier/home.h: which paths make a system call, paths in children, and refusals after the choice. */
#define _GNU_SOURCE
#define MEMBARRIER_DEBUG
#include <membarrier/home.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "../seccomp.h"
#include "../test.h"

static bool one_cpu(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_home_info(&info) == 0, "no info");
	CHECK(!info.documented || strcmp(info.strategy, "every-cpu") == 0, "%s claims to be documented", info.strategy);
	return strcmp(info.strategy, "one-cpu") == 0;
}

static unsigned long long slow_paths_made(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	CHECK(membarrier_get_stats(&stats) == 0, "no stats");
	return stats.slow_paths;
}

/*
 * Runs the paths in a child of fork() that installs a filter, and returns its wait status. The child exits with the
 * number of slow paths that were made for every CPU.
 */
static int child(const char *filter, bool fast, int slow_paths)
{
	static membarrier_home_t home;
	unsigned long long made;
	int status;
	pid_t process = fork();

	CHECK(process >= 0, "no child");
	if (process == 0) {
		memset(&home, 0, sizeof home);
		if (fast)
			membarrier_fast_path_at(&home);
		if (filter && filter_process(filter))
			_exit(77);
		made = slow_paths_made();
		while (slow_paths--)
			membarrier_slow_path_at(&home);
		_exit((int)(slow_paths_made() - made));
	}
	CHECK(waitpid(process, &status, 0) == process, "the child is lost");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		SKIP("no filter can be installed");
	return status;
}

#ifdef MEMBARRIER_TSAN_
static const bool vfork_is_fork = true; /* ThreadSanitizer makes it so. */
#else
static const bool vfork_is_fork = false;
#endif

/* Runs a fast path at a home in a child of vfork(): abort() kills it if homes rely on CPU numbers. */
static int vforked(void)
{
	static membarrier_home_t home;
	int status;
	pid_t process = vfork();

	if (process == 0) {
		signal(SIGABRT, SIG_DFL);
		membarrier_fast_path_at(&home);
		_exit(0);
	}
	CHECK(process > 0 && waitpid(process, &status, 0) == process, "the child is lost");
	return status;
}

/* The argument, if there is one, is the strategy that must be in use here. */
int main(int argc, char **argv)
{
	const bool one = one_cpu();
	struct membarrier_info info = { .size = 1 };
	membarrier_home_t home = { 0 };
	int status;

	CHECK(argc < 2 || one == (strcmp(argv[1], "one-cpu") == 0), "it is %s", one ? "one-cpu" : "every-cpu");
	CHECK(membarrier_get_home_info(&info) == -EINVAL && membarrier_get_home_info(NULL) == -EINVAL,
	      "a bad structure is taken");
	membarrier_slow_path_at(&home);
	CHECK(home.place_ == 0, "a slow path wrote to the home");
	membarrier_fast_path_at(&home);
	CHECK(home.place_ != 0 && one == (home.place_ != MEMBARRIER_EVERY_CPU_), "place %d", home.place_);
	membarrier_slow_path_at(&home);

	/* A home at which no fast path ran needs no system call: such a call would kill here, as the control shows. */
	status = child("membarrier-kill", false, 3);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", (unsigned)status);
	info.size = sizeof info;
	CHECK(membarrier_get_info(&info) == 0, "no info");
	if (strcmp(info.strategy, "membarrier") == 0) {
		status = child("membarrier-kill", true, 1);
		CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS, "the control made no system call: status %x",
		      (unsigned)status);
	}
	/* If it is refused after it was chosen, a barrier for every CPU serves. */
	status = child("one-cpu-eperm", true, 3);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 3, "status %x", (unsigned)status);

	status = vforked();
	CHECK(one && !vfork_is_fork ? WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT : WIFEXITED(status), "status %x",
	      (unsigned)status);
	printf("%s\n", one ? "one CPU" : "every CPU");
	return 0;
}
