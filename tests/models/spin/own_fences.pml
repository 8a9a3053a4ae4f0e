/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * own_fences.pml - why the slow path has a full fence of its own on either side.
 *
 * The strategy may return at once and fence no thread: Linux does if the process has
 * one thread, or the machine one CPU. The caller must still find a full fence where
 * its partner is in another address space (or is a device), on a normal path:
 *
 *   CPU 0  caller   Y = 1; [a  strategy  c]; r2 = X
 *   CPU 1  partner  X = 1; normal path; r1 = Y            never r1 == r2 == 0
 *
 * (without a scenario)  either fence is enough; with neither it fails
 * -DLOAD_INSIDE   r2 = X is read by a signal handler that the strategy's system
 *                 call itself raises (SIGSYS): only a orders it after Y = 1
 * -DSTORE_INSIDE  Y = 1 is stored by such a handler: only c orders it before r2 = X
 *
 * Mutants: -DNO_ENTRY_FENCE (a), -DNO_EXIT_FENCE (c).
 */
#define CPUS 2
#define DEPTH 1
#define X 0
#define Y 1
#define CELLS 2
#include "tso.inc"

byte r1, r2, finished;
bool ordered = true;

proctype caller()
{
#ifndef STORE_INSIDE
	store(0, Y, 1);
#endif
#ifndef NO_ENTRY_FENCE
	full_fence(0);
#endif
#ifdef STORE_INSIDE
	store(0, Y, 1);
#endif
#ifdef LOAD_INSIDE
	load(0, X, r2);
#endif
#ifndef NO_EXIT_FENCE
	full_fence(0);
#endif
#ifndef LOAD_INSIDE
	load(0, X, r2);
#endif
	finished++
}

proctype partner()
{
	store(1, X, 1);
	normal_path(1);
	load(1, Y, r1);
	finished++
}

init {
	atomic {
		run caller();
		run partner()
	}
	finished == 2;
	ordered = r1 || r2;
	assert(ordered)
}
