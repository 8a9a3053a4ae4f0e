/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * home.c - what a pair costs whose slow path interrupts one CPU.
 *
 *   fast   store, barrier, load, in a loop: a compiler barrier, a fast path, a fast path at a home, a full fence
 *   slow   back to back from one CPU: a slow path and a slow path at a home, and how many turns a hot thread on the
 *          other CPU makes meanwhile, as a share of its turns without them. "owner hot": the hot thread owns the home,
 *          so both interrupt it. "another hot": the owner does not run, so only the slow path interrupts the hot thread
 *
 * The forms take turns, in slices; each ratio is computed within a round.
 */
#define _GNU_SOURCE
#include <membarrier.h>
#include <membarrier/home.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tools/common/json.h"
#include "../tools/common/plural.h"
#include "../tools/common/sys.h"
#include "../tools/measure/document.h"
#include "../tools/measure/loops.h"
#include "settings.h"

#define HELP "usage: home [OPTION...]\n" TIMING_HELP

enum { MOST_ROUNDS = 200, TURNS = 10000 };
enum fast { COMPILER, FAST, FAST_AT, NORMAL, FASTS };
enum slow { QUIET, SLOW, SLOW_AT, SLOWS };
enum place { OWNER_HOT, ANOTHER_HOT, PLACES };

static const char *const fast_names[FASTS] = { "compiler barrier", "fast path", "fast path at a home", "full fence" };
static const char *const fast_keys[FASTS] = { "compiler", "fast", "fast_at", "normal" };
static const char *const slow_names[SLOWS] = { "none", "slow path", "slow path at a home" };
static const char *const slow_keys[SLOWS] = { "none", "slow", "slow_at" };
static const char *const place_names[PLACES] = { "owner hot", "another hot" };
static const char *const place_keys[PLACES] = { "owner_hot", "another_hot" };

static struct lines own_lines, hot_lines;
static membarrier_home_t home, hots_home;
static atomic_bool stop, ready;
static unsigned cpus[2];
static volatile unsigned sink; /* keeps the compiler from removing the loops */

static HOT_LOOP(loop_fast_at, membarrier_fast_path_at(&home))

	/* Returns the nanoseconds of a turn. */
	static double fast_slice(enum fast fast, unsigned milliseconds)
{
	static hot_loop *const loops[FASTS] = { loop_compiler, loop_fast, loop_fast_at, loop_normal };
	const uint64_t begin = sys_nanoseconds(), end = begin + milliseconds * UINT64_C(1000000);
	uint64_t turns = 0, now;

	do {
		sink = loops[fast](&own_lines, TURNS);
		turns += TURNS;
	} while ((now = sys_nanoseconds()) < end);
	return (double)(now - begin) / (double)turns;
}

static void *run_hot(void *unused)
{
	(void)unused;
	sys_pin(cpus[1]);
	membarrier_fast_path_at(&hots_home);
	atomic_store(&ready, true);
	hot_turns(&hot_lines, &stop);
	return NULL;
}

struct slow_sample {
	double call; /* nanoseconds */
	double hot;  /* turns in a nanosecond */
};

static struct slow_sample take_slice(enum slow slow, enum place place, unsigned milliseconds)
{
	const membarrier_home_t *const at = place == OWNER_HOT ? &hots_home : &home;
	const unsigned turns = atomic_load_explicit(&hot_lines.stored, memory_order_relaxed);
	const uint64_t begin = sys_nanoseconds(), end = begin + milliseconds * UINT64_C(1000000);
	uint64_t calls = 0, now;
	struct slow_sample sample;

	do {
		if (slow == SLOW)
			membarrier_slow_path();
		else if (slow == SLOW_AT)
			membarrier_slow_path_at(at);
		calls++;
	} while ((now = sys_nanoseconds()) < end);
	sample.call = (double)(now - begin) / (double)calls;
	sample.hot = (double)(atomic_load_explicit(&hot_lines.stored, memory_order_relaxed) - turns) / (double)(now - begin);
	return sample;
}

/* Takes a slice again if the hot thread did not run when it began or when it ended: then no call interrupted it. */
static struct slow_sample slow_slice(enum slow slow, enum place place, unsigned milliseconds)
{
	struct slow_sample sample;
	unsigned tries = 0;
	bool ran;

	do {
		ran = turns_go_on(&hot_lines.stored);
		sample = take_slice(slow, place, milliseconds);
		ran = turns_go_on(&hot_lines.stored) && ran;
	} while (!ran && ++tries < MOST_TRIES);
	return sample;
}

static struct summary fast_ns[FASTS], fast_ratio[FASTS];

static void measure_fast(unsigned rounds, unsigned milliseconds)
{
	static double value[2][FASTS][MOST_ROUNDS];
	uint64_t random = 88172645463325252u;
	unsigned order[FASTS];

	for (unsigned i = 0; i < rounds; i++) {
		random_order(order, FASTS, &random);
		for (unsigned k = 0; k < FASTS; k++)
			value[0][order[k]][i] = fast_slice((enum fast)order[k], milliseconds);
		for (unsigned k = 0; k < FASTS; k++)
			value[1][k][i] = quotient(value[0][k][i], value[0][NORMAL][i]);
	}
	for (unsigned k = 0; k < FASTS; k++) {
		fast_ns[k] = summarise(value[0][k], rounds);
		fast_ratio[k] = summarise(value[1][k], rounds);
	}
}

static struct summary slow_ns[PLACES][SLOWS], slow_ratio[PLACES], hot_left[PLACES][SLOWS];

static void measure_slow(enum place place, unsigned rounds, unsigned milliseconds)
{
	static double call[SLOWS][MOST_ROUNDS], hot[SLOWS][MOST_ROUNDS], ratio[MOST_ROUNDS];
	uint64_t random = 88172645463325252u;
	unsigned order[SLOWS];

	for (unsigned i = 0; i < rounds; i++) {
		struct slow_sample sample[SLOWS];

		random_order(order, SLOWS, &random);
		for (unsigned k = 0; k < SLOWS; k++)
			sample[order[k]] = slow_slice((enum slow)order[k], place, milliseconds);
		for (unsigned k = 0; k < SLOWS; k++) {
			call[k][i] = sample[k].call;
			hot[k][i] = quotient(sample[k].hot, sample[QUIET].hot);
		}
		ratio[i] = quotient(sample[SLOW_AT].call, sample[SLOW].call);
	}
	for (unsigned k = 0; k < SLOWS; k++) {
		slow_ns[place][k] = summarise(call[k], rounds);
		hot_left[place][k] = summarise(hot[k], rounds);
	}
	slow_ratio[place] = summarise(ratio, rounds);
}

static void print_text(void)
{
	char left[64], text[64];

	printf("\n%-20s  %7s  %s\n", "", "ns", "of a full fence");
	for (unsigned k = 0; k < FASTS; k++)
		printf("%-20s  %7.2f  %5.2f %s\n", fast_names[k], fast_ns[k].median, fast_ratio[k].median,
		       quartiles_text(fast_ratio[k], 2, text));
	printf("\n%-11s  %-20s  %9s  %s\n", "", "", "ns a call", "left of the hot thread's speed");
	for (unsigned place = 0; place < PLACES; place++) {
		for (unsigned k = SLOW; k < SLOWS; k++)
			printf("%-11s  %-20s  %9.0f  %5s %s\n", place_names[place], slow_names[k], slow_ns[place][k].median,
			       figure_text(hot_left[place][k].median, 2, left), quartiles_text(hot_left[place][k], 2, text));
		printf("%-11s  at a home, of a slow path: %.2f %s\n", place_names[place], slow_ratio[place].median,
		       quartiles_text(slow_ratio[place], 2, text));
	}
}

static void print_json(unsigned rounds, unsigned milliseconds)
{
	json_object(NULL);
	json_text("table", "home");
	json_count("rounds", rounds);
	json_count("slice_ms", milliseconds);
	json_array("fast");
	for (unsigned k = 0; k < FASTS; k++) {
		json_object(NULL);
		json_text("form", fast_keys[k]);
		document_summary("ns", fast_ns[k]);
		document_summary("to_fence", fast_ratio[k]);
		json_end();
	}
	json_end();
	json_array("slow");
	for (unsigned place = 0; place < PLACES; place++)
		for (unsigned k = SLOW; k < SLOWS; k++) {
			json_object(NULL);
			json_text("situation", place_keys[place]);
			json_text("form", slow_keys[k]);
			document_summary("ns", slow_ns[place][k]);
			document_summary("hot_left", hot_left[place][k]);
			if (k == SLOW_AT)
				document_summary("to_slow", slow_ratio[place]);
			json_end();
		}
	json_end();
	json_end();
}

static void measure(unsigned rounds, unsigned milliseconds)
{
	pthread_t thread;

	sys_pin(cpus[0]);
	membarrier_fast_path_at(&home);
	measure_fast(rounds, milliseconds);
	if (pthread_create(&thread, NULL, run_hot, NULL)) {
		perror("home: cannot create a thread");
		exit(1);
	}
	while (!atomic_load(&ready))
		sys_yield();
	for (unsigned place = 0; place < PLACES; place++)
		measure_slow((enum place)place, rounds, milliseconds);
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
}

int main(int argc, char **argv)
{
	struct timing timing = read_timing(HELP, MOST_ROUNDS, NULL, argv);
	struct membarrier_info info = { .size = sizeof info };

	(void)argc;
	if (timing.seconds)
		timing.rounds = rounds_within(timing.seconds, (FASTS + PLACES * SLOWS) * timing.slice, MOST_ROUNDS);
	if (membarrier_get_home_info(&info) != 0 || strcmp(info.strategy, "one-cpu") != 0) {
		printf("cannot be tried here: %s\n", info.reason ? info.reason : "no info");
		return 77;
	}
	if (sys_allowed_cpus(cpus, 2) < 2) {
		puts("cannot be tried here: it takes two CPUs");
		return 77;
	}
	printf("%u round%s, slices of %u ms; medians, and behind them the quartiles\n", timing.rounds,
	       plural(timing.rounds), timing.slice);
	measure(timing.rounds, timing.slice);
	print_text();
	if (timing.json) {
		if (!write_to(timing.json))
			return 2;
		print_json(timing.rounds, timing.slice);
	}
	return 0;
}
