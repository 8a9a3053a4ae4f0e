/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sb.pml - the table of the header: which fences forbid store buffering.
 *
 *   thread i:  x[i] = 1;  fence i;  r[i] = x[i + 1]        never all r == 0 ?
 *
 * -DA=F -DB=S        two threads
 * -DA=F -DB=S -DC=F  a ring of three
 *
 * Wrong slow paths: -DLOCAL_SLOW_PATH (a full fence of the caller's), -DNO_ENTRY_FENCE,
 * and -DINSTANT (all CPUs fenced in one moment: forbids what is allowed).
 */
#ifdef C
#define CPUS 3
#else
#define CPUS 2
#endif
#define CELLS CPUS
#define DEPTH 1
#include "tso.inc"

byte r[CPUS];
byte finished;
bool ordered = true;

proctype thread(byte me; byte kind_of)
{
	byte todo;

	store(me, me, 1);
	fence(me, kind_of);
	load(me, (me + 1) % CPUS, r[me]);
	finished++
}

init {
	atomic {
		run thread(0, A);
		run thread(1, B);
#ifdef C
		run thread(2, C)
#endif
	}
	finished == CPUS;
#ifdef C
	ordered = r[0] || r[1] || r[2];
#else
	ordered = r[0] || r[1];
#endif
	assert(ordered)
}
