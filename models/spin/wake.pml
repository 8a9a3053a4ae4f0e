/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * wake.pml - the sleepers of src/crowd.c, and who wakes them (WAKE-1, WAKE-2).
 *
 *   CPU 0     leader    done moves; fence; sleepers ? sleepers = 0; wake them
 *   CPU 1, 2  sleeper   sees done; sleepers = 1; fence; sleep if done has not moved
 *
 *   deadlock   nobody is left asleep when all barriers are over
 *
 * No order of the library depends on any of this, and its sleepers sleep some milliseconds
 * at the most (-DTIME_OUT): what is shown is how often they must fall back on that. With
 * -DBARRIERS=2 a wake-up can be lost all the same: the first barrier's leader takes back
 * the mark of a sleeper that waits for the second and does not sleep yet.
 *
 * Mutants: -DNO_SLEEPER_FENCE, -DNO_LEADER_FENCE. -DDONE_STORED: done moves by a plain
 * store; by a locked operation, as in the library on x86, that is the leader's fence too.
 */
#ifndef BARRIERS
#define BARRIERS 1
#endif
#define CPUS 3
#define DEPTH 3
#define DONE 0
#define ANNOUNCED 1
#define CELLS 2
#include "tso.inc"

byte finished;
bool asleep[CPUS];

inline lead_one(number)
{
#ifdef DONE_STORED
	store(0, DONE, number);
#else
	exchange(0, DONE, number, found);
	found = 0;
#endif
#ifndef NO_LEADER_FENCE
	full_fence(0);
#endif
	load(0, ANNOUNCED, found);
	if
	:: found ->
		found = 0;
		store(0, ANNOUNCED, 0);
		/* The system call that wakes is more than a fence. */
		atomic {
			drained(0);
			asleep[1] = false;
			asleep[2] = false
		}
	:: else
	fi
}

proctype leader()
{
	byte found;

	lead_one(1);
#if BARRIERS > 1
	lead_one(2);
#endif
	finished++
}

/* Waits for one barrier: the last, or any before it. */
proctype sleeper(byte me)
{
	byte seen, now;

	load(me, DONE, seen);
	if
	:: seen == BARRIERS
	:: else ->
		store(me, ANNOUNCED, 1);
#ifndef NO_SLEEPER_FENCE
		full_fence(me);
#endif
		load(me, DONE, now);
		if
		:: now != seen
		:: else ->
			/* The system looks at the word and puts the thread to sleep in one step. */
			asleep[me] = memory[DONE] == seen;
#ifdef TIME_OUT
			asleep[me] = false
#else
			!asleep[me]
#endif
		fi
	fi;
	finished++
}

init {
	atomic {
		run leader();
		run sleeper(1);
		run sleeper(2)
	}
	finished == CPUS
}
