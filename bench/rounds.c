/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rounds.c - slices and rounds: every contender of a situation in turn, in random order. */
#define _GNU_SOURCE
#include "rounds.h"

#include <math.h>
#include <membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../tools/common/interrupt.h"
#include "../tools/common/options.h"
#include "../tools/common/sys.h"
#include "settings.h"

#define HELP                                                                 \
	"usage: %s [OPTION...]\n"                                                \
	"  --seconds S    how long in all, in whole rounds, at least one (60)\n" \
	"  --slice MS     milliseconds of a slice (10)\n"                        \
	"  --only KEY     measure this situation alone\n"                        \
	"  --json FILE    write JSON there too\n"                                \
	"  --progress, --no-progress   (only on a terminal)\n"

struct rounds_stop rounds_stop;

static struct results results;
static pthread_barrier_t all_here;

void rounds_begin(struct work *work)
{
	pthread_barrier_wait(&all_here);
	work->begin = sys_nanoseconds();
}

void rounds_end(struct work *work, uint64_t passes)
{
	work->end = sys_nanoseconds();
	work->passes = passes;
}

/* Each thread has a CPU, without threads of other programs, if the system allows that. */
static void *run_work(void *of)
{
	struct work *work = of;

	if (!sys_pin(results.cpu[work->me]))
		__atomic_store_n(&results.pinned, false, __ATOMIC_RELAXED);
	if (pthread_setschedparam(pthread_self(), SCHED_FIFO, &(struct sched_param){ .sched_priority = 1 }))
		__atomic_store_n(&results.before_others, false, __ATOMIC_RELAXED);
	work->run(work);
	return NULL;
}

static double time_per_pass(const struct work *work)
{
	return work->passes ? (double)(work->end - work->begin) / (double)work->passes : (double)NAN;
}

static void sleep_ns(long nanoseconds)
{
	nanosleep(&(struct timespec){ 0, nanoseconds }, NULL);
}

/* False: a thread got no CPU. */
static bool try_slice(const struct contender *contender, unsigned count, unsigned pause, struct work works[2])
{
	pthread_t threads[2];
	bool all_ran = true;

	__atomic_store_n(&rounds_stop.now, false, __ATOMIC_RELAXED);
	pthread_barrier_init(&all_here, NULL, count + 1);
	for (unsigned i = 0; i < 2; i++) {
		works[i] = (struct work){ .run = contender->run[i], .me = i, .pause = pause, .count = (double)NAN };
		if (i < count && pthread_create(&threads[i], NULL, run_work, &works[i])) {
			perror("cannot create a thread");
			exit(EXIT_VIOLATED);
		}
	}
	pthread_barrier_wait(&all_here);
	sleep_ns((long)results.milliseconds * 1000000);
	__atomic_store_n(&rounds_stop.now, true, __ATOMIC_RELAXED);
	for (unsigned i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		all_ran = all_ran && (works[i].passes || works[i].rests);
	}
	pthread_barrier_destroy(&all_here);
	/* Without a sleep the system would stop real-time threads in the middle of a slice. */
	sleep_ns((long)results.milliseconds * 100000);
	return all_ran;
}

static void slice(const struct contender *contender, unsigned pause, struct work works[2])
{
	unsigned count = contender->run[1] ? 2 : 1, tries = 1;

	while (!try_slice(contender, count, pause, works) && tries < MOST_TRIES)
		tries++;
}

static void measure(const struct situation *situation, unsigned s, unsigned c, unsigned round)
{
	const struct contender *contender = &situation->contenders[c];
	double *ns[2] = { &results.ns[s][c][FIRST][round], &results.ns[s][c][SECOND][round] };
	struct work works[2];

	*ns[0] = *ns[1] = results.counts[s][c][round] = (double)NAN;
	if (!takes_part(contender) || interrupt_seen())
		return;
	slice(contender, situation->pause, works);
	for (unsigned i = 0; i < 2; i++) {
		*ns[i] = time_per_pass(&works[i]);
		results.passes[s][c][i] += works[i].passes;
	}
	if (situation->both) {
		*ns[0] = 1 / (1 / *ns[0] + 1 / *ns[1]);
		*ns[1] = (double)NAN;
		results.passes[s][c][FIRST] += works[1].passes;
	}
	results.counts[s][c][round] = works[0].count;
}

/* ---- do the two CPUs share a core? ---------------------------------------------- */

static struct {
	uint64_t word __attribute__((aligned(128)));
} probes[2];

static WORK_LOOP(probe, volatile uint64_t *word = &probes[work->me].word, *word = *word * 3 + passes, )

	/* Returns how much longer a loop takes beside another one than alone. On virtual machines it changes. */
	static double beside(void)
{
	const struct contender alone = { "alone", { probe, NULL } }, both = { "both", { probe, probe } };
	struct work works[2];
	double time;

	slice(&alone, 0, works);
	time = time_per_pass(&works[0]);
	slice(&both, 0, works);
	return quotient(time_per_pass(&works[0]), time);
}

/* ---- the whole -------------------------------------------------------------------- */

static void measure_all(const struct table *table, const char *only, unsigned seconds, bool progress)
{
	uint64_t random = sys_nanoseconds() | 1, begin = sys_nanoseconds();
	double shares[MOST_ROUNDS];

	pthread_setschedparam(pthread_self(), SCHED_FIFO, &(struct sched_param){ .sched_priority = 2 });
	do {
		shares[results.rounds] = beside();
		for (unsigned s = 0; s < table->situation_count; s++) {
			const struct situation *situation = &table->situations[s];
			unsigned order[MOST_CONTENDERS], count = contender_count(situation);

			random_order(order, count, &random);
			for (unsigned i = 0; i < count; i++)
				if (!only || strcmp(only, situation->key) == 0)
					measure(situation, s, order[i], results.rounds);
				else
					for (unsigned k = 0; k < 2; k++)
						results.ns[s][i][k][results.rounds] = results.counts[s][i][results.rounds] = (double)NAN;
		}
		results.rounds += !interrupt_seen() || !results.rounds;
		results.took = (double)(sys_nanoseconds() - begin) / 1e9;
		if (progress)
			fprintf(stderr, "\r%s: %3.0f %%", table->name, results.took < seconds ? 100 * results.took / seconds : 100.0);
	} while (!interrupt_seen() && results.rounds < MOST_ROUNDS &&
	         results.took + results.took / results.rounds / 2 < seconds);
	pthread_setschedparam(pthread_self(), SCHED_OTHER, &(struct sched_param){ .sched_priority = 0 });
	if (progress)
		fprintf(stderr, "\r%30s\r", "");
	results.beside = summarise(shares, results.rounds).median;
	results.interrupted = interrupt_seen();
}

int rounds_run(const struct table *table, char **argv)
{
	unsigned seconds = 60;
	const char *json = NULL, *only = NULL;
	bool progress = sys_is_terminal(stderr);
	char help[sizeof HELP + 80];
	const struct setting settings[] = {
		{ "--seconds", NUMBER, &seconds, 0, 3600 },
		{ "--slice", NUMBER, &results.milliseconds, 1, 999 },
		{ "--only", TEXT, &only, 0, 0 },
		{ "--json", TEXT, &json, 0, 0 },
		{ "--progress", TRUE, &progress, 0, 0 },
		{ "--no-progress", FALSE, &progress, 0, 0 },
	};

	results.milliseconds = 10;
	results.pinned = results.before_others = true;
	snprintf(help, sizeof help, HELP, table->name);
	read_settings(help, settings, sizeof settings / sizeof *settings, argv);
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC)) {
		puts("cannot be tried here: the strategy in use is plain fences, and ours is a fenced form too");
		return EXIT_UNTRIED;
	}
	results.allowed = sys_allowed_cpus(results.cpu, 2);
	if (results.allowed < 2)
		results.cpu[1] = results.cpu[0];
	watch_for_interrupt();
	measure_all(table, only, seconds, progress);
	rounds_print(&results, table);
	if (json) {
		if (!write_to(json))
			return EXIT_USAGE;
		rounds_json(&results, table);
	}
	return results.interrupted ? EXIT_INTERRUPTED : EXIT_HOLDS;
}
