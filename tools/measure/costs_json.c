/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* costs_json.c - the report for programs, in the format of google-benchmark. `membarrier bench --help` documents it. */
#include <math.h>

#include "../common/json.h"
#include "costs.h"
#include "document.h"

/* google-benchmark's compare.py needs nine repetitions or more for its test of significance. */
#define REPETITIONS 15

static const char *const names[FIGURES] = {
	[PRIVATE_COMPILER] = "private_line/compiler_barrier",
	[PRIVATE_FAST] = "private_line/fast_path",
	[PRIVATE_NORMAL] = "private_line/normal_path",
	[PRIVATE_C11] = "private_line/c11_fence",
	[PRIVATE_MFENCE] = "private_line/mfence",
	[POLLED_COMPILER] = "polled_line/compiler_barrier",
	[POLLED_FAST] = "polled_line/fast_path",
	[POLLED_NORMAL] = "polled_line/normal_path",
	[POLLED_C11] = "polled_line/c11_fence",
	[POLLED_MFENCE] = "polled_line/mfence",
	[SLOW_ALONE] = "slow_path/no_running_thread",
	[SLOW_RUNNING] = "slow_path/running_thread",
	[LOSS] = "slow_path/loss_of_running_thread",
};

static void put_context(const struct run *run)
{
	document_context("membarrier bench", run->allowed);
	json_count("cpu", run->cpu[0]);
	if (run->cpus > 1)
		json_count("other_cpu", run->cpu[1]);
	json_truth("pinned", run->pinned);
	json_number("seconds", run->took);
	json_count("rounds", run->rounds);
	json_truth("rounds_enough", costs_rounds_enough(run));
	json_truth("interrupted", run->interrupted);
	json_end();
}

/* Opens the entry and leaves it open. */
static void put_entry(enum figure figure, const char *aggregate, unsigned repetitions, uint64_t iterations, double time)
{
	document_entry(names[figure], aggregate, repetitions, costs_needs_peer(figure) ? 2 : 1);
	document_time(iterations, time, "ns");
}

/* A repetition is a consecutive share of the rounds, with its own median. */
static void put_repetitions(const struct run *run, enum figure figure, unsigned repetitions)
{
	for (unsigned i = 0; i < repetitions; i++) {
		unsigned first = (unsigned)((uint64_t)run->rounds * i / repetitions);
		unsigned next = (unsigned)((uint64_t)run->rounds * (i + 1) / repetitions);

		put_entry(figure, NULL, repetitions, run->turns[figure] / repetitions,
		          costs_summary(run, figure, first, next - first).median);
		json_count("repetition_index", i);
		json_end();
	}
}

static void put_aggregate(const struct run *run, enum figure figure, const char *aggregate, unsigned repetitions,
                          double time)
{
	put_entry(figure, aggregate, repetitions, run->turns[figure], time);
	json_end();
}

static void put_figure(const struct run *run, enum figure figure)
{
	bool clipped = false;
	struct summary whole = figure == LOSS ? costs_loss(run, &clipped) : costs_whole_summary(run, figure);
	unsigned repetitions = run->rounds < REPETITIONS ? run->rounds : REPETITIONS;

	/* A loss may be 0, and then has no geometric mean. So it has no aggregates. */
	if (figure != LOSS)
		put_repetitions(run, figure, repetitions);
	put_aggregate(run, figure, "median", repetitions, whole.median);
	if (!has_quartiles(whole))
		return;
	put_aggregate(run, figure, "lower_quartile", repetitions, whole.lower);
	put_aggregate(run, figure, "upper_quartile", repetitions, whole.upper);
}

/* Times of single calls, in nanoseconds; "benchmarks" has means over many calls. */
static void put_single_calls(const char *key, const struct histogram *histogram, uint64_t left_out)
{
	struct single_calls calls = costs_single_calls(histogram);

	json_object(key);
	json_count("count", calls.count);
	json_count("left_out", left_out);
	json_number("p25_ns", calls.p25);
	json_number("p50_ns", calls.p50);
	json_number("p75_ns", calls.p75);
	json_number("p99_ns", calls.p99);
	json_number("max_ns", calls.largest);
	json_end();
}

/* What each barrier adds to its loop. If noise makes it negative, it is 0 and marked. */
static void put_beyond(const struct run *run, enum figure figure)
{
	enum figure base = figure < POLLED_COMPILER ? PRIVATE_COMPILER : POLLED_COMPILER;
	bool clipped;
	struct summary beyond = clip(costs_difference(run, figure, base), &clipped);

	json_object(NULL);
	json_text("name", names[figure]);
	document_summary("beyond_the_loop_ns", beyond);
	json_truth("clipped_at_0", clipped);
	json_end();
}

/* Infinity becomes null. */
static void put_break_even(const struct run *run, const struct break_even *what)
{
	struct summary count = costs_break_even(run, what);
	bool clipped;

	json_object(NULL);
	json_text("name", what->name);
	json_text("verdict", !costs_rounds_enough(run) ? "none" : costs_never(count) ? "never" : "pays");
	json_number("fast_paths_per_slow_path", costs_never(count) ? (double)INFINITY : count.median);
	json_number("lower_quartile", count.lower);
	json_number("upper_quartile", count.upper);
	json_number("saved_per_fast_path_ns", costs_difference(run, what->fence, what->fast).median);
	json_number("slow_path_ns", costs_whole_summary(run, what->slow).median);
	json_number("lost_by_running_thread_ns", what->loses ? costs_loss(run, &clipped).median : 0);
	json_end();
}

void costs_json(const struct run *run)
{
	struct membarrier_info info = { .size = sizeof info };

	membarrier_get_info(&info);
	json_document("bench");
	put_context(run);
	json_array("benchmarks");
	for (unsigned i = 0; i < FIGURES; i++)
		if (costs_measured(run, (enum figure)i))
			put_figure(run, (enum figure)i);
	json_end();
	json_object("single_slow_paths");
	put_single_calls("no_running_thread", &run->alone, 0);
	if (costs_measured(run, SLOW_RUNNING))
		put_single_calls("running_thread", &run->running, run->left_out);
	json_end();
	json_array("barriers");
	for (unsigned i = 0; i < SLOW_ALONE; i++)
		if (i != PRIVATE_COMPILER && i != POLLED_COMPILER && costs_measured(run, (enum figure)i))
			put_beyond(run, (enum figure)i);
	json_end();
	json_array("break_even");
	for (unsigned i = 0; info.asymmetric && i < BREAK_EVENS; i++)
		if (costs_break_even_measured(run, &costs_break_evens[i]))
			put_break_even(run, &costs_break_evens[i]);
	json_end();
	json_array("needs_two_cpus");
	for (unsigned i = 0; run->cpus < 2 && i < FIGURES; i++)
		if (costs_needs_peer((enum figure)i) && (i != POLLED_MFENCE || HAVE_MFENCE))
			json_text(NULL, names[i]);
	json_end();
	json_end();
}
