/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* programs.c - the programs of simulated threads. */
#define _GNU_SOURCE
#include <math.h>
#include <membarrier.h>
#include <membarrier/home.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "simulator.h"

struct plan plan;

static membarrier_home_t homes[MOST_CPUS];

static bool make_call(void)
{
	bool made = true;

	thread_spend(cost.own_code);
	switch (plan.way) {
	case RAW:
		barrier_make();
		break;
	case TRY:
		made = membarrier_try_slow_path();
		break;
	case AT_HOME:
		membarrier_slow_path_at(&homes[random_below(&running->random, plan.owners)]);
		break;
	default:
		membarrier_slow_path();
	}
	return made;
}

static void record(uint64_t began, uint64_t ended)
{
	if (began < plan.begin || began >= plan.end)
		return;
	histogram_add(&plan.took, (double)(ended - began));
	plan.sum += (double)(ended - began);
	plan.calls++;
	plan.over_1ms += ended - began > 1000000;
	if (ended - began >= 2000 && ended - began < 1000000) {
		plan.expensive_sum += (double)(ended - began);
		plan.expensive++;
	}
	running->calls++;
	if (ended - began > plan.longest)
		plan.longest = ended - began;
}

/* due: the time from which the latency counts; 0: from the begin of the call. */
static void call(uint64_t due)
{
	uint64_t began = now;

	if (make_call())
		record(due ? due : began, now);
	else
		plan.declined++;
}

/* (0, 1] */
static double uniform(uint64_t *random)
{
	return (random_below(random, 1u << 24) + 1.0) / (1u << 24);
}

/* Returns 0.5 to 1.5 times the pause, so that callers do not synchronise. */
static uint64_t some_pause(struct thread *thread)
{
	return (uint64_t)((double)plan.pause * (0.5 + uniform(&thread->random)));
}

void program_work_and_call(struct thread *thread)
{
	for (;;) {
		if (plan.pause)
			thread_spend(some_pause(thread));
		call(0);
	}
}

void program_call_when_due(struct thread *thread)
{
	double due = (double)now;

	for (;;) {
		due += -log(uniform(&thread->random)) * (double)plan.pause;
		if (now < (uint64_t)due)
			thread_sleep_until((uint64_t)due);
		call((uint64_t)due);
	}
}

void program_rest_and_call(struct thread *thread)
{
	for (;;) {
		thread_sleep_until(now + some_pause(thread));
		call(0);
	}
}

void program_meet_and_call(struct thread *thread)
{
	(void)thread;
	for (uint64_t due = plan.pause;; due += plan.pause) {
		thread_sleep_until(due);
		call(0);
	}
}

void program_call_unmeasured(struct thread *thread)
{
	(void)thread;
	for (;;)
		make_call();
}

/* ---- signal handlers that interrupt a call of their thread ----------------------------- */

static void on_signal(void *what, uint64_t version)
{
	struct thread *thread = what;

	thread->signalled = true;
	event_at(now + some_pause(thread), on_signal, thread, version);
}

void program_call_interrupted(struct thread *thread)
{
	event_at(some_pause(thread), on_signal, thread, 0);
	for (;;)
		make_call();
}

void program_signal_point(void)
{
	if (!running->signalled || running->in_handler)
		return;
	running->signalled = false;
	running->in_handler = true;
	call(0);
	running->in_handler = false;
}

/* ---- others ------------------------------------------------------------------------------- */

void program_compute(struct thread *thread)
{
	(void)thread;
	for (;;)
		thread_spend(UINT64_C(1000000000000));
}

void program_own(struct thread *thread)
{
	for (;;) {
		membarrier_fast_path_at(&homes[thread->pinned]);
		thread_spend(1000000);
	}
}

/*
 * The program forks a real child, in which only the simulated thread that called fork() is
 * left. The child makes one call, and records its time.
 */
void program_fork(struct thread *thread)
{
	uint64_t *took = mmap(NULL, sizeof *took, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (took == MAP_FAILED)
		abort();
	for (;;) {
		uint64_t began;
		pid_t child;

		thread_sleep_until(now + some_pause(thread));
		began = now;
		child = fork();
		if (child == 0) {
			threads_forget_others();
			barrier_forget_others();
			port_forked();
			make_call();
			*took = now - began;
			_exit(0);
		}
		if (child < 0 || waitpid(child, NULL, 0) != child)
			abort();
		record(began, began + *took);
	}
}

/* Callers share barriers for a while; then one of them goes on alone, and only its calls count. */
void program_crowd_then_alone(struct thread *thread)
{
	while (now < plan.begin)
		make_call();
	if (thread->pinned == 0)
		for (;;)
			call(0);
}
