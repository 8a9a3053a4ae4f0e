/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * home.pml - the pair of src/home.c on x86-TSO: a hot thread that may be moved to the other CPU at any
 * step, and a slow path that interrupts one CPU.
 *
 * Hot makes OPERATIONS times: X[i] = 1; is my CPU the home's? if not: home = my CPU, full fence; r[i] = Y.
 * Rare: Y = 1; full fence; h = home; CPU h executes a full fence if Hot is there; full fence; s[i] = X[i].
 * A move empties Hot's store buffer (the full fence in the kernel's switch of threads).
 *
 * Property `ordered`: r[i] == 0 implies s[i] == 1.
 *
 * Mutants:
 *   NO_CHECK     the home is set once and never looked at again
 *   CHECK_FIRST  the check is before the store
 *   NO_FENCE     a new home is written without a fence after it
 *   FIXED        Rare interrupts CPU 0, whatever the home says
 *   EARLY_HOME   Rare reads the home before its own store
 *   SILENT_MOVE  a switch of threads is no fence
 */
#define OPERATIONS 2
#define MOVES 3
#define DEPTH 6
#define HOME 9 /* an address in the buffer */

byte x[OPERATIONS], y, home = 0; /* home 0: none; else cpu + 1 */
byte cpu = 0;            /* where Hot runs */
byte r[OPERATIONS], s[OPERATIONS];
bool tdone, sdone;
byte bl[DEPTH], bv[DEPTH], n; /* Hot's store buffer: address, value */

bool roomy = true, ordered = true;

inline write(l, v) { roomy = n < DEPTH; assert(roomy); bl[n] = l; bv[n] = v; n++ }

/* One entry goes to memory. */
inline pop() {
	if
	:: bl[0] == HOME -> home = bv[0]
	:: else -> x[bl[0]] = bv[0]
	fi;
	k = 0;
	do
	:: k + 1 < n -> bl[k] = bl[k + 1]; bv[k] = bv[k + 1]; k++
	:: else -> break
	od;
	n--; bl[n] = 0; bv[n] = 0; k = 0
}
inline drain() { do :: n > 0 -> pop() :: else -> break od }

active proctype Memory() /* the buffer drains by itself */
{
	byte k;
	do
	:: atomic { n > 0 -> pop() }
	:: atomic { tdone && n == 0 -> break }
	od
}

active proctype Scheduler()
{
	byte k, moves;
	do
	:: atomic { !tdone && moves < MOVES ->
#ifndef SILENT_MOVE
		drain();
#endif
		cpu = 1 - cpu; moves++ }
	:: break
	od
}

active proctype Hot()
{
	byte i, k, mine, h; /* h: the home, as Hot's program order has it */
	do
	:: i < OPERATIONS ->
#ifdef CHECK_FIRST
		atomic { mine = cpu + 1 };
		if
		:: mine != h -> atomic { write(HOME, mine); h = mine }; atomic { drain() }
		:: else
		fi;
#endif
		atomic { write(i, 1) };
#if !defined(CHECK_FIRST) && !defined(NO_CHECK)
		atomic { mine = cpu + 1 }; /* one load of rseq's cpu_id */
		if
		:: mine != h -> atomic { write(HOME, mine); h = mine };
#ifndef NO_FENCE
			atomic { drain() }
#endif
		:: else
		fi;
#endif
#ifdef NO_CHECK
		if :: h == 0 -> atomic { mine = cpu + 1; write(HOME, mine); h = mine }; atomic { drain() } :: else fi;
#endif
		r[i] = y;
		i++
	:: else -> break
	od;
	tdone = true
}

active proctype Rare()
{
	byte h, k, i;
#ifdef EARLY_HOME
	h = home;
#endif
	y = 1; /* followed by a fence: straight to memory */
#ifndef EARLY_HOME
	h = home;
#endif
#ifdef FIXED
	h = 1;
#endif
	atomic { if :: h > 0 && cpu == h - 1 -> drain() :: else fi };
	do
	:: i < OPERATIONS -> s[i] = x[i]; i++
	:: else -> break
	od;
	sdone = true
}

active proctype Judge()
{
	byte i;
	tdone && sdone;
	do
	:: i < OPERATIONS -> ordered = r[i] == 1 || s[i] == 1; assert(ordered); i++
	:: else -> break
	od
}
