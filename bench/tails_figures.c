/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails_figures.c - ratios and verdicts, each computed within its round. */
#include <math.h>

#include "tails.h"

const char *const statistic_names[STATISTICS] = { "mean", "p50", "p99", "p99.9", "max" };
const char *const contender_names[CONTENDERS] = { "raw", "again", "library" };

const struct goal tails_goals[STATISTICS] = {
	[MEAN] = { 1.1, 1000 }, [P50] = { 1.2, 3000 }, [P99] = { 1.2, 3000 }, [P999] = { 1.25, 10000 }
};

typedef double of_round(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic);

static struct summary over_rounds(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic,
                                  of_round *figure)
{
	unsigned count = 0;

	for (unsigned round = 0; round < tails->rounds && !tails->refused[row]; round++)
		tails->room.scratch[count++] =
			figure(tails_sample(tails, round, row, contender), tails_sample(tails, round, row, RAW), statistic);
	return summarise(tails->room.scratch, count);
}

static double time_of(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	(void)raw;
	return sample->time[statistic];
}

static double ratio(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	return quotient(sample->time[statistic], raw->time[statistic]);
}

static double excess(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	const struct goal *goal = &tails_goals[statistic];

	return sample->time[statistic] - (goal->factor * raw->time[statistic] + goal->slack);
}

static double fairness(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	(void)raw, (void)statistic;
	return quotient(sample->least, sample->most);
}

static double calls(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	(void)raw, (void)statistic;
	return sample->calls;
}

static double barriers(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	(void)raw, (void)statistic;
	return sample->barriers;
}

static double expensive(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	(void)raw, (void)statistic;
	return sample->expensive;
}

static double pace(const struct tails_sample *sample, const struct tails_sample *raw, enum statistic statistic)
{
	(void)statistic;
	return quotient(sample->turns, raw->turns);
}

struct summary tails_time(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic)
{
	return over_rounds(tails, row, contender, statistic, time_of);
}

struct summary tails_ratio(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic)
{
	return over_rounds(tails, row, contender, statistic, ratio);
}

struct summary tails_excess(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic)
{
	return over_rounds(tails, row, contender, statistic, excess);
}

bool tails_is_judged(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic)
{
	bool wanted = tails->row[row].situation <= OPEN ? statistic != MOST : statistic == P999;

	return wanted && !is_empty(tails_excess(tails, row, contender, statistic));
}

bool tails_holds(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic)
{
	return tails_excess(tails, row, contender, statistic).median <= 0;
}

struct summary tails_fairness(const struct tails *tails, unsigned row, unsigned contender)
{
	return over_rounds(tails, row, contender, MEAN, fairness);
}

struct summary tails_calls(const struct tails *tails, unsigned row, unsigned contender)
{
	return over_rounds(tails, row, contender, MEAN, calls);
}

struct summary tails_barriers(const struct tails *tails, unsigned row, unsigned contender)
{
	return over_rounds(tails, row, contender, MEAN, barriers);
}

struct summary tails_expensive(const struct tails *tails, unsigned row, unsigned contender)
{
	return over_rounds(tails, row, contender, MEAN, expensive);
}

struct summary tails_pace(const struct tails *tails, unsigned row, unsigned contender)
{
	return over_rounds(tails, row, contender, MEAN, pace);
}
