/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * costs.h - what the barriers cost, and when asymmetry pays: the engine of `membarrier bench`.
 *
 *   costs_slice.c   one measurement, and the thread on the other CPU
 *   costs_run.c     all of them, round after round, in random order
 *   costs_figures.c break-even; medians and quartiles are statistics.c
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
	LOSS, /* of the running thread, per slow path */
	FIGURES
};

struct run {
	/* asked for */
	unsigned seconds;
	unsigned cpu[2];  /* the measured thread's, and the peer's */
	unsigned cpus;    /* 1: there is no CPU for a peer */
	unsigned allowed; /* how many this process may use */
	bool progress;

	/* measured */
	bool pinned;
	bool interrupted; /* by the user, before the time was up */
	double took;      /* seconds; at most MOST_TIMES_LONGER than asked for, but for the first round */
	double clock;     /* nanoseconds for reading the clock once */
	unsigned rounds;
	struct room room;                /* [round][FIGURES] */
	uint64_t turns[FIGURES];         /* in all rounds */
	struct histogram alone, running; /* single slow paths */
};

/* NULL, or why not one round could be completed. */
const char *costs_run(struct run *run);

bool costs_needs_peer(enum figure figure);

/* Can this figure be had here? */
bool costs_measured(const struct run *run, enum figure figure);

/* ---- summaries ---------------------------------------------------------- */

double *costs_round(const struct run *run, unsigned round);

/* Of one figure over the rounds [first, first + rounds). */
struct summary costs_summary(const struct run *run, enum figure figure, unsigned first, unsigned rounds);
struct summary costs_whole_summary(const struct run *run, enum figure figure);

/* Of the difference of two figures, taken within each round: what drifts cancels. */
struct summary costs_difference(const struct run *run, enum figure figure, enum figure base);

/* Are there rounds enough to draw a conclusion from? */
bool costs_rounds_enough(const struct run *run);

/* Of the running thread, per slow path. Negative noise is clipped. */
struct summary costs_loss(const struct run *run, bool *clipped);

/* Single slow paths of all rounds: p25 <= p50 <= p75 <= p99 <= largest. Nanoseconds. */
struct single_calls {
	uint64_t count;
	double p25, p50, p75, p99, largest;
};
struct single_calls costs_single_calls(const struct histogram *histogram);

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

/* In a quarter of the rounds or more a fast path saved nothing: no saving is to be relied on. (Without quartiles: in half.) */
bool costs_never(struct summary break_even);

/* ---- reports ------------------------------------------------------------ */

void costs_text(const struct run *run, bool verdict_only);
/* What it means, in a paragraph. */
struct membarrier_info;
void costs_verdict(const struct run *run, const struct membarrier_info *info, char *text, size_t size);
void costs_json(const struct run *run);

#endif
