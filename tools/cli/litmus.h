/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* litmus.h - what the parts of `membarrier litmus` share: the cells of its tables. */
#ifndef MEMBARRIER_CLI_LITMUS_H
#define MEMBARRIER_CLI_LITMUS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../measure/statistics.h"

#define MOST_THREADS 3
#define MOST_CELLS 23

/* These CPUs reorder nothing but a store with a later load: message passing cannot fail on them. */
#if defined(__x86_64__) || defined(__i386__) || defined(__s390x__)
#define MESSAGE_PASSING_CANNOT_FAIL 1
#else
#define MESSAGE_PASSING_CANNOT_FAIL 0
#endif

/* What a thread does between its two accesses. The last two are for controls: they are not the library's. */
enum barrier { FAST, NORMAL, SLOW, SLOW_TWICE, ONLY_COMPILER, ONLY_LOCAL };

/*
 * Every thread stores to a variable of its own and then loads the next thread's;
 * in message passing the first thread stores to both, the second loads both.
 */
enum shape { STORE_BUFFERING, MESSAGE_PASSING, RELAY };

/* What the rule of membarrier.h says of the outcome, for this strategy on this CPU. */
enum expectation {
	EXPECT_NONE,       /* forbidden */
	EXPECT_WEAK,       /* allowed, and this CPU can show it */
	EXPECT_IMPOSSIBLE, /* this CPU cannot show it, whatever the barriers do */
};

enum state {
	UNTRIED,
	HOLDS,        /* no forbidden outcome, and by the control's rate it would have been seen ten times or more */
	WEAK,         /* the outcome was seen where it is expected */
	INCONCLUSIVE, /* the outcome was not seen, which proves nothing: see cell_reason() */
	CANNOT_FAIL,
	FORBIDDEN, /* the outcome was seen where it must not be */
};

struct cell {
	enum shape shape;
	enum barrier barriers[MOST_THREADS];
	bool control;  /* does not use the library: must show the outcome */
	bool promised; /* by the rule, whatever the strategy */
	enum expectation expectation;
	unsigned share; /* of the running time */

	uint64_t rounds, outcomes;
	uint64_t asked;     /* slow paths that the threads called */
	uint64_t completed; /* as membarrier_get_stats() counted them */
	uint64_t barriers_made, joined;
	struct histogram costs; /* nanoseconds of one thread's slow paths in a round, with the accesses around them */
};

struct plan {
	struct cell cells[MOST_CELLS];
	unsigned count;
	unsigned cpus[MOST_THREADS]; /* which the threads are pinned to */
	unsigned threads;            /* 3 if the relay is tried */
	unsigned allowed;            /* how many this process may use */
	bool cpu_shared;             /* two of the three threads share a CPU */
	bool pinned;                 /* as far as tried so far */
	bool asymmetric;
};

/* How long; exactly one of the two is not 0. */
struct limits {
	uint64_t nanoseconds; /* for all cells together */
	uint64_t rounds;      /* per cell; a fifth of it where slow paths run */
};

/* ---- litmus_cell.c ---- */

unsigned cell_threads(const struct cell *cell);
unsigned cell_slow_paths(const struct cell *cell); /* in each round */

/* ---- litmus_run.c: the engine ---- */

/*
 * Runs the cell's threads, adds to its counts, and returns after the given number
 * of rounds or when the time is over, whichever is first. False if a thread could
 * not be started.
 */
bool cell_run(struct plan *plan, struct cell *cell, uint64_t rounds, uint64_t nanoseconds);

/* ---- litmus_plan.c: which cells there are, and what they mean ---- */

void plan_fill(struct plan *plan);
/* done is the part of the whole that is behind us, of 1. False if a thread could not be started. */
bool plan_run(struct plan *plan, const struct limits *limits, void (*progress)(const struct cell *cell, double done));
enum state cell_state(const struct plan *plan, const struct cell *cell);
/* Why a cell is inconclusive; NULL if it is not. */
const char *cell_reason(const struct plan *plan, const struct cell *cell);
int plan_status(const struct plan *plan);

/* ---- litmus_report.c ---- */

void report_table(const struct plan *plan, const char *strategy, const char *system, bool colour);
void report_verdict(const struct plan *plan, bool colour);
void report_document(const struct plan *plan, const char *strategy, const char *system, double seconds);
/* It was not even begun. */
void report_untried(const char *reason, bool json);
void cell_label(const struct cell *cell, char *text, size_t size);

#endif
