/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * open_loop.h - slow paths at a given rate, and how late they are.
 *
 *   open_loop.c         options, the rounds
 *   open_loop_slice.c   threads with timetables, beside one hot thread
 *   open_loop_report.c  text and JSON
 */
#ifndef BENCH_OPEN_LOOP_H
#define BENCH_OPEN_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "../tools/measure/statistics.h"
#include "settings.h"

enum way { NOTHING, RAW, LIBRARY, WAYS };
extern const char *const way_names[WAYS];

#define MOST_CALLERS 64
#define MOST_ROUNDS 10000

/* The figures of one way at one rate in one round. Latencies are nanoseconds from the intended time to the return. */
struct open_sample {
	double p50, p99, most;
	double calls; /* calls made per second */
	double turns; /* turns of the hot thread per second */
	double barriers_per_call;
};

struct open_loop {
	struct list rates;                /* calls of all callers together per second */
	unsigned callers, seconds, slice; /* slice in milliseconds */
	bool evenly, progress;

	bool pinned, interrupted;
	double took;
	unsigned rounds;
	struct open_sample (*round)[MOST_LISTED][WAYS];
	struct histogram all[MOST_LISTED][WAYS];
	uint64_t library_calls, slow_paths; /* with the warm-up; they must be equal */
};

/* The same seed gives the same timetables. Returns NULL, or why there is no sample. */
const char *open_slice(struct open_loop *run, unsigned rate, enum way way, uint64_t seed, struct open_sample *sample);

void open_text(const struct open_loop *run);
void open_json(const struct open_loop *run);

#endif
