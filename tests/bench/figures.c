/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* figures.c - medians, percentiles, ratios and means, of samples made up so that the answers are known. */
#include <math.h>
#include <string.h>

#include "../../tools/measure/contention.h"
#include "../../tools/measure/costs.h"
#include "test.h"

static void near(const char *what, double got, double expected)
{
	double error = got - expected;

	CHECK(error < 1e-9 && error > -1e-9, "%s: %.12g instead of %.12g", what, got, expected);
}

static void summaries(void)
{
	double odd[] = { 5, 1, 4, 2, 3 }, even[] = { 4, 1, 3, 2 }, one[] = { 7 };
	struct summary summary = summarise(odd, 5);

	near("median of five", summary.median, 3);
	near("lower quartile of five", summary.lower, 2);
	near("upper quartile of five", summary.upper, 4);
	near("median of four", summarise(even, 4).median, 2.5);
	near("median of one", summarise(one, 1).median, 7);
	CHECK(is_empty(summarise(one, 0)), "of nothing there is no median");
}

static void percentiles(void)
{
	static struct histogram histogram, both;

	for (unsigned i = 1; i <= 100; i++)
		histogram_add(&histogram, i * 1000.0);
	for (unsigned percent = 1; percent <= 99; percent += 7) {
		double error = histogram_percentile(&histogram, percent) / ((percent + 1) * 1000.0) - 1;

		CHECK(error < 1.0 / STEPS_OF_DOUBLING && error > -1.0 / STEPS_OF_DOUBLING, "percentile %u is off by %g",
		      percent, error);
	}
	near("the largest", histogram.largest, 100000);
	near("nothing is above the largest", histogram_percentile(&histogram, 100), 100000);
	histogram_merge(&both, &histogram);
	histogram_merge(&both, &histogram);
	CHECK(both.total == 200 && histogram_percentile(&both, 50) == histogram_percentile(&histogram, 50), "merged");
	histogram_clear(&histogram);
	CHECK(histogram.total == 0, "not forgotten");
}

static void orders(void)
{
	uint64_t random = 1;
	unsigned seen[3] = { 0, 0, 0 };

	for (unsigned i = 0; i < 3000; i++) {
		unsigned number = random_below(&random, 3);

		CHECK(number < 3, "%u is not below 3", number);
		seen[number]++;
	}
	for (unsigned i = 0; i < 100; i++) {
		unsigned order[3];

		random_order(order, 3, &random);
		CHECK((1u << order[0] | 1u << order[1] | 1u << order[2]) == 7, "%u %u %u", order[0], order[1], order[2]);
	}
	for (unsigned i = 0; i < 3; i++)
		CHECK(seen[i] > 800 && seen[i] < 1200, "%u came %u times of 3000", i, seen[i]);
}

static bool never_called(void)
{
	return false;
}

static uint64_t counted(void)
{
	return 0;
}

/* What is below 0 by noise is 0, and marked; of three values there are no quartiles. */
static void noise(void)
{
	double three[] = { 1, 2, 3 }, negative[] = { -3, -1, 2, 4, 5 }, positive[] = { 1, 2, 3, 4 };
	double unmeasured[] = { 3, (double)NAN, 1, (double)NAN, 2 }, none[] = { (double)NAN };
	struct summary summary = summarise(three, 3);
	bool clipped;
	char text[64];

	near("median of three", summary.median, 2);
	CHECK(!has_quartiles(summary) && !is_empty(summary), "three values have no quartiles");
	CHECK(strcmp(quartiles_text(summary, 1, text), "-") == 0, "printed as %s", text);
	CHECK(is_empty(summarise(none, 1)), "nothing was measured");
	summary = summarise(unmeasured, 5);
	near("median of what was measured", summary.median, 2);
	CHECK(!has_quartiles(summary), "three were measured");
	near("a quotient", quotient(3, 2), 1.5);
	CHECK(isnan(quotient(3, 0)) && isnan(quotient(0, 0)) && isnan(quotient(3, (double)NAN)), "nothing to compare with");
	CHECK(strcmp(figure_text(quotient(3, 0), 2, text), "-") == 0, "printed as %s", text);
	CHECK(strcmp(figure_text(1.255, 1, text), "1.3") == 0, "printed as %s", text);
	summary = clip(summarise(negative, 5), &clipped);
	CHECK(clipped && summary.lower == 0 && summary.median == 2 && summary.upper == 4, "clipped");
	clip(summarise(positive, 4), &clipped);
	CHECK(!clipped, "nothing to clip");
	clip(summarise(NULL, 0), &clipped);
	CHECK(!clipped, "nothing at all");
}

/* All percentiles of a row are those of the same single calls, whatever these are. */
static void populations(void)
{
	static struct histogram histogram;
	uint64_t random = 7;

	for (unsigned shape = 0; shape < 4; shape++) {
		struct single_calls calls;

		histogram_clear(&histogram);
		/* One call; all alike; spread over four digits; two kinds a thousandfold apart. */
		for (unsigned i = 0; i < (shape ? 1000 : 1); i++)
			histogram_add(&histogram, shape < 2    ? 300
			                          : shape == 2 ? random_below(&random, 10000)
			                                       : (random_below(&random, 4) ? 200 : 200000));
		calls = costs_single_calls(&histogram);
		CHECK(calls.p25 <= calls.p50 && calls.p50 <= calls.p75 && calls.p75 <= calls.p99 && calls.p99 <= calls.largest,
		      "shape %u: %g %g %g %g %g", shape, calls.p25, calls.p50, calls.p75, calls.p99, calls.largest);
		CHECK(calls.count == (shape ? 1000 : 1), "count");
	}
}

/* Rounds made up: a slow path takes 1000 and costs the other 500, a fence 10, a fast path 0; or nothing is saved. */
static void break_even(void)
{
	static double round[8][FIGURES];
	double scratch[8];
	struct run run = { .cpus = 2, .room = { .samples = round, .scratch = scratch }, .rounds = 8 };
	const struct break_even *what = &costs_break_evens[AGAINST_NORMAL];
	bool clipped;

	for (unsigned i = 0; i < 8; i++) {
		round[i][SLOW_RUNNING] = 1010;
		round[i][LOSS] = i < 5 ? -20 : 500;
		round[i][PRIVATE_NORMAL] = 10;
	}
	near("break-even", costs_break_even(&run, what).upper, 150);
	near("a negative loss", costs_loss(&run, &clipped).median, 0);
	CHECK(clipped, "and it is marked");
	CHECK(costs_rounds_enough(&run) && !costs_never(costs_break_even(&run, what)), "eight rounds: it pays");
	run.rounds = 7;
	CHECK(!costs_rounds_enough(&run), "seven rounds are too few");
	for (unsigned i = 0; i < 8; i++)
		round[i][PRIVATE_NORMAL] = 0;
	run.rounds = 2;
	CHECK(costs_never(costs_break_even(&run, what)), "nothing is saved, in two rounds of two");
}

static const struct contender raw = { .name = "raw", .call = never_called },
							  ours = { .name = "ours", .call = never_called, .barriers = counted };

/* Two rounds of three cells: 1 caller alone, 2 alone, 8 beside one hot thread. The last column is the hot one alone. */
static void ratios(void)
{
	static struct sample samples[2][3][3] = {
		{ { { 100, 0, 0 }, { 200, 200, 0 }, { 0, 0, 0 } },
		  { { 100, 0, 0 }, { 800, 400, 0 }, { 0, 0, 0 } },
		  { { 100, 0, 30 }, { 400, 100, 75 }, { 0, 0, 100 } } },
		{ { { 100, 0, 0 }, { 200, 200, 0 }, { 0, 0, 0 } },
		  { { 100, 0, 0 }, { 800, 400, 0 }, { 0, 0, 0 } },
		  { { 0, 0, 20 }, { 400, 100, 45 }, { 0, 0, 50 } } },
	};
	double scratch[2];
	struct contention contention = { .slice = 20,
		                             .contender = { &raw, &ours },
		                             .contenders = 2,
		                             .rounds = 2,
		                             .room = { .samples = samples, .scratch = scratch } };
	static struct figures figures;
	static const unsigned callers[] = { 1, 2, 8 }, none[] = { 0 }, one[] = { 1 };

	CHECK(contention_cells(&contention, callers, 2, none, 1) && contention.cells == 2, "two cells");
	contention.cell[contention.cells++] = (struct cell){ .callers = callers[2], .hot = one[0] };
	contention_compute(&contention, &figures);
	CHECK(figures.rows == 6 && figures.row[0].base && !figures.row[1].base, "a row for each contender in each cell");
	near("ratio", figures.row[1].ratio.median, 2);
	near("barriers per call", figures.row[3].barriers.median, 0.5);
	CHECK(is_empty(figures.row[2].barriers), "nothing counts the raw call's barriers");
	/* In the second round raw made no call: the ratio is that of the first, and the cell is in no mean. */
	near("a slice without a call", figures.row[5].ratio.median, 4);
	CHECK(figures.row[4].stalled == 1 && figures.row[5].stalled == 0, "it is named");
	near("loss", figures.row[5].loss.median, (0.25 + 0.1) / 2);
	CHECK(is_empty(figures.row[1].loss), "without hot threads none loses");
	CHECK(figures.means == 4 && figures.mean[0].whole, "a mean for each group");
	CHECK(figures.mean[0].cells == 2 && figures.mean[0].left_out == 1, "without the cell that stalled");
	near("mean of the cells without hot threads", figures.mean[1].ratio.median, 4);
	CHECK(is_empty(figures.mean[2].ratio) && figures.mean[2].cells == 0, "no cell is left");
	near("mean of all", figures.mean[0].ratio.median, 4);
	CHECK(!has_quartiles(figures.mean[0].ratio), "two rounds have no quartiles");
}

/* One round in which hot threads made more turns beside callers than alone; or none alone. */
static void disturbance(void)
{
	static struct sample samples[1][3][3] = {
		{ { { 1, 0, 110 }, { 1, 0, 95 }, { 0, 0, 100 } },
		  { { 1, 0, 900 }, { 1, 0, 100 }, { 0, 0, 100 } },
		  { { 1, 0, 100 }, { 1, 0, 50 }, { 0, 0, 0 } } },
	};
	double scratch[1];
	struct contention contention = { .contender = { &raw, &ours },
		                             .contenders = 2,
		                             .rounds = 1,
		                             .cells = 3,
		                             .cell = { { 1, 1 }, { 2, 1 }, { 3, 1 } },
		                             .room = { .samples = samples, .scratch = scratch } };
	static struct figures figures;

	contention_compute(&contention, &figures);
	CHECK(figures.row[0].clipped && figures.row[0].loss.median == 0, "a tenth below 0 is noise");
	near("no noise", figures.row[1].loss.median, 0.05);
	CHECK(figures.row[2].disturbed && is_empty(figures.row[2].loss), "nine times as many: the reference was disturbed");
	CHECK(figures.row[5].disturbed && is_empty(figures.row[5].loss), "a reference without a turn was disturbed too");
	CHECK(!contention_rounds_enough(&contention), "one round is too few");
}

int main(void)
{
	summaries();
	percentiles();
	orders();
	noise();
	populations();
	break_even();
	ratios();
	disturbance();
	return 0;
}
