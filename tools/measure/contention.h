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
 * A cell is so many callers, back to back, beside so many hot threads that run fast
 * paths. In each round each contender has one slice in each cell; whatever compares
 * two contenders is taken within the round.
 */
#ifndef MEMBARRIER_MEASURE_CONTENTION_H
#define MEMBARRIER_MEASURE_CONTENTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "room.h"
#include "statistics.h"

/* One way to make a process-wide barrier. */
struct contender {
	const char *name;
	bool ours;                  /* the report says where it loses */
	bool (*call)(void);         /* false: refused */
	uint64_t (*barriers)(void); /* made by the system so far; NULL: not known */
	void (*attach)(void);       /* in every thread, hot ones too, before and after; NULL: nothing to do */
	void (*detach)(void);
};

extern const struct contender contender_raw, contender_library;

struct cell {
	unsigned callers, hot;
};

/* Of one contender in one cell in one round; all per second. */
struct sample {
	double calls;
	double barriers;
	double turns; /* of all hot threads */
};

#define MOST_CONTENDERS 6
#define MOST_CELLS 64
#define MOST_THREADS 1024 /* callers and hot threads of one cell */

struct contention {
	/* asked for */
	const char *name, *executable;   /* in JSON */
	const char *title;               /* what a call is, in a sentence without its stop */
	unsigned seconds, slice, settle; /* the latter in milliseconds: of a slice, and from its start to the first look */
	const struct contender *contender[MOST_CONTENDERS]; /* the first is what the others are compared with */
	unsigned contenders;
	struct cell cell[MOST_CELLS];
	unsigned cells;
	bool progress;

	/* measured */
	bool pinned;      /* the hot threads */
	bool interrupted; /* by the user, before the time was up */
	double took;      /* seconds */
	unsigned rounds;
	struct room room;                      /* [round][cell][contender], and after the last the hot threads alone */
	uint64_t calls;                        /* of the library's slow path, by all callers in all slices */
	uint64_t slow_paths, barriers, joined; /* as the library has counted meanwhile */
};

/* What `membarrier bench` and the published figures agree on. */
#define SLICE_DEFAULT 40
#define SETTLE_DEFAULT 10

/* A cell of each number of callers with each of hot threads; false if they are too many. */
bool contention_cells(struct contention *contention, const unsigned *callers, unsigned rows, const unsigned *hot,
                      unsigned columns);

/* NULL, or why not one round could be completed. */
const char *contention_run(struct contention *contention);

/* ---- one slice: contention_slice.c ---- */

/* NULL, or why not. Without a contender the hot threads run alone. */
const char *contention_slice(struct contention *contention, const struct cell *cell, const struct contender *contender,
                             struct sample *sample);

/* ---- figures ---- */

struct sample *contention_sample(const struct contention *contention, unsigned round, unsigned cell, unsigned contender);

/* One contender in one cell, over the rounds. Ratios and losses are taken within each round first. */
struct row {
	struct cell cell;
	const struct contender *contender;
	bool base;               /* the others are compared with it */
	struct summary calls;    /* per second */
	struct summary ratio;    /* of calls, to the base's */
	struct summary barriers; /* per call; empty if nothing counts them */
	struct summary loss;     /* share of the hot threads' turns that callers cost them; empty without hot threads */
	unsigned stalled;        /* rounds in which it made no call: they are in no ratio */
	bool disturbed;          /* other programs ran beside the hot threads alone: they made no turn, or far fewer */
	bool clipped;            /* the loss was below 0, by noise */
};

/* One contender in a group of cells: the geometric mean of its ratios in each round. */
struct mean {
	const char *name; /* of the group, in JSON */
	const char *text;
	bool first; /* of its group */
	bool whole; /* the group is all cells: a mixture */
	unsigned cells;
	unsigned left_out; /* cells in which it or the base stalled in a round */
	const struct contender *contender;
	struct summary ratio; /* empty if no cell is left */
};

enum { GROUPS = 4 };

/* All that the reports say, computed once. */
struct figures {
	unsigned rows, means;
	struct row row[MOST_CELLS * MOST_CONTENDERS]; /* by cell, then by contender */
	struct mean mean[GROUPS * MOST_CONTENDERS];   /* by group, then by contender; groups without a cell are left out */
};

/* Are there rounds enough to draw a conclusion from? */
bool contention_rounds_enough(const struct contention *contention);

void contention_compute(const struct contention *contention, struct figures *figures);

/* ---- reports: three writers that compute nothing ---- */

/* For people. */
void contention_text(const struct contention *contention, const struct figures *figures, bool verdict_only);
/* What a user of the library wants to know of it, in a sentence or two. */
void contention_verdict(const struct contention *contention, const struct figures *figures, char *text, size_t size);
/* For programs. */
void contention_json(const struct contention *contention, const struct figures *figures);
/* For plots: a row a line, in columns that the first line names. */
void contention_data(const struct figures *figures);

#endif
