/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* costs_slice.h - one measurement, about a millisecond long. */
#ifndef MEMBARRIER_MEASURE_COSTS_SLICE_H
#define MEMBARRIER_MEASURE_COSTS_SLICE_H

#include "costs.h"

struct peer {
	const struct run *run;
	struct lines *watched; /* the lines that it polls, if it polls */
	struct lines own;      /* own.stored counts its turns, or how often it polled */
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
	uint64_t deadline; /* after it a round is abandoned, if one is complete already */
	atomic_uint sink;  /* uses the results of the loops */
};

/* Measures the figure, and with SLOW_RUNNING also LOSS. Returns NULL, or why it failed this time. */
const char *costs_slice(struct bench *bench, enum figure figure, double *round);

/*
 * Times single slow paths. With the turns of a thread on another CPU a call counts only if it made some meanwhile: else it had
 * no CPU, and was not interrupted.
 */
void costs_time_single_calls(struct bench *bench, unsigned calls, struct histogram *times, const atomic_uint *turns);

#endif
