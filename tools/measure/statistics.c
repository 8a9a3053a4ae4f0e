/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * statistics.c - medians and quartiles, a histogram for the tail, and random order.
 *
 * It uses medians, because other programs and timer interrupts make some slices longer, and
 * none shorter.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "statistics.h"

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* MinGW's isnan() converts to float and warns. */
static bool is_nan(double value)
{
	return value != value;
}

struct summary summarise(double *values, unsigned count)
{
	struct summary summary = { (double)NAN, (double)NAN, (double)NAN };
	unsigned known = 0;

	for (unsigned i = 0; i < count; i++)
		if (!is_nan(values[i]))
			values[known++] = values[i];
	count = known;
	if (!count)
		return summary;
	qsort(values, count, sizeof *values, compare);
	summary.median = values[(count - 1) / 2] / 2 + values[count / 2] / 2;
	if (count >= ROUNDS_FOR_QUARTILES) {
		summary.lower = values[count / 4];
		summary.upper = values[count - 1 - count / 4];
	}
	return summary;
}

bool is_empty(struct summary summary)
{
	return is_nan(summary.median);
}

bool has_quartiles(struct summary summary)
{
	return !is_nan(summary.lower);
}

double quotient(double one, double other)
{
	return other > 0 ? one / other : (double)NAN;
}

const char *figure_text(double value, int decimals, char text[64])
{
	if (is_nan(value))
		strcpy(text, "-");
	else
		snprintf(text, 64, "%.*f", decimals, value);
	return text;
}

const char *quartiles_text(struct summary summary, int decimals, char text[64])
{
	if (has_quartiles(summary))
		snprintf(text, 64, "%.*f..%.*f", decimals, summary.lower, decimals, summary.upper);
	else
		strcpy(text, "-");
	return text;
}

static double not_below_0(double value, bool *clipped)
{
	if (!(value < 0))
		return value; /* also NaN */
	*clipped = true;
	return 0;
}

struct summary clip(struct summary summary, bool *clipped)
{
	*clipped = false;
	return (struct summary){ .lower = not_below_0(summary.lower, clipped),
		                     .median = not_below_0(summary.median, clipped),
		                     .upper = not_below_0(summary.upper, clipped) };
}

/* Each value below STEPS_OF_DOUBLING has a place. Above it, each power of two has STEPS_OF_DOUBLING places. */
static unsigned place_of(uint64_t value)
{
	unsigned doublings = 0;

	while (value / 2 >= STEPS_OF_DOUBLING) {
		value >>= 1;
		doublings++;
	}
	return doublings * STEPS_OF_DOUBLING + (unsigned)value;
}

static double middle_of(unsigned place)
{
	unsigned doublings = place < STEPS_OF_DOUBLING ? 0 : place / STEPS_OF_DOUBLING - 1;

	return (place - doublings * STEPS_OF_DOUBLING + (doublings ? 0.5 : 0)) * (double)((uint64_t)1 << doublings);
}

void histogram_add(struct histogram *histogram, double nanoseconds)
{
	histogram->total++;
	histogram->count[place_of(nanoseconds > 0 ? (uint64_t)nanoseconds : 0)]++;
	if (nanoseconds > histogram->largest)
		histogram->largest = nanoseconds;
}

void histogram_merge(struct histogram *into, const struct histogram *from)
{
	for (unsigned i = 0; i < HISTOGRAM_PLACES; i++)
		into->count[i] += from->count[i];
	into->total += from->total;
	if (from->largest > into->largest)
		into->largest = from->largest;
}

void histogram_clear(struct histogram *histogram)
{
	memset(histogram, 0, sizeof *histogram);
}

double histogram_percentile(const struct histogram *histogram, double percent)
{
	double left = (double)histogram->total * percent / 100;
	unsigned place = 0;

	while (place < HISTOGRAM_PLACES - 1 && left >= (double)histogram->count[place])
		left -= (double)histogram->count[place++];
	return middle_of(place) < histogram->largest ? middle_of(place) : histogram->largest;
}

/* Marsaglia's xorshift: any order is good that does not repeat. */
unsigned random_below(uint64_t *state, unsigned limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (unsigned)(*state >> 32) % limit;
}

void random_order(unsigned *order, unsigned count, uint64_t *state)
{
	for (unsigned i = 0; i < count; i++) {
		unsigned place = random_below(state, i + 1);

		order[i] = order[place];
		order[place] = i;
	}
}
