/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * loops.c - loops that differ in one barrier.
 *
 * Each turn is the hot side of scenario SB: store, barrier, load, on different lines. There
 * is no other side, so no barrier below has a partner. The loops measure what each barrier
 * costs.
 */
#include "loops.h"

#include "../common/sys.h"

#define MOMENT 50000u /* nanoseconds: longer than an interrupt, shorter than a scheduler's turn */

#if HAVE_MFENCE
#define MFENCE() __asm__ __volatile__("mfence" ::: "memory")
#else
#define MFENCE() ((void)0) /* never run and never shown */
#endif

/* None of these has a partner: see above. */
HOT_LOOP(loop_compiler, atomic_signal_fence(memory_order_seq_cst))
HOT_LOOP(loop_fast, membarrier_fast_path())
HOT_LOOP(loop_normal, membarrier_normal_path())
HOT_LOOP(loop_c11, atomic_thread_fence(memory_order_seq_cst))
HOT_LOOP(loop_mfence, MFENCE())

void hot_turns(struct lines *own, const atomic_bool *stop)
{
	unsigned turn = atomic_load_explicit(&own->stored, memory_order_relaxed), sum = 0;

	while (!atomic_load_explicit(stop, memory_order_relaxed)) {
		atomic_store_explicit(&own->stored, ++turn, memory_order_relaxed);
		membarrier_fast_path(); /* No partner: only its cost matters. */
		sum += atomic_load_explicit(&own->loaded, memory_order_relaxed);
	}
	atomic_store_explicit(&own->loaded, sum & 1, memory_order_relaxed);
}

bool turns_go_on(const atomic_uint *turns)
{
	unsigned before = atomic_load_explicit(turns, memory_order_relaxed);
	uint64_t begin = sys_nanoseconds(), elapsed;
	bool more;

	do {
		more = atomic_load_explicit(turns, memory_order_relaxed) != before;
		elapsed = sys_nanoseconds() - begin;
	} while (!more && elapsed < MOMENT);
	return more && elapsed < MOMENT;
}
