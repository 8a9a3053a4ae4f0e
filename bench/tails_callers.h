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
	uint64_t begin, end; /* the time in which calls are counted */
	_Alignas(LINE) atomic_uint ready;
	atomic_bool go, stop, refused, not_realtime;
};

struct caller {
	struct arena *arena;
	uint64_t random;
	atomic_ullong made; /* all calls, also those of handlers */
	double sum;         /* nanoseconds of the counted calls */
	double expensive_sum, expensive;
	struct histogram took;
	bool measures; /* false: it calls back to back, and its calls are not counted */
	int cpu;       /* < 0: the system chooses */
	struct sys_thread *thread;
	_Atomic unsigned long handle; /* of the thread, for signals */
};

/* Runs a caller until arena->end. */
void caller_runs(struct caller *caller);

/* Forks now and then until arena->end, and records the times of the children's first calls. */
void forks_children(struct caller *caller);

/* Sends signals to that caller's thread now and then until arena->end. */
void sends_signals(struct caller *caller);

/* Measures how many turns of the work loop take a microsecond. Call it before the first slice. */
void measure_work(void);

#endif
