/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * costs_run.c - measures everything in one run, in short slices.
 *
 * A round takes one slice of each measurement, in random order. So what the machine does
 * meanwhile (frequency, other programs) affects all of them alike, and a figure that
 * compares two of them is computed within the round.
 *
 * The measured thread is the caller. The sleeper exists all the time and hardly ever runs:
 * in a process with one thread Linux makes no barrier, and programs that need barriers have
 * more than one thread.
 */
#include <stdio.h>
#include <string.h>

#include "../common/interrupt.h"
#include "../common/sys.h"
#include "costs_slice.h"

#define WARM_ROUNDS 6     /* until the slices have their length, and the CPU its frequency */
#define LEAST_ROUNDS 15   /* also after the time is up, but not for more than MOST_TIMES_LONGER */
#define MOST_FAILURES 100 /* the most rounds that fail */
#define ATTEMPTS 5        /* attempts at a slice: on a busy machine the peer may not run */

static const char *measure_round(struct bench *bench, double *round)
{
	unsigned order[FIGURES];
	const char *reason = NULL;

	random_order(order, FIGURES, &bench->random);
	for (unsigned i = 0; i < FIGURES && !reason; i++) {
		enum figure figure = (enum figure)order[i];

		if (figure == LOSS || !costs_measured(bench->run, figure))
			continue;
		reason = costs_slice(bench, figure, round);
		for (unsigned attempt = 1; reason && attempt < ATTEMPTS; attempt++)
			reason = costs_slice(bench, figure, round);
		if (!reason && bench->run->rounds && sys_nanoseconds() > bench->deadline)
			reason = "the time is up";
	}
	return reason;
}

static bool keep(struct run *run, const double *round)
{
	if (!make_room(&run->room, run->rounds, FIGURES * sizeof *round))
		return false;
	memcpy(costs_round(run, run->rounds++), round, FIGURES * sizeof *round);
	return true;
}

static void forget_warm_up(struct run *run)
{
	memset(run->turns, 0, sizeof run->turns);
	histogram_clear(&run->alone);
	histogram_clear(&run->running);
	run->left_out = 0;
}

/* Are there to be more rounds? */
static bool more_rounds(struct run *run, unsigned tried, uint64_t begin)
{
	uint64_t elapsed = sys_nanoseconds() - begin;

	run->took = (double)elapsed / 1e9;
	run->interrupted = interrupt_seen();
	if (run->progress && tried % 16 == 0)
		fprintf(stderr, "\rbench: %3.0f %%", run->took < run->seconds ? 100 * run->took / run->seconds : 100.0);
	if (run->interrupted || (run->rounds && run->took >= MOST_TIMES_LONGER * run->seconds))
		return false;
	return run->took < run->seconds || (run->rounds < LEAST_ROUNDS && tried < LEAST_ROUNDS + MOST_FAILURES);
}

static const char *measure_rounds(struct bench *bench)
{
	struct run *run = bench->run;
	uint64_t begin = sys_nanoseconds();
	const char *reason = "interrupted before the first round was complete";
	double round[FIGURES] = { 0 };
	bool warm = false;

	bench->deadline = begin + (uint64_t)MOST_TIMES_LONGER * run->seconds * 1000000000u;
	for (unsigned tried = 0; more_rounds(run, tried, begin); tried++) {
		const char *failed = measure_round(bench, round);

		if (failed)
			reason = failed;
		else if (warm && !keep(run, round))
			break; /* The rounds so far are enough. */
		if (!warm && (tried + 1 == WARM_ROUNDS || run->took >= run->seconds)) {
			warm = true;
			forget_warm_up(run);
		}
	}
	if (run->progress)
		fprintf(stderr, "\r             \r");
	return run->rounds ? NULL : reason;
}

static void sleeper_sleeps(void *argument)
{
	atomic_bool *stop = argument;

	while (!atomic_load_explicit(stop, memory_order_relaxed))
		sys_sleep(50);
}

static double clock_cost(void)
{
	uint64_t begin = sys_nanoseconds(), end = begin;

	for (unsigned i = 0; i < 1000; i++)
		end = sys_nanoseconds();
	return (double)(end - begin) / 1000;
}

const char *costs_run(struct run *run)
{
	static struct bench bench;
	static atomic_bool stop;
	struct sys_thread *sleeper;
	const char *reason;

	bench.run = run;
	bench.peer.run = run;
	bench.peer.watched = &bench.lines;
	bench.random = sys_nanoseconds() | 1;
	for (unsigned i = 0; i < FIGURES; i++)
		bench.turns[i] = 64;
	run->pinned = sys_pin(run->cpu[0]);
	run->clock = clock_cost();
	sleeper = sys_thread_start(sleeper_sleeps, &stop);
	if (!sleeper)
		return "no second thread could be started";
	watch_for_interrupt();
	reason = measure_rounds(&bench);
	atomic_store_explicit(&stop, true, memory_order_relaxed);
	sys_thread_join(sleeper);
	return reason;
}
