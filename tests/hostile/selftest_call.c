/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * selftest_call.c - the call itself: arguments that it refuses, state that it must not change,
 * one CPU, two callers at once, threads that cannot be pinned, a system that refuses, no threads.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>

#include "seccomp.h"
#include "selftest.h"

static void check_arguments(void)
{
	struct membarrier_selftest_report s = { .size = sizeof s, .rounds = 42 };

	errno = EXDEV;
	CHECK(membarrier_selftest(100, NULL) == -EINVAL, "NULL");
	CHECK(membarrier_selftest(0, &s) == -EINVAL, "no time");
	s.size = 0;
	CHECK(membarrier_selftest(100, &s) == -EINVAL, "no size");
	s.size = sizeof s - 1;
	CHECK(membarrier_selftest(100, &s) == -EINVAL, "smaller than any");
	CHECK(s.rounds == 42, "a refused call wrote");
	s.size = sizeof s;
	CHECK(membarrier_selftest(1, &s) == 0 && s.reason, "the least time");
	CHECK(errno == EXDEV, "errno was changed to %d", errno);
}

static void check_left_alone(void)
{
	cpu_set_t cpus, cpus_after;
	sigset_t signals, signals_after;
	int state;

	CHECK(sched_getaffinity(0, sizeof cpus, &cpus) == 0, "sched_getaffinity()");
	sigemptyset(&signals);
	sigaddset(&signals, SIGUSR1);
	CHECK(pthread_sigmask(SIG_SETMASK, &signals, NULL) == 0, "pthread_sigmask()");
	selftest_run(50);
	CHECK(sched_getaffinity(0, sizeof cpus_after, &cpus_after) == 0, "sched_getaffinity()");
	CHECK(CPU_EQUAL(&cpus, &cpus_after), "the CPUs are others");
	CHECK(pthread_sigmask(SIG_SETMASK, NULL, &signals_after) == 0, "pthread_sigmask()");
	for (int signal = 1; signal < 32; signal++)
		CHECK(sigismember(&signals_after, signal) == (signal == SIGUSR1), "signal %d", signal);
	CHECK(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state) == 0 && state == PTHREAD_CANCEL_ENABLE, "%d", state);
	CHECK(pthread_setcancelstate(state, NULL) == 0, "pthread_setcancelstate()");
}

static void *call_once(void *result)
{
	*(struct membarrier_selftest_report *)result = selftest_run(300);
	return NULL;
}

/*
 * Each call disturbs the other. The answer may be "inconclusive", but not that the system violates its promise, or that
 * it refuses slow paths: these decline while the other caller's barrier is in flight.
 */
static void check_two_at_once(void)
{
	struct membarrier_selftest_report results[2];
	pthread_t thread;

	CHECK(pthread_create(&thread, NULL, call_once, &results[0]) == 0, "no thread");
	call_once(&results[1]);
	CHECK(pthread_join(thread, NULL) == 0, "pthread_join()");
	for (int i = 0; i < 2; i++)
		CHECK(results[i].result != MEMBARRIER_SELFTEST_VIOLATED && !strstr(results[i].reason, "refuse"),
		      "caller %d: %s", i, results[i].reason);
}

static void check_one_cpu(void)
{
	cpu_set_t before, one;
	struct membarrier_selftest_report s;

	CHECK(sched_getaffinity(0, sizeof before, &before) == 0, "sched_getaffinity()");
	CPU_ZERO(&one);
	for (size_t cpu = 0; CPU_COUNT(&one) == 0; cpu++)
		if (CPU_ISSET(cpu, &before))
			CPU_SET(cpu, &one);
	CHECK(sched_setaffinity(0, sizeof one, &one) == 0, "sched_setaffinity()");
	s = selftest_run(100);
	CHECK(s.result == MEMBARRIER_SELFTEST_INCONCLUSIVE, "result %d", (int)s.result);
	CHECK(strstr(s.reason, "one CPU"), "%s", s.reason);
	CHECK(s.rounds == 0 && s.control_rounds == 0 && s.witnessed == 0, "figures of a test that was not made");
	CHECK(sched_setaffinity(0, sizeof before, &before) == 0, "sched_setaffinity()");
}

/* If threads cannot be pinned, it is not known which CPU's interrupts to count. */
static void check_not_pinned(void)
{
	static const struct filter no_pin = { "no-pin", SYS_sched_setaffinity, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EPERM) };
	struct membarrier_selftest_report s;
	int error = filter_install(&no_pin, 0);

	if (error)
		SKIP("the seccomp filter %s: %s", no_pin.name, strerror(-error));
	s = selftest_run(300);
	CHECK(s.witnessed == 0, "counted the interrupts of some CPU");
	CHECK(s.result != MEMBARRIER_SELFTEST_VIOLATED, "%s", s.reason);
}

/* Late in the test, because filters cannot be removed. */
static void check_refused(void)
{
	struct membarrier_selftest_report s;

	if (strcmp(selftest_strategy(), "fence") == 0)
		return;
	CHECK(filter_process("no-barrier-eperm") == 0 && filter_process("mprotect-none-eperm") == 0, "no filters");
	s = selftest_run(300);
	CHECK(s.result == MEMBARRIER_SELFTEST_INCONCLUSIVE && s.rounds == 0, "%s", s.reason);
	CHECK(strstr(s.reason, "refused"), "%s", s.reason);
}

static void refuse_threads(void)
{
	static const struct filter clones[] = {
		{ "no-clone", SYS_clone, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EAGAIN) },
#ifdef SYS_clone3
		{ "no-clone3", SYS_clone3, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EAGAIN) },
#endif
	};

	for (size_t i = 0; i < sizeof clones / sizeof clones[0]; i++) {
		int error = filter_install(&clones[i], 0);

		if (error)
			SKIP("the seccomp filter %s: %s", clones[i].name, strerror(-error));
	}
}

/* Last in the test, because filters cannot be removed. */
static void check_no_threads(void)
{
	struct membarrier_selftest_report s = { .size = sizeof s };
	int error;

	refuse_threads();
	errno = EXDEV;
	error = membarrier_selftest(100, &s);
	CHECK(error == -EAGAIN, "returned %d", error);
	CHECK(errno == EXDEV, "errno was changed to %d", errno);
}

int main(void)
{
	cpu_set_t cpus;
	bool two;

	CHECK(sched_getaffinity(0, sizeof cpus, &cpus) == 0, "sched_getaffinity()");
	two = CPU_COUNT(&cpus) > 1;
	check_arguments();
	check_one_cpu();
	if (two) {
		check_left_alone();
		check_two_at_once();
		check_not_pinned();
		check_refused();
		check_no_threads();
		fflush(stdout);
		_exit(0); /* LeakSanitizer would start a thread at exit(). */
	}
	SKIP("the rest takes two CPUs");
}
