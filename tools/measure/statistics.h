/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* statistics.h - medians and quartiles, a histogram for the tail, and random order. */
#ifndef MEMBARRIER_MEASURE_STATISTICS_H
#define MEMBARRIER_MEASURE_STATISTICS_H

#include <stdbool.h>
#include <stdint.h>

struct summary {
	double lower, median, upper; /* the quartiles; NaN if there are none */
};

#define ROUNDS_FOR_QUARTILES 4 /* of fewer values there are none */
#define ROUNDS_FOR_A_VERDICT 8 /* of fewer a report draws no conclusion */
#define MOST_TIMES_LONGER 3    /* than --seconds: no further round is begun then */

/* Sorts the values; NaN is not among them. Without values all three are NaN. */
struct summary summarise(double *values, unsigned count);

/* Was there nothing to summarise? */
bool is_empty(struct summary summary);
/* Were there values enough for quartiles? */
bool has_quartiles(struct summary summary);

/* "1.25..1.75", or "-" without quartiles. */
const char *quartiles_text(struct summary summary, int decimals, char text[64]);

/* A time or a share that cannot be below 0 and is there by noise becomes 0; *clipped is set if one of the three was. */
struct summary clip(struct summary summary, bool *clipped);

/* Single times, each to a 32nd of itself, in bounded memory however long the run. */
#define STEPS_OF_DOUBLING 32
#define HISTOGRAM_PLACES (60 * STEPS_OF_DOUBLING)
struct histogram {
	uint64_t total;
	double largest; /* exactly */
	uint64_t count[HISTOGRAM_PLACES];
};

void histogram_add(struct histogram *histogram, double nanoseconds);
void histogram_merge(struct histogram *into, const struct histogram *from);
void histogram_clear(struct histogram *histogram);
/* At most the largest. Of an empty histogram it is 0. */
double histogram_percentile(const struct histogram *histogram, double percent);

/* Of [0, limit). The state is seeded with anything but 0. */
unsigned random_below(uint64_t *state, unsigned limit);

/* Fills order with [0, count), shuffled. */
void random_order(unsigned *order, unsigned count, uint64_t *state);

#endif
