/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * bench.h - what the files of `membarrier bench` share.
 *
 *   bench.c         arguments, help
 *   bench_loops.c   the hot loops, in which one barrier differs
 *   bench_slice.c   one measurement, and the thread on the other CPU
 *   bench_run.c     all of them, round after round, in random order
 *   bench_figures.c break-even; medians and quartiles are bench_statistics.c
 *   bench_text.c    the report for people
 *   bench_json.c    the report for programs
 */
#ifndef MEMBARRIER_TOOL_BENCH_H
#define MEMBARRIER_TOOL_BENCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <membarrier.h>

#include "bench_statistics.h"

/* ---- hot loops ---------------------------------------------------------- */

/*
 * The C11 fence is what the compiler makes of it: on x86 `mfence` from clang, and
 * from GCC before 11; a locked instruction from later ones. So it has a row of its own.
 */
#if defined(__GNUC__) && defined(__SSE2__)
#define HAVE_MFENCE true
#else
#define HAVE_MFENCE false
#endif

/* Two cache lines with a margin: some CPUs fetch lines in pairs. */
#define LINE 128

/* What the loops store to and load from: lines of their own. */
struct lines {
	_Alignas(LINE) atomic_uint stored;
	_Alignas(LINE) atomic_uint loaded;
};

/*
 * turns times: store, barrier, load. The result depends on every load. The accesses are
 * atomic, so that no compiler may drop, merge or move them over turns, and relaxed, so
 * that they add no ordering of their own.
 */
#define HOT_LOOP(name, barrier)                                                     \
	unsigned name(struct lines *lines, unsigned turns)                              \
	{                                                                               \
		unsigned sum = 0;                                                           \
                                                                                    \
		for (unsigned i = 0; i < turns; i++) {                                      \
			atomic_store_explicit(&lines->stored, i, memory_order_relaxed);         \
			barrier;                                                                \
			sum += atomic_load_explicit(&lines->loaded, memory_order_relaxed);      \
		}                                                                           \
		return sum;                                                                 \
	}
typedef unsigned hot_loop(struct lines *lines, unsigned turns);
hot_loop loop_compiler, loop_fast, loop_normal, loop_c11, loop_mfence;

/* The same with fast paths until told to stop; others may see in own->stored how many turns it has made. */
void hot_turns(struct lines *own, const atomic_bool *stop);

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
	double took;      /* seconds */
	double clock;     /* nanoseconds for reading the clock once */
	unsigned rounds, room;
	double (*round)[FIGURES];
	double *scratch;                 /* as long as round; for sorting */
	uint64_t turns[FIGURES];         /* in all rounds */
	struct histogram alone, running; /* single slow paths */
};

/* NULL, or why not one round could be completed. */
const char *bench_run(struct run *run);

bool bench_needs_peer(enum figure figure);

/* Can this figure be had here? */
bool bench_measured(const struct run *run, enum figure figure);

/* ---- summaries ---------------------------------------------------------- */

/* Of one figure over the rounds [first, first + rounds). */
struct summary bench_summary(const struct run *run, enum figure figure, unsigned first, unsigned rounds);
struct summary bench_whole_summary(const struct run *run, enum figure figure);

/* Of the difference of two figures, taken within each round: what drifts cancels. */
struct summary bench_difference(const struct run *run, enum figure figure, enum figure base);

/* One answer to "when does asymmetry pay?". */
struct break_even {
	const char *name; /* in JSON */
	const char *text;
	enum figure slow, fence, fast;
	bool loses; /* a running thread is interrupted */
};

enum { AGAINST_NORMAL, AGAINST_C11, AGAINST_MFENCE, ON_POLLED_LINE, WITH_NONE_RUNNING, BREAK_EVENS };
extern const struct break_even bench_break_evens[BREAK_EVENS];
bool bench_break_even_measured(const struct run *run, const struct break_even *what);

/*
 * Fast paths per slow path from which asymmetry pays:
 *
 *     slow path - fence + what the interrupted thread loses
 *     -----------------------------------------------------
 *                    fence - fast path
 *
 * in each round. INFINITY stands for rounds in which a fast path saved nothing.
 */
struct summary bench_break_even(const struct run *run, const struct break_even *what);

/* In a quarter of the rounds or more a fast path saved nothing: no saving is to be relied on. */
bool bench_never(struct summary break_even);

/* ---- reports ------------------------------------------------------------ */

void bench_text(const struct run *run, bool verdict_only);
void bench_json(const struct run *run);

#endif
