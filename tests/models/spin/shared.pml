/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * shared.pml - the pair of src/shared.c on x86-TSO: a hot process that registers as a receiver while a slow path of
 * another process is on its way.
 *
 * Hot: registers (kernel: a bit of its CPU's run queue, then a full barrier); free = 1; X = 1; r1 = Y.
 * Slow: Y = 1; full fence; looks at the bit: if it is set, Hot's CPU executes a full fence; full fence; r2 = X.
 *
 * Property `ordered`: not r1 == 0 and r2 == 0.
 *
 * Mutants:
 *   CHEATS         Hot is free and has not registered
 *   EARLY          Hot is free before it has registered
 *   NO_KERNEL      registering is not followed by a full barrier
 *   NO_ENTRY       Slow has no fence before the look
 *   LOCAL          Slow makes no barrier
 */
#define HOT 0
#define SLOW 1

bool told, x, y, r1, r2, hotdone, slowdone, ordered = true;
bool xpending, toldpending, ypending; /* stores in a buffer: of Hot x and told (told before x), of Slow y */

inline drain_hot() { if :: toldpending -> told = true; toldpending = false :: else fi; if :: xpending -> x = true; xpending = false :: else fi }

active proctype HotBuffer()
{
end:	do
	:: atomic { toldpending -> told = true; toldpending = false }
	:: atomic { !toldpending && xpending -> x = true; xpending = false }
	od
}

active proctype SlowBuffer()
{
end:	do
	:: atomic { ypending -> y = true; ypending = false }
	od
}

active proctype Hot()
{
#ifdef EARLY
	xpending = true;
	r1 = y;
#endif
#ifndef CHEATS
	toldpending = true;
#ifndef NO_KERNEL
	atomic { drain_hot() };
#endif
#endif
#ifndef EARLY
	xpending = true;
	r1 = y;
#endif
	hotdone = true
}

active proctype Slow()
{
	ypending = true;
#ifndef NO_ENTRY
	atomic { if :: ypending -> y = true; ypending = false :: else fi };
#endif
#ifndef LOCAL
	atomic { if :: told -> drain_hot() :: else fi };
#endif
	atomic { if :: ypending -> y = true; ypending = false :: else fi };
	r2 = x;
	slowdone = true
}

active proctype Judge()
{
	hotdone && slowdone;
	ordered = r1 || r2;
	assert(ordered)
}
