/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* figures.c - medians, percentiles, ratios and means, of samples made up so that the answers are known. */
#include "../../tools/measure/contention.h"
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

/* Two rounds of three cells: 1 caller alone, 2 alone, 8 beside one hot thread. The last column is the hot one alone. */
static void ratios(void)
{
	static const struct contender raw = { .name = "raw", .call = never_called },
								  ours = { .name = "ours", .call = never_called, .barriers = counted };
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
		                             .room = 2,
		                             .samples = &samples[0][0][0],
		                             .scratch = scratch };
	static struct figures figures;
	static const unsigned callers[] = { 1, 2, 8 }, none[] = { 0 }, one[] = { 1 };

	CHECK(contention_cells(&contention, callers, 2, none, 1) && contention.cells == 2, "two cells");
	contention.cell[contention.cells++] = (struct cell){ .callers = callers[2], .hot = one[0] };
	contention_compute(&contention, &figures);
	CHECK(figures.rows == 6 && figures.row[0].base && !figures.row[1].base, "a row for each contender in each cell");
	near("ratio", figures.row[1].ratio.median, 2);
	near("barriers per call", figures.row[3].barriers.median, 0.5);
	CHECK(is_empty(figures.row[2].barriers), "nothing counts the raw call's barriers");
	/* 400 / 100, and 400 against one call in 20 ms, which is 50 per second. */
	near("a slice without a call", figures.row[5].ratio.median, 6);
	near("loss", figures.row[5].loss.median, (0.25 + 0.1) / 2);
	CHECK(is_empty(figures.row[1].loss), "without hot threads none loses");
	CHECK(figures.means == 4 && figures.mean[0].whole && figures.mean[0].cells == 3, "a mean for each group");
	near("mean of the cells without hot threads", figures.mean[1].ratio.median, 4);
	near("mean of one cell", figures.mean[2].ratio.median, 6);
	near("mean of all", figures.mean[0].ratio.lower, 4);
}

int main(void)
{
	summaries();
	percentiles();
	orders();
	ratios();
	return 0;
}
