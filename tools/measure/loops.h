/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* loops.h - hot loops that differ in one barrier. */
#ifndef MEMBARRIER_MEASURE_LOOPS_H
#define MEMBARRIER_MEASURE_LOOPS_H

#include <membarrier.h>
#include <stdatomic.h>
#include <stdbool.h>

/*
 * The C11 fence depends on the compiler: on x86 clang, and GCC before 11, use `mfence`, and
 * later versions of GCC a locked instruction. So it has its own row.
 */
#if defined(__GNUC__) && defined(__SSE2__)
#define HAVE_MFENCE true
#else
#define HAVE_MFENCE false
#endif

/* Two cache lines, because some CPUs fetch lines in pairs. */
#define LINE 128

/* The words to which the loops store and from which they load, each in its own line. */
struct lines {
	_Alignas(LINE) atomic_uint stored;
	_Alignas(LINE) atomic_uint loaded;
};

/*
 * `turns` times: store, barrier, load. The result depends on every load. The accesses are
 * atomic, so that no compiler may drop, merge or move them across turns, and relaxed, so
 * that they add no order.
 */
#define HOT_LOOP(name, barrier)                                                \
	unsigned name(struct lines *lines, unsigned turns)                         \
	{                                                                          \
		unsigned sum = 0;                                                      \
                                                                               \
		for (unsigned i = 0; i < turns; i++) {                                 \
			atomic_store_explicit(&lines->stored, i, memory_order_relaxed);    \
			barrier;                                                           \
			sum += atomic_load_explicit(&lines->loaded, memory_order_relaxed); \
		}                                                                      \
		return sum;                                                            \
	}
typedef unsigned hot_loop(struct lines *lines, unsigned turns);
hot_loop loop_compiler, loop_fast, loop_normal, loop_c11, loop_mfence;

/* The same with fast paths until *stop is set. Other threads may read in own->stored how many turns it has made. */
void hot_turns(struct lines *own, const atomic_bool *stop);

/* Does the thread that counts these turns run at this moment? If the caller loses its own CPU meanwhile, the answer is no. */
bool turns_go_on(const atomic_uint *turns);

#endif
