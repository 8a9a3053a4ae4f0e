/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails_callers.c - what the callers of each situation do between their calls. */
#define _GNU_SOURCE
#include "tails_callers.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *const situation_names[SITUATIONS] = { "closed", "open", "meet", "fork", "handler", "realtime" };

static double turns_per_microsecond;

static void turn(uint64_t turns)
{
	for (uint64_t i = 0; i < turns; i++)
		__asm__ __volatile__("");
}

void measure_work(void)
{
	enum { TRIES = 20, TURNS = 100000 };
	double least = INFINITY;

	for (unsigned i = 0; i < TRIES; i++) { /* Takes the shortest, because other programs may take the CPU. */
		uint64_t begin = sys_nanoseconds();

		turn(TURNS);
		least = fmin(least, (double)(sys_nanoseconds() - begin));
	}
	turns_per_microsecond = TURNS * 1000.0 / least;
}

/* (0, 1] */
static double uniform(uint64_t *random)
{
	return (random_below(random, 1u << 24) + 1.0) / (1u << 24);
}

/* Returns 0.5 to 1.5 times the row's pause, so that callers do not synchronise. */
static double pause_of(const struct tails_row *row, uint64_t *random)
{
	return row->pause * (0.5 + uniform(random));
}

/* Uses CPU time, because a preempted caller does no work. */
static void do_work(struct caller *caller)
{
	turn((uint64_t)(pause_of(caller->arena->row, &caller->random) * turns_per_microsecond));
}

static void sleep_until(uint64_t due)
{
	struct timespec time = { (time_t)(due / 1000000000u), (long)(due % 1000000000u) };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR)
		;
}

static void record(struct caller *caller, uint64_t began, uint64_t ended)
{
	double took = (double)(ended - began);

	if (!caller->measures || began < caller->arena->begin)
		return;
	histogram_add(&caller->took, took);
	caller->sum += took;
	if (took >= EXPENSIVE && took < PREEMPTED) {
		caller->expensive_sum += took;
		caller->expensive++;
	}
}

/* Makes a call, and records the time since due, or if that is 0 since its begin. False: refused, or the time is up. */
static bool call(struct caller *caller, uint64_t due)
{
	struct arena *arena = caller->arena;
	uint64_t began = sys_nanoseconds();

	if (began >= arena->end)
		return false;
	if (!arena->call()) {
		atomic_store_explicit(&arena->refused, true, memory_order_relaxed);
		return false;
	}
	atomic_fetch_add_explicit(&caller->made, 1, memory_order_relaxed);
	record(caller, due ? due : began, sys_nanoseconds());
	return true;
}

static void calls_after_work(struct caller *caller)
{
	do
		do_work(caller);
	while (call(caller, 0));
}

static void calls_back_to_back(struct caller *caller)
{
	while (call(caller, 0))
		;
}

static void calls_when_due(struct caller *caller)
{
	const struct arena *arena = caller->arena;
	double due = (double)sys_nanoseconds(), gap = arena->row->pause * 1000.0;

	do {
		due += -log(uniform(&caller->random)) * gap;
		if (due >= (double)arena->end)
			return;
		if (sys_nanoseconds() < (uint64_t)due)
			sleep_until((uint64_t)due);
	} while (call(caller, (uint64_t)due));
}

static void meets_and_calls(struct caller *caller)
{
	uint64_t gap = caller->arena->row->pause * UINT64_C(1000), due = caller->arena->begin;

	do {
		sleep_until(due);
		due += gap;
	} while (call(caller, 0));
}

static void sleeps_and_calls(struct caller *caller)
{
	const struct sched_param priority = { .sched_priority = 10 };

	if (pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority) != 0) {
		atomic_store_explicit(&caller->arena->not_realtime, true, memory_order_relaxed);
		return;
	}
	do
		sleep_until(sys_nanoseconds() + (uint64_t)(pause_of(caller->arena->row, &caller->random) * 1000));
	while (call(caller, 0));
}

/* ---- signal handlers that interrupt a call of their thread ---------------------- */

#define OWN_SIGNAL SIGUSR1
static _Thread_local struct caller *interrupted;

static void on_signal(int number)
{
	(void)number;
	/* The handler may use this thread-local data, because the thread has used it before. */
	if (interrupted) {
		interrupted->measures = true;
		call(interrupted, 0);
		interrupted->measures = false;
	}
}

static void is_interrupted(struct caller *caller)
{
	const struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

	caller->measures = false;
	sigaction(OWN_SIGNAL, &action, NULL);
	interrupted = caller;
	atomic_store_explicit(&caller->handle, (unsigned long)pthread_self(), memory_order_relaxed);
	calls_back_to_back(caller);
	interrupted = NULL;
}

void sends_signals(struct caller *caller)
{
	const struct arena *arena = caller->arena;
	uint64_t random = arena->end | 1;

	while (sys_nanoseconds() < arena->end) {
		unsigned long handle;

		sleep_until(sys_nanoseconds() + (uint64_t)(pause_of(arena->row, &random) * 1000));
		handle = atomic_load_explicit(&caller->handle, memory_order_relaxed);
		if (handle) /* 0: the caller has not run yet, and so has not said which thread it is. */
			pthread_kill((pthread_t)handle, OWN_SIGNAL);
	}
}

/* ---- children --------------------------------------------------------------------- */

static bool first_call_of_child(struct caller *caller, uint64_t *times)
{
	pid_t child = fork();
	int status = 1;

	if (child == 0) {
		times[0] = sys_nanoseconds();
		if (!caller->arena->call())
			_exit(1);
		times[1] = sys_nanoseconds();
		_exit(0);
	}
	return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

void forks_children(struct caller *caller)
{
	uint64_t *times = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (times == MAP_FAILED)
		return;
	while (sys_nanoseconds() < caller->arena->end) {
		sleep_until(sys_nanoseconds() + (uint64_t)(pause_of(caller->arena->row, &caller->random) * 1000));
		if (!first_call_of_child(caller, times)) {
			atomic_store_explicit(&caller->arena->refused, true, memory_order_relaxed);
			break;
		}
		record(caller, times[0], times[1]);
	}
	munmap(times, 4096);
}

/* ---- all ---------------------------------------------------------------------------- */

void caller_runs(struct caller *caller)
{
	static void (*const situation[SITUATIONS])(struct caller *) = { calls_after_work,   calls_when_due, meets_and_calls,
		                                                            calls_back_to_back, is_interrupted, sleeps_and_calls };

	prctl(PR_SET_TIMERSLACK, 1ul); /* With the default a sleeper may wake 50 us late. */
	if (caller->measures)
		situation[caller->arena->row->situation](caller);
	else
		calls_back_to_back(caller);
}
