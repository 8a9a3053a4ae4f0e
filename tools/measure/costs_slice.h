/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* costs_slice.h - one measurement, about a millisecond long. */
#ifndef MEMBARRIER_MEASURE_COSTS_SLICE_H
#define MEMBARRIER_MEASURE_COSTS_SLICE_H

#include "costs.h"

struct peer {
	const struct run *run;
	struct lines *watched; /* what it polls, if it polls */
	struct lines own;      /* own.stored counts its turns */
	_Alignas(LINE) atomic_bool runs;
	atomic_bool pinned;
	atomic_bool stop;
};

struct bench {
	struct run *run;
	struct lines lines;
	struct peer peer;
	unsigned turns[FIGURES]; /* in the next slice */
	uint64_t random;
	uint64_t deadline; /* past it a round is not finished if there is one already */
	atomic_uint sink;  /* Keeps the loops' results from being unused. */
};

/* Writes the figure, and LOSS with SLOW_RUNNING; NULL, or why it could not be had this time. */
const char *costs_slice(struct bench *bench, enum figure figure, double *round);

#endif
