/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * home.pml - the pair of src/home.c on x86-TSO: hot threads that may be moved between two CPUs, or off
 * them, at any step, and a slow path that interrupts one CPU.
 *
 * Hot makes OPERATIONS times: X[i] = 1; is my CPU the home's? if not: home = my CPU, full fence; r[i] = Y.
 * Rare: Y = 1; full fence; h = home; CPU h executes a full fence if a Hot is there; full fence; s[i] = X[i].
 * A thread that comes to a CPU takes the place of the one there. A switch empties the store buffers of
 * both (the full fence in the kernel's switch of threads).
 *
 * HOTS threads. Each has a home of its own, and Rare makes a slow path at each. With HANDED_ON the first
 * home is that of both: the second thread owns it after the first.
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
 *   ONE_HOME     both threads run fast paths at the first home at the same time
 */
#ifndef HOTS
#define HOTS 1
#endif
#define OPERATIONS 2 /* of the first thread; the second one makes one */
#define ALL (OPERATIONS + HOTS - 1)
#define MOVES 3
#define DEPTH 6
#define AWAY 2 /* a place that is no CPU */
#define HOME 9 /* addresses in a buffer: X[i] is i */
#define DONE 8

#if defined(HANDED_ON) || defined(ONE_HOME)
#define HOME_OF(t) 0
#else
#define HOME_OF(t) (t)
#endif

byte x[ALL], y, home[HOTS]; /* home 0: none; else cpu + 1 */
byte place[2] = { 0, 1 };   /* where each Hot runs */
byte r[ALL], s[ALL];
bool handed; /* memory has it that the first Hot has finished */
byte finished;
bool sdone;
byte bl[HOTS * DEPTH], bv[HOTS * DEPTH], n[HOTS]; /* store buffers: address, value */

bool roomy = true, ordered = true;

#define BASE(t) ((t) * DEPTH)

inline write(t, l, v) { roomy = n[t] < DEPTH; assert(roomy); bl[BASE(t) + n[t]] = l; bv[BASE(t) + n[t]] = v; n[t]++ }

/* One entry goes to memory. */
inline pop(t) {
	if
	:: bl[BASE(t)] == HOME -> home[HOME_OF(t)] = bv[BASE(t)]
	:: bl[BASE(t)] == DONE -> handed = true
	:: else -> x[bl[BASE(t)]] = bv[BASE(t)]
	fi;
	k = 0;
	do
	:: k + 1 < n[t] -> bl[BASE(t) + k] = bl[BASE(t) + k + 1]; bv[BASE(t) + k] = bv[BASE(t) + k + 1]; k++
	:: else -> break
	od;
	n[t]--; bl[BASE(t) + n[t]] = 0; bv[BASE(t) + n[t]] = 0; k = 0
}
inline drain(t) { do :: n[t] > 0 -> pop(t) :: else -> break od }

/* First, so that a Hot's number is its _pid. */
active [HOTS] proctype Hot() provided (place[_pid] != AWAY)
{
	byte i, k, mine, h; /* h: the home, as Hot's program order has it */
#ifdef HANDED_ON
	if :: _pid > 0 -> handed; h = home[0] :: else fi;
#endif
	do
	:: i < OPERATIONS - _pid ->
#ifdef ONE_HOME
		atomic { if :: n[_pid] == 0 -> h = home[0] :: else fi };
#endif
#ifdef CHECK_FIRST
		atomic { mine = place[_pid] + 1 };
		if
		:: mine != h -> atomic { write(_pid, HOME, mine); h = mine }; atomic { drain(_pid) }
		:: else
		fi;
#endif
		atomic { write(_pid, _pid * OPERATIONS + i, 1) };
#if !defined(CHECK_FIRST) && !defined(NO_CHECK)
		atomic { mine = place[_pid] + 1 }; /* one load of rseq's cpu_id */
		if
		:: mine != h -> atomic { write(_pid, HOME, mine); h = mine };
#ifndef NO_FENCE
			atomic { drain(_pid) }
#endif
		:: else
		fi;
#endif
#ifdef NO_CHECK
		if
		:: h == 0 -> atomic { mine = place[_pid] + 1; write(_pid, HOME, mine); h = mine }; atomic { drain(_pid) }
		:: else
		fi;
#endif
		r[_pid * OPERATIONS + i] = y;
		i++
	:: else -> break
	od;
#ifdef HANDED_ON
	if :: _pid == 0 -> atomic { write(_pid, DONE, 1) } :: else fi;
#endif
	finished++
}

active proctype Memory() /* the buffers drain by themselves */
{
	byte k;
	do
	:: atomic { n[0] > 0 -> pop(0) }
#if HOTS > 1
	:: atomic { n[1] > 0 -> pop(1) }
	:: atomic { finished == HOTS && n[0] == 0 && n[1] == 0 -> break }
#else
	:: atomic { finished == HOTS && n[0] == 0 -> break }
#endif
	od
}

inline leave(t) {
#ifndef SILENT_MOVE
	drain(t);
#endif
	skip
}

/* Thread t comes to a CPU; u is the other thread. */
inline come(t, u, cpu) {
	leave(t);
	if
	:: HOTS > 1 && place[u] == cpu -> leave(u); place[u] = AWAY
	:: else
	fi;
	place[t] = cpu
}

active proctype Scheduler()
{
	byte k, moves;
	do
	:: atomic { finished < HOTS && moves < MOVES && place[0] != AWAY -> moves++; come(0, HOTS - 1, 1 - place[0]) }
#if HOTS > 1
	:: atomic { finished < HOTS && moves < MOVES && place[1] != AWAY -> moves++; come(1, 0, 1 - place[1]) }
	/* One that had to go comes back, where the other one is not. */
	:: atomic { place[0] == AWAY && place[1] != AWAY -> place[0] = 1 - place[1] }
	:: atomic { place[1] == AWAY && place[0] != AWAY -> place[1] = 1 - place[0] }
#endif
	:: atomic { finished == HOTS -> break }
	od
}

/* The system fences a CPU, if a Hot is there. */
inline interrupt(cpu) {
	if
	:: place[0] == cpu -> drain(0)
#if HOTS > 1
	:: place[1] == cpu -> drain(1)
#endif
	:: else
	fi
}

active proctype Rare()
{
	byte h, k, i, t;
#ifdef EARLY_HOME
	h = home[0];
#endif
	y = 1; /* followed by a fence: straight to memory */
	do
	:: t < HOTS ->
#ifndef EARLY_HOME
		h = home[HOME_OF(t)];
#endif
#ifdef FIXED
		h = 1;
#endif
		atomic { if :: h > 0 -> interrupt(h - 1) :: else fi };
		t++
	:: else -> break
	od;
	do
	:: i < ALL -> s[i] = x[i]; i++
	:: else -> break
	od;
	sdone = true
}

active proctype Judge()
{
	byte i;
	finished == HOTS && sdone;
	do
	:: i < ALL -> ordered = r[i] == 1 || s[i] == 1; assert(ordered); i++
	:: else -> break
	od
}
