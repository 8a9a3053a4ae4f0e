/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * costs.h - what the barriers cost, and when asymmetry pays: the engine of `membarrier bench`.
 *
 *   costs_slice.c   one measurement, and the thread on the other CPU
 *   costs_run.c     all of them, round after round, in random order
 *   costs_figures.c break-even; statistics.c has medians and quartiles
 *   costs_text.c    the report for people
 *   costs_json.c    the report for programs
 */
#ifndef MEMBARRIER_MEASURE_COSTS_H
#define MEMBARRIER_MEASURE_COSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "loops.h"
#include "room.h"
#include "statistics.h"

/* ---- what is measured --------------------------------------------------- */

/* Times are nanoseconds per turn of a loop, or per slow path. */
enum figure {
	PRIVATE_COMPILER,
	PRIVATE_FAST,
	PRIVATE_NORMAL,
	PRIVATE_C11,
	PRIVATE_MFENCE,
	POLLED_COMPILER,
	POLLED_FAST,
	POLLED_NORMAL,
	POLLED_C11,
	POLLED_MFENCE,
	SLOW_ALONE,
	SLOW_RUNNING,
	LOSS, /* the loss of the running thread per slow path */
	FIGURES
};

struct run {
	/* asked for */
	unsigned seconds;
	unsigned cpu[2];  /* of the measured thread, and of the peer */
	unsigned cpus;    /* 1: there is no CPU for a peer */
	unsigned allowed; /* the number of CPUs that this process may use */
	bool progress;

	/* measured */
	bool pinned;
	bool interrupted; /* by the user, before the time was up */
	double took;      /* seconds; at most MOST_TIMES_LONGER than asked for, except for the first round */
	double clock;     /* nanoseconds of one read of the clock */
	unsigned rounds;
	struct room room;                /* [round][FIGURES] */
	uint64_t turns[FIGURES];         /* in all rounds */
	struct histogram alone, running; /* single slow paths */
	uint64_t left_out;               /* single slow paths beside a thread that had no CPU: they are not in running */
};

/* Returns NULL, or why no round could be completed. */
const char *costs_run(struct run *run);

bool costs_needs_peer(enum figure figure);

/* Can this figure be measured here? */
bool costs_measured(const struct run *run, enum figure figure);

/* ---- summaries ---------------------------------------------------------- */

double *costs_round(const struct run *run, unsigned round);

/* Summarises one figure over the rounds [first, first + rounds). */
struct summary costs_summary(const struct run *run, enum figure figure, unsigned first, unsigned rounds);
struct summary costs_whole_summary(const struct run *run, enum figure figure);

/* Summarises the difference of two figures within each round, in which a drift cancels. */
struct summary costs_difference(const struct run *run, enum figure figure, enum figure base);

/* Are there enough rounds for a conclusion? */
bool costs_rounds_enough(const struct run *run);

/* Summarises the loss of the running thread per slow path. Negative noise becomes 0. */
struct summary costs_loss(const struct run *run, bool *clipped);

/* Single slow paths of all rounds: p25 <= p50 <= p75 <= p99 <= largest. Nanoseconds. */
struct single_calls {
	uint64_t count;
	double p25, p50, p75, p99, largest;
};
struct single_calls costs_single_calls(const struct histogram *histogram);

/* Says which of the single calls were left out. Empty if none was. */
const char *costs_left_out(const struct run *run, char text[160]);

/* One answer to "when does asymmetry pay?". */
struct break_even {
	const char *name; /* in JSON */
	const char *text;
	enum figure slow, fence, fast;
	bool loses; /* a running thread is interrupted */
};

enum { AGAINST_NORMAL, AGAINST_C11, AGAINST_MFENCE, ON_POLLED_LINE, WITH_NONE_RUNNING, BREAK_EVENS };
extern const struct break_even costs_break_evens[BREAK_EVENS];
bool costs_break_even_measured(const struct run *run, const struct break_even *what);

/*
 * Fast paths per slow path from which asymmetry pays:
 *
 *     slow path - fence + what the interrupted thread loses
 *     -----------------------------------------------------
 *                    fence - fast path
 *
 * in each round. INFINITY stands for rounds in which a fast path saved nothing.
 */
struct summary costs_break_even(const struct run *run, const struct break_even *what);

/* Did a fast path save nothing in a quarter of the rounds (without quartiles: in half)? Then no saving is reliable. */
bool costs_never(struct summary break_even);

/* ---- reports ------------------------------------------------------------ */

void costs_text(const struct run *run, bool verdict_only);
/* What it means, in a paragraph. */
struct membarrier_info;
void costs_verdict(const struct run *run, const struct membarrier_info *info, char *text, size_t size);
void costs_json(const struct run *run);

#endif
