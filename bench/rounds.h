/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rounds.h - programs that compare loops of one or two threads. Each contender of a situation has one slice
 * in each round, in random order. Ratios are computed within a round; a bar is a ratio with a goal.
 *
 *   rounds.c         options, slices and rounds
 *   rounds_text.c    the report, and the ratios behind both reports
 *   rounds_json.c    the report for programs
 *   hazard.c, quiescence.c         the situations and the bars of two programs
 *   reclamation.h, reclamation_*.c their loops: ours, hand-written ones, other libraries'
 */
#ifndef BENCH_ROUNDS_H
#define BENCH_ROUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../tools/measure/statistics.h"

enum { MOST_ROUNDS = 200, MOST_CONTENDERS = 12, MOST_SITUATIONS = 20, BATCH = 64 };

/* The part of one thread in a slice. */
struct work {
	void (*run)(struct work *work);
	unsigned me;     /* 0 or 1, also the index of the CPU */
	unsigned pause;  /* nanoseconds from the begin of an operation to the begin of the next; 0: no pause */
	uint64_t passes; /* out: operations */
	bool rests;      /* out: it makes no operations, on purpose */
	double count;    /* out: the count of the situation, of the first thread */
	uint64_t begin, end;
};
typedef void work_loop(struct work *work);

struct contender {
	const char *key;
	work_loop *run[2]; /* the first is NULL: absent at build time; the second: one thread */
};

struct situation {
	const char *key, *what;
	const char *counted; /* what is counted too; NULL: nothing */
	bool both;           /* the first figure is for both threads together */
	unsigned pause;
	struct contender contenders[MOST_CONTENDERS]; /* the first is ours */
};

/* A goal. FIRST, SECOND: for the time per operation of the first or second thread, as a ratio of ours to the peer's. */
enum figure { FIRST, SECOND };
enum goal {
	TIME,         /* at most this multiple of the peer's time per operation */
	PACE,         /* at least this multiple of the peer's operations per second */
	NANOSECONDS,  /* at most this many nanoseconds per operation */
	MOST_COUNTED, /* at most this count in any round */
};
struct bar {
	const char *key, *situation, *ours, *peer; /* peer: NULL if the goal is not a ratio */
	enum figure figure;
	enum goal goal;
	double value;
};

struct table {
	const char *name, *absent; /* absent: libraries that cannot be built on this system */
	const struct situation *situations;
	unsigned situation_count;
	const struct bar *bars;
	unsigned bar_count;
};

/* ---- for the loops ---- */

extern struct rounds_stop {
	bool now __attribute__((aligned(128)));
} rounds_stop;

static inline bool rounds_over(void)
{
	return __atomic_load_n(&rounds_stop.now, __ATOMIC_RELAXED);
}

/* The time of the loop begins when all threads of the slice have called this. */
void rounds_begin(struct work *work);
void rounds_end(struct work *work, uint64_t passes);

/* PREPARE may declare variables. The time includes END. */
#define WORK_LOOP(name, PREPARE, PASS, END)                    \
	void name(struct work *work)                               \
	{                                                          \
		uint64_t passes = 0;                                   \
		PREPARE;                                               \
		rounds_begin(work);                                    \
		while (!rounds_over())                                 \
			for (unsigned batch = 0; batch < BATCH; batch++) { \
				PASS;                                          \
				passes++;                                      \
			}                                                  \
		END;                                                   \
		rounds_end(work, passes);                              \
	}

/* Reads the command line, measures and reports; returns the exit status. */
int rounds_run(const struct table *table, char **argv);

/* ---- results ---- */

struct results {
	unsigned rounds, milliseconds, allowed, cpu[2];
	bool pinned, before_others, interrupted;
	double took;
	double beside; /* how much longer a loop takes beside another one than alone */
	double ns[MOST_SITUATIONS][MOST_CONTENDERS][2][MOST_ROUNDS]; /* NaN: there is no such thread */
	double counts[MOST_SITUATIONS][MOST_CONTENDERS][MOST_ROUNDS];
	uint64_t passes[MOST_SITUATIONS][MOST_CONTENDERS][2];
};

static inline bool takes_part(const struct contender *contender)
{
	return contender->run[0] != NULL;
}

/* Returns the number of contenders, also of absent ones. */
static inline unsigned contender_count(const struct situation *situation)
{
	unsigned count = 0;

	while (count < MOST_CONTENDERS && situation->contenders[count].key)
		count++;
	return count;
}

struct summary time_summary(const struct results *results, unsigned situation, unsigned contender, enum figure figure);
/* Summarises the contender's time per operation divided by ours. */
struct summary ratio_to_ours(const struct results *results, unsigned situation, unsigned contender, enum figure figure);
struct summary count_summary(const struct results *results, unsigned situation, unsigned contender);
double most_counted(const struct results *results, unsigned situation, unsigned contender);

struct verdict {
	struct summary got;
	const char *text; /* "reached", "within 15 %", "NOT reached"; NULL: not measured */
};
struct verdict bar_verdict(const struct results *results, const struct table *table, const struct bar *bar);
const char *goal_text(const struct bar *bar, char text[64]);

void rounds_print(const struct results *results, const struct table *table);
void rounds_json(const struct results *results, const struct table *table);

#endif
