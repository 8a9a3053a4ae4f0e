/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pair.pml - scenario PAIR of src/sync/pair.c: a hot side whose fence is switched off
 * while its rare side is rare.
 *
 *   CPU 0     hot    X = 1; mode ?; not FREE: full fence; Y1, Y2 ?
 *                      both 0: in its section; X = 0. It may switch FENCED -> FREE.
 *   CPU 1, 2  rare   Y = 1; mode by read-modify-write ?
 *                      FREE: slow path, perhaps after FREE -> REVOKING
 *                      REVOKING: slow path; then -> FENCED, whichever rare side revoked
 *                      FENCED: nothing more
 *                    wait until X == 0; in its section; Y = 0. It may switch FENCED -> FREE.
 *   exclusive        hot and rare are never in their sections together
 *
 * -DROUNDS=n of the hot side, -DTURNS=n of each rare side, -DONE_RARE.
 *
 * Mistakes: -DMODE_FIRST (hot reads the mode before it stores X), -DNO_HOT_FENCE,
 * -DFENCED_TOO_EARLY (published before the slow path), -DNO_SLOW_PATH (revokes without
 * one), -DTRUSTS_REVOKING (takes it for FENCED), -DLOOKS_FIRST (rare reads the mode
 * before its store is fenced), -DSTORE_FREE (frees by load and store), -DNO_NUMBER (a
 * late rare side ends a later revocation), -DSTORE_FENCED (it ends one by a store). The
 * last two need -DTURNS=2. tso.inc has -DLOCAL_SLOW_PATH.
 */
#define CPUS 3
#define DEPTH 6
#define X 0
#define Y1 1
#define Y2 2
#define MODE 3
#define CELLS 4
#include "tso.inc"

#define FREE 0
#define FENCED 1
#ifdef NO_NUMBER
#define REVOKING 2
#else
#define REVOKING (2 + number)
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef TURNS
#define TURNS 1
#endif

bool hot_in, exclusive = true;
byte rares_in;
byte number; /* of the next revocation */

inline may_free(cpu)
{
	if
	:: skip
	::
#ifdef STORE_FREE
		load(cpu, MODE, m);
		if
		:: m == FENCED -> store(cpu, MODE, FREE)
		:: else
		fi
#else
		compare_exchange(cpu, MODE, FENCED, FREE, m)
#endif
	fi;
	m = 0
}

inline revoked(cpu, mine)
{
#ifdef STORE_FENCED
	store(cpu, MODE, FENCED)
#else
	compare_exchange(cpu, MODE, mine, FENCED, m)
#endif
}

proctype hot()
{
	byte m, y1, y2, rounds;

	do
	:: rounds == ROUNDS -> break
	:: else ->
#ifdef MODE_FIRST
		load(0, MODE, m);
		store(0, X, 1);
#else
		store(0, X, 1);
		load(0, MODE, m);
#endif
		if
		:: m == FREE
		:: else ->
#ifndef NO_HOT_FENCE
			full_fence(0);
#endif
			may_free(0)
		fi;
		m = 0;
		load(0, Y1, y1);
		load(0, Y2, y2);
		if
		:: y1 == 0 && y2 == 0 ->
			d_step { hot_in = true; exclusive = rares_in == 0; assert(exclusive) };
			hot_in = false
		:: else
		fi;
		y1 = 0; y2 = 0;
		store(0, X, 0);
		rounds++
	od
}

proctype rare(byte me)
{
	byte todo, m, x, turns, mine;

	do
	:: turns == TURNS -> break
	:: else ->
#ifdef LOOKS_FIRST
		load(me, MODE, m);
		store(me, me, 1);
		full_fence(me);
#else
		store(me, me, 1);
		fetch_add(me, MODE, 0, m);
#endif
		if
		:: m == FREE ->
			if
			:: slow_path(me)
			::
				d_step { mine = REVOKING; number++ };
#ifdef FENCED_TOO_EARLY
				compare_exchange(me, MODE, FREE, FENCED, m);
#else
				compare_exchange(me, MODE, FREE, mine, m);
#endif
				if
				:: m == FREE ->
#ifndef NO_SLOW_PATH
					slow_path(me);
#endif
					revoked(me, mine)
				:: m > FENCED -> mine = m; slow_path(me); revoked(me, mine)
				:: else
				fi
			fi
		:: m > FENCED ->
#ifndef TRUSTS_REVOKING
			mine = m;
			slow_path(me);
			revoked(me, mine)
#else
			skip
#endif
		:: else
		fi;
		m = 0; mine = 0;
		do
		:: load(me, X, x);
			if
			:: x == 0 -> break
			:: else -> x = 0
			fi
		od;
		skip;
		d_step { rares_in++; exclusive = !hot_in; assert(exclusive) };
		rares_in--;
		store(me, me, 0);
		may_free(me);
		turns++
	od
}

init {
	atomic {
		run hot();
		run rare(1);
#ifndef ONE_RARE
		run rare(2)
#endif
	}
}
