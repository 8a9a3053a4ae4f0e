/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * costs_figures.c - medians and quartiles over rounds, and when asymmetry pays.
 *
 * Figures that compare two others are computed in each round first, from slices that are
 * some milliseconds apart.
 */
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "costs.h"

bool costs_needs_peer(enum figure figure)
{
	return figure >= POLLED_COMPILER && figure != SLOW_ALONE;
}

bool costs_measured(const struct run *run, enum figure figure)
{
	if ((figure == PRIVATE_MFENCE || figure == POLLED_MFENCE) && !HAVE_MFENCE)
		return false;
	return run->cpus > 1 || !costs_needs_peer(figure);
}

/* ---- summaries ---------------------------------------------------------- */

double *costs_round(const struct run *run, unsigned round)
{
	return (double *)run->room.samples + (size_t)round * FIGURES;
}

struct summary costs_summary(const struct run *run, enum figure figure, unsigned first, unsigned rounds)
{
	for (unsigned i = 0; i < rounds; i++)
		run->room.scratch[i] = costs_round(run, first + i)[figure];
	return summarise(run->room.scratch, rounds);
}

struct summary costs_whole_summary(const struct run *run, enum figure figure)
{
	return costs_summary(run, figure, 0, run->rounds);
}

struct summary costs_difference(const struct run *run, enum figure figure, enum figure base)
{
	for (unsigned i = 0; i < run->rounds; i++)
		run->room.scratch[i] = costs_round(run, i)[figure] - costs_round(run, i)[base];
	return summarise(run->room.scratch, run->rounds);
}

/* ---- break-even --------------------------------------------------------- */

const struct break_even costs_break_evens[BREAK_EVENS] = {
	[AGAINST_NORMAL] = { "normal_path/running_thread", "normal path, one other thread running", SLOW_RUNNING,
	                     PRIVATE_NORMAL, PRIVATE_FAST, true },
	[AGAINST_C11] = { "c11_fence/running_thread", "C11 fence, one other thread running", SLOW_RUNNING, PRIVATE_C11,
	                  PRIVATE_FAST, true },
	[AGAINST_MFENCE] = { "mfence/running_thread", "mfence, one other thread running", SLOW_RUNNING, PRIVATE_MFENCE,
	                     PRIVATE_FAST, true },
	[ON_POLLED_LINE] = { "normal_path/polled_line", "normal path, on a line another CPU polls", SLOW_RUNNING,
	                     POLLED_NORMAL, POLLED_FAST, true },
	[WITH_NONE_RUNNING] = { "normal_path/no_running_thread", "normal path, no other thread running", SLOW_ALONE,
	                        PRIVATE_NORMAL, PRIVATE_FAST, false },
};

bool costs_break_even_measured(const struct run *run, const struct break_even *what)
{
	return costs_measured(run, what->slow) && costs_measured(run, what->fence);
}

struct summary costs_break_even(const struct run *run, const struct break_even *what)
{
	for (unsigned i = 0; i < run->rounds; i++) {
		const double *round = costs_round(run, i);
		double price = round[what->slow] - round[what->fence] + (what->loses ? round[LOSS] : 0);
		double saving = round[what->fence] - round[what->fast];

		run->room.scratch[i] = saving <= 0 ? (double)INFINITY : price > 0 ? price / saving : 0;
	}
	return summarise(run->room.scratch, run->rounds);
}

bool costs_never(struct summary break_even)
{
	return break_even.upper > DBL_MAX || break_even.median > DBL_MAX;
}

bool costs_rounds_enough(const struct run *run)
{
	return run->rounds >= ROUNDS_FOR_A_VERDICT;
}

struct summary costs_loss(const struct run *run, bool *clipped)
{
	return clip(costs_whole_summary(run, LOSS), clipped);
}

/* All percentiles are of the same calls, so they are in order. */
struct single_calls costs_single_calls(const struct histogram *histogram)
{
	struct single_calls calls = {
		.count = histogram->total,
		.p25 = histogram_percentile(histogram, 25),
		.p50 = histogram_percentile(histogram, 50),
		.p75 = histogram_percentile(histogram, 75),
		.p99 = histogram_percentile(histogram, 99),
		.largest = histogram->largest,
	};

	return calls;
}

const char *costs_left_out(const struct run *run, char text[160])
{
	unsigned long long left_out = run->left_out, all = left_out + run->running.total;

	*text = '\0';
	if (left_out)
		snprintf(text, 160, "Of %llu single calls beside a running thread %llu are left out: during these it had no CPU.",
		         all, left_out);
	return text;
}
