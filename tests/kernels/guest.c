/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * guest.c - tests inside a guest by the public header, on a kernel and an architecture that
 * differ from this machine's.
 *
 *   guest unit      the choice, exact counts from threads, a signal handler, a child of
 *                   fork(), and the kernel's own answer to membarrier(2)
 *   guest witness   see witness.c
 *   guest home      see home.c
 *
 * Every fact is a line "GUEST: key=value"; a failed check prints what was expected
 * and ends the program with status 1.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <membarrier.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../test.h"
#include "guest.h"

enum { GLOBAL = 1, PRIVATE_EXPEDITED = 8, REGISTER_PRIVATE_EXPEDITED = 16 }; /* the kernel's numbers */
enum { THREADS = 4, CALLS = 500 };

static struct membarrier_info info = { .size = sizeof info };

static struct membarrier_stats stats_now(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };
	int error = membarrier_get_stats(&stats);

	CHECK(error == 0, "membarrier_get_stats() returned %d", error);
	return stats;
}

/* Checks that exactly this many slow paths were completed since, each by a barrier if the strategy is asymmetric. */
static void check_counts(const struct membarrier_stats *then, uint64_t wanted, const char *what)
{
	struct membarrier_stats now = stats_now();
	uint64_t slow_paths = now.slow_paths - then->slow_paths;
	uint64_t served = now.barriers - then->barriers + now.joined - then->joined;

	CHECK(slow_paths == wanted, "%llu of %llu slow paths, %s", (unsigned long long)slow_paths,
	      (unsigned long long)wanted, what);
	CHECK(served == (info.asymmetric ? wanted : 0), "%llu barriers for %llu slow paths, %s", (unsigned long long)served,
	      (unsigned long long)wanted, what);
	CHECK(now.recovered == then->recovered && now.declined == then->declined, "a barrier was refused, %s", what);
}

/* ---- the choice ---------------------------------------------------------- */

static void show_candidates(void)
{
	static const char *const verdicts[] = { "?", "offered", "unsound", "unavailable" };
	struct membarrier_candidate candidate = { .size = sizeof candidate };
	bool chosen_is_offered = false;
	unsigned index = 0;

	printf("GUEST: candidates=");
	for (; membarrier_get_candidate(index, &candidate) == 0; index++) {
		CHECK(candidate.verdict >= MEMBARRIER_OFFERED && candidate.verdict <= MEMBARRIER_UNAVAILABLE,
		      "verdict %d of %s", (int)candidate.verdict, candidate.name);
		printf("%s%s:%s", index ? " " : "", candidate.name, verdicts[candidate.verdict]);
		if (strcmp(candidate.name, info.strategy) == 0)
			chosen_is_offered = candidate.verdict == MEMBARRIER_OFFERED;
	}
	putchar('\n');
	CHECK(index == info.candidates && index > 0, "%u candidates, %u announced", index, info.candidates);
	CHECK(strcmp(candidate.name, "fence") == 0, "the last candidate is %s", candidate.name);
	CHECK(membarrier_get_candidate(index, &candidate) == -ENOENT, "a candidate past the last");
	CHECK(chosen_is_offered, "%s is in use and not offered", info.strategy);
}

static void try_choice(void)
{
	int error = membarrier_get_info(&info);

	CHECK(error == 0, "membarrier_get_info() returned %d", error);
	CHECK(membarrier_version() == MEMBARRIER_VERSION, "library version %u", membarrier_version());
	printf("GUEST: pointer_bits=%u\n", 8 * (unsigned)sizeof(void *));
	printf("GUEST: big_endian=%d\n", *(const unsigned char *)&(const unsigned){ 1 } == 0);
	printf("GUEST: strategy=%s\nGUEST: reason=%s\n", info.strategy, info.reason);
	show_candidates();
	CHECK(membarrier_require(0) == 0, "nothing required");
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == (info.asymmetric ? 0 : -ENOTSUP), "of %s", info.strategy);
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_DOCUMENTED) == (info.documented ? 0 : -ENOTSUP), "of %s", info.strategy);
	CHECK(membarrier_require(1u << 31) == -EINVAL, "an unknown property");
}

/* ---- the kernel ---------------------------------------------------------- */

static int kernel_membarrier(int command)
{
	return syscall(SYS_membarrier, command, 0, 0) < 0 ? -errno : 0;
}

/* The kernel must do what it says, because the library believes it. */
static void try_kernel(void)
{
	long mask = syscall(SYS_membarrier, 0, 0, 0);
	int global;

	printf("GUEST: query=%ld\n", mask);
	CHECK(mask > 0, "membarrier(2) answered %ld, errno %d", mask, errno);
	global = kernel_membarrier(GLOBAL);
	CHECK(global == (mask & GLOBAL ? 0 : -EINVAL), "global barrier: %d under mask %ld", global, mask);
	CHECK((mask & PRIVATE_EXPEDITED) && (mask & REGISTER_PRIVATE_EXPEDITED), "mask %ld", mask);
	if (strcmp(info.strategy, "membarrier") == 0)
		CHECK(kernel_membarrier(PRIVATE_EXPEDITED) == 0, "not registered: errno %d", errno);
	else
		CHECK(kernel_membarrier(REGISTER_PRIVATE_EXPEDITED) == 0, "errno %d", errno);
}

/* ---- slow paths ---------------------------------------------------------- */

static void *call_slow_paths(void *unused)
{
	for (int i = 0; i < CALLS; i++) {
		errno = 77;
		membarrier_slow_path();
		CHECK(errno == 77, "%d", errno);
		membarrier_fast_path();
		membarrier_normal_path();
	}
	return unused;
}

static void try_threads(void)
{
	struct membarrier_stats then = stats_now();
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, call_slow_paths, NULL) == 0, "thread %d", i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	check_counts(&then, THREADS * CALLS, "four threads");
}

static atomic_uint handled;

static void on_alarm(int number)
{
	(void)number;
	membarrier_slow_path();
	atomic_fetch_add(&handled, 1);
}

static void try_signals(void)
{
	struct itimerval often = { { 0, 2000 }, { 0, 2000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct membarrier_stats then = stats_now();
	unsigned called = 0;

	signal(SIGALRM, on_alarm);
	setitimer(ITIMER_REAL, &often, NULL);
	for (; atomic_load(&handled) < 20; called++)
		membarrier_slow_path();
	setitimer(ITIMER_REAL, &never, NULL);
	signal(SIGALRM, SIG_IGN);
	check_counts(&then, called + atomic_load(&handled), "with a signal handler");
}

static atomic_bool over;
static atomic_uint others;

static void *keep_calling(void *unused)
{
	while (!atomic_load(&over)) {
		membarrier_slow_path();
		atomic_fetch_add(&others, 1);
	}
	return unused;
}

/* Makes the child while another thread is in a slow path. */
static void try_fork(void)
{
	pthread_t thread;
	int status = -1;
	pid_t child;

	CHECK(pthread_create(&thread, NULL, keep_calling, NULL) == 0, "no thread");
	while (atomic_load(&others) < 10)
		usleep(1000);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		struct membarrier_stats then = stats_now();

		for (int i = 0; i < CALLS; i++)
			membarrier_slow_path();
		if (!membarrier_try_slow_path())
			_exit(2);
		check_counts(&then, CALLS + 1, "in a child of fork()");
		fflush(stdout);
		_exit(0);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child, "no child: errno %d", errno);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child's status is 0x%x", (unsigned)status);
	atomic_store(&over, true);
	pthread_join(thread, NULL);
}

static int unit(void)
{
	try_choice();
	try_kernel();
	try_threads();
	try_signals();
	try_fork();
	puts("GUEST: unit=pass");
	return 0;
}

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc == 2 && strcmp(argv[1], "unit") == 0)
		return unit();
	if (argc == 2 && strcmp(argv[1], "witness") == 0)
		return witness();
	if (argc == 2 && strcmp(argv[1], "home") == 0)
		return home();
	fprintf(stderr, "expected: guest unit|witness|home\n");
	return 2;
}
