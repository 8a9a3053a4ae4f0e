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

/* These CPUs reorder only a store with a later load, so message passing cannot fail on them. */
#if defined(__x86_64__) || defined(__i386__) || defined(__s390x__)
#define MESSAGE_PASSING_CANNOT_FAIL 1
#else
#define MESSAGE_PASSING_CANNOT_FAIL 0
#endif

/* What a thread executes between its two accesses. The last two are for controls, and not of the library. */
enum barrier { FAST, NORMAL, SLOW, SLOW_TWICE, ONLY_COMPILER, ONLY_LOCAL };

/*
 * Every thread stores to its variable and then loads that of the next thread. In message
 * passing the first thread stores to both variables, and the second loads both.
 */
enum shape { STORE_BUFFERING, MESSAGE_PASSING, RELAY };

/* What the rule of membarrier.h says about the weak outcome, for this strategy on this CPU. */
enum expectation {
	EXPECT_NONE,       /* forbidden */
	EXPECT_WEAK,       /* allowed, and this CPU can show it */
	EXPECT_IMPOSSIBLE, /* this CPU cannot show it, whatever the barriers do */
};

enum state {
	UNTRIED,
	HOLDS,        /* no forbidden outcome, which at the control's rate would have appeared ten times or more */
	WEAK,         /* the outcome appeared, and is expected */
	INCONCLUSIVE, /* the outcome did not appear, which proves nothing: see cell_reason() */
	CANNOT_FAIL,
	FORBIDDEN, /* the outcome appeared, and is forbidden */
};

struct cell {
	enum shape shape;
	enum barrier barriers[MOST_THREADS];
	bool control;  /* does not use the library, and must show the outcome */
	bool promised; /* the rule forbids the outcome, whatever the strategy */
	enum expectation expectation;
	unsigned share; /* its share of the time */

	uint64_t rounds, outcomes;
	uint64_t asked;     /* slow paths that the threads called */
	uint64_t completed; /* the count of membarrier_get_stats() */
	uint64_t barriers_made, joined;
	struct histogram costs; /* nanoseconds of one thread's slow paths in a round, with the accesses around them */
};

struct plan {
	struct cell cells[MOST_CELLS];
	unsigned count;
	unsigned cpus[MOST_THREADS]; /* the CPUs to which the threads are pinned */
	unsigned threads;            /* 3 with the relay */
	unsigned allowed;            /* the number of CPUs that this process may use */
	bool cpu_shared;             /* two of the three threads share a CPU */
	bool pinned;                 /* every attempt so far has succeeded */
	bool asymmetric;
};

/* How long to run; exactly one of the two is not 0. */
struct limits {
	uint64_t nanoseconds; /* for all cells together */
	uint64_t rounds;      /* for each cell; a fifth of it if slow paths run */
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

/* ---- litmus_plan.c: the cells, and what their counts mean ---- */

void plan_fill(struct plan *plan);
/* progress() gets the part of the run that is done, from 0 to 1. False if a thread could not be started. */
bool plan_run(struct plan *plan, const struct limits *limits, void (*progress)(const struct cell *cell, double done));
enum state cell_state(const struct plan *plan, const struct cell *cell);
/* Says why a cell is inconclusive; NULL if it is not. */
const char *cell_reason(const struct plan *plan, const struct cell *cell);
int plan_status(const struct plan *plan);

/* ---- litmus_report.c ---- */

void report_table(const struct plan *plan, const char *strategy, const char *system, bool colour);
void report_verdict(const struct plan *plan, bool colour);
void report_document(const struct plan *plan, const char *strategy, const char *system, double seconds);
/* Reports a run that could not begin. */
void report_untried(const char *reason, bool json);
void cell_label(const struct cell *cell, char *text, size_t size);

#endif
