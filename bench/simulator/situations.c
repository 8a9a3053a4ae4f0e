/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* situations.c - makes machines full of threads, runs them for a time, and reports. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "simulator.h"

static struct thread *callers[MOST_THREADS], *hot[MOST_THREADS];
static uint64_t interrupts_before, taken_before, barriers_before;

/* Makes the hot threads and strangers first, so that they have the first CPUs. */
static void populate(const struct situation *situation)
{
	unsigned number = 0;

	cpus = situation->cpus;
	for (unsigned i = 0; i < situation->hot; i++) {
		hot[i] = thread_make(situation->owners ? program_own : program_compute, number++);
		hot[i]->pinned = (int)(i % cpus);
	}
	for (unsigned i = 0; i < situation->strangers; i++) {
		struct thread *stranger = thread_make(program_compute, number++);

		stranger->ours = false;
		stranger->session = i + 1;
		thread_start(stranger);
	}
	for (unsigned i = 0; i < situation->callers; i++) {
		program *runs = i && situation->beside ? situation->beside : situation->program;

		callers[i] = thread_make(runs, number++);
		if (situation->pins == SPREAD)
			callers[i]->pinned = (int)((i + 1) % cpus);
		else if (situation->pins == TOGETHER)
			callers[i]->pinned = (int)cpus - 1;
		if (i == 0)
			callers[i]->priority = situation->priority;
	}
	for (unsigned i = 0; i < situation->hot; i++)
		thread_start(hot[i]);
	for (unsigned i = 0; i < situation->callers; i++)
		thread_start(callers[i]);
}

static uint64_t sum_interrupts(const struct situation *situation, uint64_t *taken)
{
	uint64_t interrupts = 0;

	*taken = 0;
	for (unsigned i = 0; i < situation->hot; i++) {
		interrupts += hot[i]->interrupts;
		*taken += hot[i]->taken;
	}
	return interrupts;
}

static void look(const struct situation *situation, struct outcome *outcome)
{
	uint64_t taken, interrupts = sum_interrupts(situation, &taken);
	double each = situation->hot ? situation->hot : 1;

	outcome->seconds = (double)(plan.end - plan.begin) / 1e9;
	outcome->calls = (double)plan.calls;
	outcome->mean = plan.calls ? plan.sum / (double)plan.calls : 0;
	outcome->p50 = histogram_percentile(&plan.took, 50);
	outcome->p99 = histogram_percentile(&plan.took, 99);
	outcome->p999 = histogram_percentile(&plan.took, 99.9);
	outcome->longest = (double)plan.longest;
	outcome->over_1ms = plan.calls ? (double)plan.over_1ms / (double)plan.calls : 0;
	outcome->expensive = plan.expensive > 0 ? plan.expensive_sum / plan.expensive : 0;
	outcome->least = outcome->most = (double)callers[0]->calls;
	for (unsigned i = 1; i < situation->callers; i++) {
		double calls = (double)callers[i]->calls;

		outcome->least = calls < outcome->least ? calls : outcome->least;
		outcome->most = calls > outcome->most ? calls : outcome->most;
	}
	outcome->barriers = (double)(barrier_counts.made - barriers_before);
	outcome->barrier_p50 = histogram_percentile(&barrier_counts.took, 50);
	outcome->barrier_longest = (double)barrier_counts.longest;
	outcome->overlapping = (double)barrier_counts.overlapping;
	outcome->declined = (double)plan.declined;
	outcome->wakes = (double)port_wakes;
	outcome->hot_interrupts = (double)(interrupts - interrupts_before) / each / outcome->seconds;
	outcome->hot_lost = (double)(taken - taken_before) / each / 1e9 / outcome->seconds;
}

static void at_begin(void *what, uint64_t version)
{
	(void)version;
	interrupts_before = sum_interrupts(what, &taken_before);
	barriers_before = barrier_counts.made;
	port_wakes = 0;
	memset(&barrier_counts.took, 0, sizeof barrier_counts.took);
	barrier_counts.longest = 0;
}

static void nothing(void *what, uint64_t version)
{
	(void)what, (void)version;
}

static void run(struct situation *situation, uint64_t seed, struct outcome *outcome)
{
	uint64_t length = situation->length * UINT64_C(1000000);

	plan.way = situation->way;
	plan.seed = seed;
	plan.owners = situation->owners ? situation->hot : 0;
	plan.pause = situation->pause * 1000;
	plan.begin = length;
	plan.end = plan.begin + length;
	port_wakes_blindly = situation->wakes_blindly;
	populate(situation);
	event_at(plan.begin, at_begin, situation, 0);
	event_at(plan.end, nothing, NULL, 0);
	events_run(plan.end);
	look(situation, outcome);
}

struct outcome simulate(const struct situation *situation, uint64_t seed)
{
	struct outcome *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0),
				   outcome;
	struct situation own = *situation;
	int status = 1;
	pid_t child;

	fflush(stdout);
	child = shared == MAP_FAILED ? -1 : fork();
	if (child == 0) {
		run(&own, seed, shared);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
		fprintf(stderr, "simulate: %s could not be simulated\n", situation->name);
		exit(EXIT_FAILURE);
	}
	outcome = *shared;
	munmap(shared, sizeof *shared);
	return outcome;
}
