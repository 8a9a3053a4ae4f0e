/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rwlock.pml - scenarios RWLOCK and SLEEP of src/sync/rwlock.c: the read-mostly lock with its sleeping.
 *
 *   CPU 0     reader  slot = lock; word ?  FREE: in; FENCED: full fence, word again; a writer's:
 *                     slot = 0, sleep until the word changes, start again. It may free the word.
 *   CPU 1, 2  writer  word by compare-and-swap; it was FREE: slow path; waits, asleep, until each
 *                     slot is empty; word = FREE or FENCED by a store; wakes the sleepers
 *   exclusive         no writer is in with the reader or with another writer
 *   deadlock          waiting is a blocked step: no thread sleeps for ever
 *
 * -DROUNDS=n of the reader. -DONE_WRITER. -DNESTED: the reader reads once more inside, and gives
 * up the outer section first, so that its section moves from slot to slot.
 *
 * Mistakes: -DWORD_FIRST (the reader reads the word before it stores its slot), -DNO_READER_FENCE,
 * -DNO_SECOND_LOOK (after that fence), -DNO_SLOW_PATH (of a writer that finds FREE),
 * -DSLEEPER_NO_SLOW_PATH, -DWAITER_NO_SLOW_PATH (of a writer that waits for readers), -DLATE_WSLEEP
 * (announced after the look), -DLATE_SLEEPER (likewise), -DSTORE_FREE (frees by load and store),
 * -DNESTED_WAITS, -DNOT_COUNTED (the writer does not look again), -DUNLOCK_EARLY. tso.inc has
 * -DLOCAL_SLOW_PATH. -DFENCED_LATER is no mistake: the writer leaves FENCED out until it unlocks.
 */
#define CPUS 3
#ifndef DEPTH
#define DEPTH 12
#endif
#define WORD 0
#define SLOT 1
#define LATER_SLOT 2
#define SLEEPERS 3
#define COUNT 4
#define CELLS 5
#include "tso.inc"

#define FREE 0
#define WRITER 1
#define FENCED 2
#define WSLEEP 4
#ifndef ROUNDS
#define ROUNDS 2
#endif

bool asleep[CPUS], exclusive = true;
byte readers_in, writers_in;

/* A locked operation on the word. */
inline change(cpu, clear, set, found)
{
	d_step {
		drained(cpu) ->
		found = memory[WORD];
		memory[WORD] = (found & (255 - (clear))) | (set)
	}
}

/* The kernel's look and going to sleep are one step; so is a wake-up. */
inline park(cpu, expected)
{
	d_step {
		drained(cpu) ->
		asleep[cpu] = memory[WORD] == expected
	};
	!asleep[cpu]
}

inline unpark(cpu)
{
	d_step { drained(cpu) -> asleep[0] = false; asleep[1] = false; asleep[2] = false }
}

inline await_writer(cpu, seen)
{
#ifndef LATE_SLEEPER
	fetch_add(cpu, SLEEPERS, 1, x);
#endif
#ifndef SLEEPER_NO_SLOW_PATH
	slow_path(cpu);
#endif
#ifdef LATE_SLEEPER
	load(cpu, WORD, x);
	if
	:: x == seen -> fetch_add(cpu, SLEEPERS, 1, x); d_step { drained(cpu) -> asleep[cpu] = true }; !asleep[cpu]
	:: else -> fetch_add(cpu, SLEEPERS, 1, x)
	fi;
#else
	park(cpu, seen);
#endif
	fetch_add(cpu, SLEEPERS, 255, x);
	x = 0
}

/* Empties the slot; a writer that sleeps for it is woken. */
inline leave(slot)
{
	store(0, slot, 0);
	load(0, WORD, w);
	if
	:: w & WSLEEP ->
		change(0, WSLEEP, 0, w);
		if
		:: w & WSLEEP -> unpark(0)
		:: else
		fi
	:: else
	fi;
	w = 0
}

inline may_free()
{
	if
	:: w == FENCED ->
#ifdef STORE_FREE
		load(0, WORD, w);
		if
		:: w == FENCED -> store(0, WORD, FREE)
		:: else
		fi
#else
		compare_exchange(0, WORD, FENCED, FREE, w)
#endif
	:: skip
	fi
}

/* in: the slot is the lock, and no writer is there. */
inline try_enter(slot)
{
#ifdef WORD_FIRST
	load(0, WORD, w);
	store(0, slot, 1);
#else
	store(0, slot, 1);
	load(0, WORD, w);
#endif
	if
	:: w == FREE -> in = true
	:: (w & FENCED) && !(w & WRITER) ->
#ifndef NO_READER_FENCE
		full_fence(0);
#endif
#ifndef NO_SECOND_LOOK
		load(0, WORD, w);
#endif
		if
		:: !(w & WRITER) -> in = true; may_free()
		:: else
		fi
	:: else
	fi;
	w = 0
}

inline enter(slot)
{
	in = false;
	do
	:: in -> break
	:: else ->
		try_enter(slot);
		if
		:: in
		:: else ->
			leave(slot);
			load(0, WORD, w);
			if
			:: w & WRITER -> await_writer(0, w)
			:: else
			fi;
			w = 0
		fi
	od;
	in = false
}

/* The thread is in already: it does not wait for a writer that waits for it. */
inline enter_nested(slot)
{
#ifdef NESTED_WAITS
	enter(slot)
#else
	in = false;
	try_enter(slot);
	if
	:: in
	:: else -> fetch_add(0, COUNT, 1, x)
	fi;
	x = 0; in = false
#endif
}

proctype reader()
{
	byte todo, w, x, rounds;
	bool in;

	do
	:: rounds == ROUNDS -> break
	:: else ->
		enter(SLOT);
		d_step { readers_in++; exclusive = writers_in == 0; assert(exclusive) };
#ifdef NESTED
		enter_nested(LATER_SLOT);
		leave(SLOT);
		readers_in--;
		leave(LATER_SLOT);
#else
		readers_in--;
		leave(SLOT);
#endif
		rounds++
	od
}

inline take_word(me)
{
	do
	:: mine -> break
	:: else ->
		load(me, WORD, w);
		if
		:: w & WRITER -> await_writer(me, w)
		:: else ->
			d_step {
				drained(me) ->
				mine = memory[WORD] == w;
				if
#ifdef FENCED_LATER
				:: mine -> memory[WORD] = w | WRITER
#else
				:: mine -> memory[WORD] = w | WRITER | FENCED
#endif
				:: else
				fi
			}
		fi
	od;
	mine = false
}

inline await_slot(me, slot)
{
	do
	:: load(me, slot, s);
		if
		:: s == 0 -> break
		:: else ->
#ifndef LATE_WSLEEP
			change(me, 0, WSLEEP, w);
#endif
#ifndef WAITER_NO_SLOW_PATH
			slow_path(me);
#endif
			load(me, slot, s);
			if
			:: s == 0 -> break
			:: else
			fi;
#ifdef LATE_WSLEEP
			change(me, 0, WSLEEP, w);
#endif
			w = w | WSLEEP;
			park(me, w)
		fi;
		s = 0; w = 0
	od;
	s = 0; w = 0
}

inline await_readers(me)
{
#ifdef NESTED
	load(me, COUNT, before);
	do
	:: true ->
		await_slot(me, LATER_SLOT);
		await_slot(me, SLOT);
#ifdef NOT_COUNTED
		break
#else
		load(me, COUNT, x);
		if
		:: x == before -> break
		:: else -> before = x; x = 0
		fi
#endif
	od;
	before = 0; x = 0
#else
	await_slot(me, SLOT)
#endif
}

inline unlock(me)
{
	if
	:: store(me, WORD, FENCED)
	:: store(me, WORD, FREE)
	fi;
	load(me, SLEEPERS, x);
	if
	:: x -> unpark(me)
	:: else
	fi;
	x = 0
}

proctype writer(byte me)
{
	byte todo, w, x, s, before;
	bool mine;

	take_word(me);
#ifndef NO_SLOW_PATH
	if
	:: w & FENCED
	:: else -> slow_path(me)
	fi;
#endif
	w = 0;
	await_readers(me);
#ifdef UNLOCK_EARLY
	unlock(me);
#endif
	skip;
	d_step { writers_in++; exclusive = readers_in == 0 && writers_in == 1; assert(exclusive) };
	writers_in--;
#ifndef UNLOCK_EARLY
	unlock(me)
#endif
}

init {
	atomic {
		memory[WORD] = FENCED;
		run reader();
		run writer(1);
#ifndef ONE_WRITER
		run writer(2)
#endif
	}
}
