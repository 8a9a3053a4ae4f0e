/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * tails.h - how long single slow paths take, above all the slowest, against the raw call.
 *
 *   tails.c            options, rows
 *   tails_run.c        all rows, round after round
 *   tails_slice.c      threads of one contender for some milliseconds
 *   tails_callers.c    what the callers of each situation do
 *   tails_strangers.c  busy processes of other sessions
 *   tails_figures.c    ratios and verdicts
 *   tails_text.c, tails_json.c
 *
 * A row is a situation with its numbers. In each round each contender has one slice in
 * each row. Figures that compare two contenders are computed within the round.
 */
#ifndef BENCH_TAILS_H
#define BENCH_TAILS_H

#include <stdbool.h>
#include <stdint.h>

#include "../tools/measure/contention.h"
#include "../tools/measure/statistics.h"

enum situation {
	CLOSED,   /* work, a call, work, a call */
	OPEN,     /* calls are due at random times; latencies count from those times */
	MEET,     /* all callers wake at the same time and call */
	FORK,     /* a child of fork() makes its first call; the parent's callers call back to back */
	HANDLER,  /* a signal handler calls while its own thread is in a call */
	REALTIME, /* a SCHED_FIFO thread calls on the CPU of ordinary callers */
	SITUATIONS
};
extern const char *const situation_names[SITUATIONS];

struct tails_row {
	enum situation situation;
	unsigned callers, hot, strangers;
	int nice;       /* niceness of the strangers */
	unsigned pause; /* microseconds of work between calls, or from one time to the next */
};

enum statistic { MEAN, P50, P99, P999, MOST, STATISTICS };
extern const char *const statistic_names[STATISTICS];

/* The figures of one contender in one row in one round; times in nanoseconds. */
struct tails_sample {
	double time[STATISTICS];
	double calls;       /* measured calls */
	double least, most; /* calls of the least and of the most served caller */
	double barriers;    /* per call; NaN if they are not counted */
	double turns;       /* turns of the hot threads */
	double expensive;   /* the mean of calls that took EXPENSIVE or more and probably were not preempted */
};

/* How often each contender runs in a row: raw, raw again, the library. */
enum { RAW, AGAIN, LIBRARY, CONTENDERS };
extern const char *const contender_names[CONTENDERS];

/* Nanoseconds: a call that interrupts others takes longer than the first; one that loses its CPU, than the second. */
#define EXPENSIVE 2000
#define PREEMPTED 1000000

#define MOST_ROWS 256
#define MOST_CALLERS 256

struct tails {
	struct tails_row row[MOST_ROWS];
	unsigned rows;
	unsigned seconds, least_rounds, slice, settle; /* slice and settle in milliseconds */
	bool pinned;                                   /* callers are pinned too, to CPUs in turn */
	bool progress;

	bool interrupted, not_nice;
	bool refused[MOST_ROWS]; /* SCHED_FIFO was refused, so the row has no samples */
	double took;
	unsigned rounds;
	struct room room;                             /* [round][row][contender] */
	uint64_t calls, slow_paths, barriers, joined; /* calls of the library, and its counts */
};

struct tails_sample *tails_sample(const struct tails *tails, unsigned round, unsigned row, unsigned contender);

/* Returns NULL, or why no round could be completed. */
const char *tails_run(struct tails *tails);

/* Returns NULL, or why it failed. */
const char *tails_slice(struct tails *tails, unsigned row, unsigned contender, uint64_t seed,
                        struct tails_sample *sample);

/* ---- strangers ---------------------------------------------------------------- */

/* Starts busy processes, each in a session. False: not all could be started; *not_nice: not with that niceness. */
bool strangers_start(unsigned count, int nice, bool *not_nice);
void strangers_stop(void);

/* ---- figures ------------------------------------------------------------------ */

/* The goal of a row: at most factor times the raw call's time, plus some nanoseconds. */
struct goal {
	double factor, slack;
};
extern const struct goal tails_goals[STATISTICS];
/* Situations other than CLOSED and OPEN are judged only by p99.9, and rows without calls are not judged. */
bool tails_is_judged(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic);

struct summary tails_time(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic);
struct summary tails_ratio(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic);
/* Summarises, over rounds, the time beyond the goal; the row holds if the median is not above 0. */
struct summary tails_excess(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic);
bool tails_holds(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic);
/* The calls of the least served caller, divided by those of the most served one. */
struct summary tails_fairness(const struct tails *tails, unsigned row, unsigned contender);
struct summary tails_calls(const struct tails *tails, unsigned row, unsigned contender);
struct summary tails_barriers(const struct tails *tails, unsigned row, unsigned contender);
struct summary tails_expensive(const struct tails *tails, unsigned row, unsigned contender);
/* The turns of the hot threads, divided by those beside the raw call. */
struct summary tails_pace(const struct tails *tails, unsigned row, unsigned contender);

void tails_text(const struct tails *tails);
void tails_json(const struct tails *tails);

#endif
