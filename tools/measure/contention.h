/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * contention.h - many threads that call slow paths at once, against the raw call.
 *
 *   contention_slice.c    callers and hot threads for some milliseconds
 *   contention_run.c      all cells, round after round, in random order
 *   contention_figures.c  ratios, losses, means
 *   contention_text.c     the report for people
 *   contention_json.c     the report for programs
 *   contention_data.c     the rows for plots
 *
 * A cell has a number of callers, which call back to back, and a number of hot threads,
 * which run fast paths. In each round each contender has one slice in each cell. Figures
 * that compare two contenders are computed within the round.
 */
#ifndef MEMBARRIER_MEASURE_CONTENTION_H
#define MEMBARRIER_MEASURE_CONTENTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "room.h"
#include "statistics.h"

/* One implementation of a process-wide barrier. */
struct contender {
	const char *name;
	bool ours;                  /* this library: the report says where it loses */
	bool (*call)(void);         /* false: refused */
	uint64_t (*barriers)(void); /* barriers made by the system so far; NULL: not known */
	void (*attach)(void);       /* called in every thread, also in hot ones, before and after; NULL: not needed */
	void (*detach)(void);
};

extern const struct contender contender_raw, contender_library;

struct cell {
	unsigned callers, hot;
};

/* The figures of one contender in one cell in one round, all per second. */
struct sample {
	double calls;
	double barriers;
	double turns; /* turns of all hot threads */
};

#define MOST_CONTENDERS 6
#define MOST_CELLS 64
#define MOST_THREADS 1024 /* callers and hot threads of one cell */

struct contention {
	/* asked for */
	const char *name, *executable; /* in JSON */
	const char *title;             /* what a call is, for a sentence */
	unsigned seconds, slice,
		settle; /* slice and settle in milliseconds; settle: from the start of a slice to the first look */
	const struct contender *contender[MOST_CONTENDERS]; /* the others are compared with the first */
	unsigned contenders;
	struct cell cell[MOST_CELLS];
	unsigned cells;
	bool progress;

	/* measured */
	bool pinned;      /* the hot threads are pinned */
	bool interrupted; /* by the user, before the time was up */
	double took;      /* seconds */
	unsigned rounds;
	struct room room;                      /* [round][cell][contender], and after the last the hot threads alone */
	uint64_t calls;                        /* calls of the library's slow path in all slices */
	uint64_t slow_paths, barriers, joined; /* the library's counts of them */
};

/* Used by `membarrier bench` and for the published figures. */
#define SLICE_DEFAULT 40
#define SETTLE_DEFAULT 10

/* Makes a cell for each number of callers with each number of hot threads; false if there are too many. */
bool contention_cells(struct contention *contention, const unsigned *callers, unsigned rows, const unsigned *hot,
                      unsigned columns);

/* Returns NULL, or why no round could be completed. */
const char *contention_run(struct contention *contention);

/* ---- one slice: contention_slice.c ---- */

/* Returns NULL, or why it failed. Without a contender only the hot threads run. */
const char *contention_slice(struct contention *contention, const struct cell *cell, const struct contender *contender,
                             struct sample *sample);

/* ---- figures ---- */

struct sample *contention_sample(const struct contention *contention, unsigned round, unsigned cell, unsigned contender);

/* One contender in one cell, over all rounds. Ratios and losses are computed within each round first. */
struct row {
	struct cell cell;
	const struct contender *contender;
	bool base;               /* the others are compared with it */
	struct summary calls;    /* per second */
	struct summary ratio;    /* calls, divided by those of the base */
	struct summary barriers; /* per call; empty if nothing counts them */
	struct summary loss;     /* the share of their turns that hot threads lose; empty without hot threads */
	unsigned stalled;        /* rounds without a call; they are in no ratio */
	bool disturbed;          /* other programs ran while the hot threads ran alone, which made no turn or far fewer */
	bool clipped;            /* noise made the loss negative */
};

/* One contender in a group of cells: the geometric mean of its ratios in each round. */
struct mean {
	const char *name; /* the name of the group in JSON */
	const char *text;
	bool first; /* of its group */
	bool whole; /* the group has all cells: a mixture */
	unsigned cells;
	unsigned left_out; /* cells in which it or the base stalled in a round */
	const struct contender *contender;
	struct summary ratio; /* empty if no cell is left */
};

enum { GROUPS = 4 };

/* All figures of the reports, computed once. */
struct figures {
	unsigned rows, means;
	struct row row[MOST_CELLS * MOST_CONTENDERS]; /* by cell, then by contender */
	struct mean mean[GROUPS * MOST_CONTENDERS];   /* by group, then by contender; groups without a cell are left out */
};

/* Are there enough rounds for a conclusion? */
bool contention_rounds_enough(const struct contention *contention);

void contention_compute(const struct contention *contention, struct figures *figures);

/* ---- reports: the writers compute nothing ---- */

/* For people. */
void contention_text(const struct contention *contention, const struct figures *figures, bool verdict_only);
/* Writes the result for a user of the library, in one or two sentences. */
void contention_verdict(const struct contention *contention, const struct figures *figures, char *text, size_t size);
/* For programs. */
void contention_json(const struct contention *contention, const struct figures *figures);
/* For plots: each row is a line, and the first line names the columns. */
void contention_data(const struct figures *figures);

#endif
