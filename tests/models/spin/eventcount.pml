/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * eventcount.pml - scenario EVENT of src/sync/eventcount.c: a producer that looks for sleepers
 * without a fence while sleeping is rare.
 *
 *   CPU 0     producer  an item; state ?  0: no waiter;    FENCED alone: full fence, state again;
 *                       a waiter: epoch++, wake one if there are sleepers. It may
 *                       switch FENCED off.
 *   CPU 1, 2  consumer  takes an item; none: key = epoch; state += a waiter; FENCED was not set: slow
 *                       path, and perhaps sets it; else it may switch it off. Looks again;
 *                       sleepers++, sleeps while the epoch is the key, sleepers--; state -= a waiter;
 *                       starts again
 *   deadlock            waiting is a blocked step: no consumer sleeps beside an item for it
 *
 * The producer makes two items, which it stores; a consumer takes both, or -DTWO consumers one each.
 *
 * Mistakes: -DSTATE_FIRST (the producer reads the state before it stores the item), -DNO_HOT_FENCE,
 * -DNO_REREAD (of the state after that fence), -DNO_SLOW_PATH, -DNO_SECOND_LOOK, -DLOOKS_FIRST (the second look
 * comes before the announcement), -DFENCED_TOO_EARLY (set before the slow path), -DSTORE_FREE (the
 * producer switches off by load and store), -DEPOCH_LATE (woken, then counted),
 * -DSLEEPERS_FIRST (read before the epoch is changed), -DSLEEPERS_LOST (counted by load and store). tso.inc
 * has -DLOCAL_SLOW_PATH. Two are no mistakes: -DKEY_LATE (read after the announcement), -DWAKES_ANY (of the sleepers,
 * also of a later key; here all sleepers wait for the same).
 */
#define CPUS 3
#define DEPTH 4
#define STATE 0
#define EPOCH 1
#define ITEMS 2
#define TAKEN 3
#define SLEEPERS 4
#define CELLS 5
#include "tso.inc"

#define FENCED 2
#define WAITER 4
#define ALL 2
#ifdef TWO
#define EACH 1
#else
#define EACH 2
#endif

bool asleep[CPUS];
byte key_of[CPUS];

/* A locked operation on the state. */
inline change(cpu, clear, set, found)
{
	d_step {
		drained(cpu) ->
		found = memory[STATE];
		memory[STATE] = (found & (255 - (clear))) | (set)
	}
}

/* True if there was one. */
inline take(cpu, taken)
{
	load(cpu, ITEMS, x);
	if
	:: x == 0
	:: else ->
		d_step {
			drained(cpu) ->
			taken = memory[TAKEN] < x;
			memory[TAKEN] = memory[TAKEN] + taken
		}
	fi;
	x = 0
}

/* The kernel's look and going to sleep are one step. */
inline park(cpu)
{
	d_step {
		drained(cpu) ->
		asleep[cpu] = memory[EPOCH] == key_of[cpu]
	};
	!asleep[cpu]
}

/* One of the sleepers of this key or of an earlier one. */
#ifdef WAKES_ANY
#define earlier(cpu, key) true
#else
#define earlier(cpu, key) (key_of[cpu] <= key)
#endif
inline unpark_one(key)
{
	if
	:: asleep[1] && earlier(1, key) -> asleep[1] = false
	:: asleep[2] && earlier(2, key) -> asleep[2] = false
	:: !(asleep[1] && earlier(1, key)) && !(asleep[2] && earlier(2, key))
	fi
}

inline wake_sleepers(key)
{
	if
	:: s != 0 -> drained(0); unpark_one(key)
	:: else
	fi
}

inline wake()
{
#ifdef EPOCH_LATE
	load(0, EPOCH, x);
	load(0, SLEEPERS, s);
	wake_sleepers(x);
	fetch_add(0, EPOCH, 1, x);
#else
#ifdef SLEEPERS_FIRST
	load(0, SLEEPERS, s);
#endif
	fetch_add(0, EPOCH, 1, x);
#ifndef SLEEPERS_FIRST
	load(0, SLEEPERS, s);
#endif
	wake_sleepers(x);
#endif
	x = 0
}

inline may_free()
{
	if
	:: skip
	::
#ifdef STORE_FREE
		load(0, STATE, x);
		if
		:: x == FENCED -> store(0, STATE, 0)
		:: else
		fi
#else
		compare_exchange(0, STATE, FENCED, 0, x)
#endif
	fi;
	x = 0
}

inline notify()
{
#ifndef STATE_FIRST
	load(0, STATE, s);
#endif
	if
	:: s == FENCED ->
#ifndef NO_HOT_FENCE
		full_fence(0);
#endif
		may_free();
#ifndef NO_REREAD
		load(0, STATE, s)
#endif
	:: else
	fi;
	if
	:: s >= WAITER -> wake()
	:: else
	fi;
	s = 0
}

proctype producer()
{
	byte s, x, made;

	do
	:: made == ALL -> break
	:: else ->
		made++;
#ifdef STATE_FIRST
		load(0, STATE, s);
#endif
		store(0, ITEMS, made);
		notify()
	od
}

inline prepare_free(me)
{
#ifdef FENCED_TOO_EARLY
	if
	:: change(me, 0, FENCED, x)
	:: skip
	fi;
#endif
#ifndef NO_SLOW_PATH
	slow_path(me);
#endif
#ifndef FENCED_TOO_EARLY
	if
	:: change(me, 0, FENCED, x)
	:: skip
	fi;
#endif
	x = 0
}

inline prepare(me)
{
#ifndef KEY_LATE
	load(me, EPOCH, key_of[me]);
#endif
	fetch_add(me, STATE, WAITER, x);
#ifdef KEY_LATE
	load(me, EPOCH, key_of[me]);
#endif
	if
	:: x & FENCED ->
		if
		:: change(me, FENCED, 0, x)
		:: skip
		fi
	:: else -> prepare_free(me)
	fi;
	x = 0
}

inline count_sleeper(me)
{
#ifdef SLEEPERS_LOST
	load(me, SLEEPERS, x);
	x = x + 1;
	store(me, SLEEPERS, x)
#else
	fetch_add(me, SLEEPERS, 1, x)
#endif
}

inline wait(me)
{
	do
	:: load(me, EPOCH, x);
		if
		:: x == key_of[me] ->
			count_sleeper(me);
			park(me);
			fetch_add(me, SLEEPERS, 255, x)
		:: else -> break
		fi
	od;
	x = 0
}

inline get_one(me)
{
	do
	:: take(me, taken);
		if
		:: taken -> break
		:: else
		fi;
#ifdef LOOKS_FIRST
		take(me, taken);
#endif
		prepare(me);
#if !defined(NO_SECOND_LOOK) && !defined(LOOKS_FIRST)
		take(me, taken);
#endif
		if
		:: taken
		:: else -> wait(me)
		fi;
		fetch_add(me, STATE, 256 - WAITER, x);
		key_of[me] = 0; x = 0;
		if
		:: taken -> break
		:: else
		fi
	od;
	taken = false
}

proctype consumer(byte me)
{
	byte todo, x, got;
	bool taken;

	do
	:: got == EACH -> break
	:: else -> get_one(me); got++
	od
}

init {
	atomic {
		if
		:: memory[STATE] = FENCED
		:: memory[STATE] = 0
		fi;
		run producer();
		run consumer(1);
#ifdef TWO
		run consumer(2)
#endif
	}
}
