/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* statistics.h - medians and quartiles, a histogram for the tail, and random order. */
#ifndef MEMBARRIER_MEASURE_STATISTICS_H
#define MEMBARRIER_MEASURE_STATISTICS_H

#include <stdbool.h>
#include <stdint.h>

struct summary {
	double lower, median, upper; /* the quartiles; NaN if there are none */
};

#define ROUNDS_FOR_QUARTILES 4 /* fewer values have no quartiles */
#define ROUNDS_FOR_A_VERDICT 8 /* from fewer rounds a report draws no conclusion */
#define MOST_TIMES_LONGER 3    /* after this many times --seconds no further round begins */

/* Sorts the values. NaN, which was not measured, is left out. Without values all three results are NaN. */
struct summary summarise(double *values, unsigned count);

/* Were there no values? */
bool is_empty(struct summary summary);
/* Were there enough values for quartiles? */
bool has_quartiles(struct summary summary);

/*
 * Divides one measured figure by another. NaN if the other is not above 0: on a busy machine a thread may get no CPU
 * in a whole slice, and then there is nothing to compare with.
 */
double quotient(double one, double other);

/* Writes "1.25", or "-" for NaN. */
const char *figure_text(double value, int decimals, char text[64]);
/* Writes "1.25..1.75", or "-" without quartiles. */
const char *quartiles_text(struct summary summary, int decimals, char text[64]);

/* Sets negative values, which are noise in a time or a share, to 0. Sets *clipped if there was one. */
struct summary clip(struct summary summary, bool *clipped);

/* Single times with a precision of 1/32, in bounded memory, however long the run is. */
#define STEPS_OF_DOUBLING 32
#define HISTOGRAM_PLACES (60 * STEPS_OF_DOUBLING)
struct histogram {
	uint64_t total;
	double largest; /* the exact value */
	uint64_t count[HISTOGRAM_PLACES];
};

void histogram_add(struct histogram *histogram, double nanoseconds);
void histogram_merge(struct histogram *into, const struct histogram *from);
void histogram_clear(struct histogram *histogram);
/* Returns at most the largest value; 0 for an empty histogram. */
double histogram_percentile(const struct histogram *histogram, double percent);

/* Returns a number in [0, limit). The seed of the state must not be 0. */
unsigned random_below(uint64_t *state, unsigned limit);

/* Fills order with [0, count), shuffled. */
void random_order(unsigned *order, unsigned count, uint64_t *state);

#endif
