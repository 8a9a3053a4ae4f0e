/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails_callers.h - what the callers of each situation do; for tails_slice.c. */
#ifndef BENCH_TAILS_CALLERS_H
#define BENCH_TAILS_CALLERS_H

#include <stdatomic.h>

#include "../tools/common/sys.h"
#include "../tools/measure/loops.h"
#include "tails.h"

struct arena {
	const struct tails_row *row;
	bool (*call)(void);
	uint64_t begin, end; /* what is counted */
	_Alignas(LINE) atomic_uint ready;
	atomic_bool go, stop, refused, not_realtime;
};

struct caller {
	struct arena *arena;
	uint64_t random;
	atomic_ullong made; /* calls in all; a handler counts too */
	double sum;         /* of the counted ones, nanoseconds */
	double expensive_sum, expensive;
	struct histogram took;
	bool measures; /* else it calls back to back, and nothing is counted */
	int cpu;       /* < 0: where the system puts it */
	struct sys_thread *thread;
	_Atomic unsigned long handle; /* of the thread, for signals */
};

/* Until arena->end. */
void caller_runs(struct caller *caller);

/* Forks now and then until arena->end, and records what the children's first calls took. */
void forks_children(struct caller *caller);

/* Sends signals to that caller's thread now and then until arena->end. */
void sends_signals(struct caller *caller);

/* How many turns of the loop that stands for work take a microsecond. Before the first slice. */
void measure_work(void);

#endif
