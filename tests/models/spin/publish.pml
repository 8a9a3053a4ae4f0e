/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * publish.pml - the choice of the strategy (scenario PUBLISH of src/select.c).
 *
 *   CPU 0  hot          X = 1; fast path; reads both Y
 *   CPU 1  constructor  chooses the strategy, and at any moment is interrupted by
 *          signal       Y_SIGNAL = 1; slow path; reads X
 *   CPU 2  rare         Y_RARE = 1; slow path; reads X
 *
 * All three on CPUs 1 and 2 are selectors. Two candidates; each probe of each
 * selector may give any answer, so selectors disagree in every possible way.
 *
 * The flag's load may be hoisted above X = 1 (by a compiler) or satisfied after the
 * load of Y (by a CPU that is not x86): `hot` tries the three moments.
 *
 *   ordered       hot never misses a Y whose thread missed X
 *   written_once  the flag leaves 0 once and never changes again
 *   agreed        every selector goes on with what the flag says at the end
 *   reasons       the flag is what the agreed verdicts call for
 *
 * -DORDERED_ONLY leaves out the last three. -DIN_ORDER leaves the flag's load where
 * the program has it. The mutants are the other #ifdefs; `run` lists them.
 */
#define CPUS 3
#define DEPTH 2

#define X 0
#define Y_SIGNAL 1
#define Y_RARE 2
#define FLAG 3
#define VERDICT 4 /* two cells */
#define CELLS 6

/* FLAG: the ids of the two candidates, and plain fences. */
#define FIRST 1
#define SECOND 2
#define PLAIN 3
#define asymmetric(id) (id == FIRST || id == SECOND)
#ifdef UNKNOWN_IS_LOCAL
/* A copy of the library that shares the flag with a newer one, and does not know the second candidate. */
#define needs_barrier(id) (id == FIRST)
#else
#define needs_barrier(id) asymmetric(id)
#endif

/* VERDICT */
#define OFFERED 1
#define REFUSED 2

bool written_once = true;
#ifdef ORDERED_ONLY
#define ON_WRITE(a, v)
#else
#define ON_WRITE(a, v)                                   \
	if                                                   \
	:: a == FLAG ->                                      \
		written_once = memory[FLAG] == 0 || memory[FLAG] == v; \
		assert(written_once)                             \
	:: else                                              \
	fi;
#endif
#include "tso.inc"

bool interrupted; /* CPU 1 is in the signal handler */
byte finished;
bool hot_sees_signal, hot_sees_rare, signal_sees_x, rare_sees_x;
byte gone_on_with[3]; /* by constructor, signal, rare */
bool ordered = true, agreed = true, reasons = true;

/*
 * What concerns one thread alone happens in the same step as the access before it:
 * the states are fewer, the executions the same.
 */

/* mb_verdict(): an answer known, or probed and agreed on */
inline verdict(on, rank, answer)
{
	load(on, VERDICT + rank, answer);
	if
	:: answer != 0
	:: answer == 0 ->
		atomic {
			drained(on);
			if
			:: mine = OFFERED
			:: mine = REFUSED
			fi;
			compare_exchange(on, VERDICT + rank, 0, mine, answer);
			if
#ifdef OWN_VERDICT
			:: answer = mine
#else
			:: answer == 0 -> answer = mine
			:: else
#endif
			fi;
			mine = 0
		}
	fi
}

/* choose_rank(), and the id of that rank */
inline decide(on, id)
{
	verdict(on, 0, id);
	if
	:: id == OFFERED -> id = FIRST
	:: else ->
		verdict(on, 1, id);
		id = (id == OFFERED -> SECOND : PLAIN)
	fi
}

/* Goes on with the winner's choice, which may be its own. */
inline publish(on, id)
{
#ifdef STORE_FLAG
	store(on, FLAG, id)
#else
	atomic {
		drained(on);
		compare_exchange(on, FLAG, 0, id, found);
#ifndef OWN_CHOICE
		id = (found == 0 -> id : found);
#endif
		found = 0
	}
#endif
}

/* mb_chosen() */
inline choose(on, id)
{
	load(on, FLAG, id);
	if
	:: id != 0
	:: id == 0 ->
#ifdef PUBLISH_FIRST
		compare_exchange(on, FLAG, 0, FIRST, found);
		found = 0;
		decide(on, id);
		store(on, FLAG, id)
#else
		decide(on, id);
		publish(on, id)
#endif
	fi
}

/* slow_path() of src/slow_path.c, with the strategy it finds */
inline chosen_slow_path(on, id)
{
#ifndef NO_ENTRY_FENCE
	full_fence(on);
#endif
#ifdef UNCHOSEN_IS_LOCAL
	load(on, FLAG, id);
#else
	choose(on, id);
#endif
	if
	:: needs_barrier(id) -> barrier(on)
	:: else
	fi
#ifndef NO_EXIT_FENCE
	; full_fence(on)
#endif
}

#if defined(FAST_NEVER_FENCES)
#define cheap(flag) true
#elif defined(FAST_CHEAP_UNCHOSEN)
#define cheap(flag) (flag != PLAIN)
#elif defined(FAST_CHEAP_PLAIN)
#define cheap(flag) (flag != 0)
#else
#define cheap(flag) asymmetric(flag)
#endif

proctype hot()
{
	byte flag;
	bool late;

	if
	:: store(0, X, 1); load(0, FLAG, flag)
#ifndef IN_ORDER
	:: load(0, FLAG, flag); store(0, X, 1)
	:: store(0, X, 1);
		load(0, Y_SIGNAL, hot_sees_signal);
		load(0, Y_RARE, hot_sees_rare);
		atomic {
			load(0, FLAG, flag);
			late = cheap(flag);
			if
			:: late
			:: else -> hot_sees_signal = false; hot_sees_rare = false
			fi
		}
#endif
	fi;
	if
	:: late
	:: else ->
		if
		:: cheap(flag)
		:: else -> full_fence(0)
		fi;
		load(0, Y_SIGNAL, hot_sees_signal);
		load(0, Y_RARE, hot_sees_rare)
	fi;
	atomic {
		flag = 0;
		late = false;
		finished++
	}
}

proctype constructor() provided (!interrupted)
{
	byte mine, found;

	choose(1, gone_on_with[0]);
	finished++
}

proctype signal()
{
	byte mine, found, todo;

	atomic {
		interrupted = true;
		store(1, Y_SIGNAL, 1)
	}
	chosen_slow_path(1, gone_on_with[1]);
	atomic {
		load(1, X, signal_sees_x);
		interrupted = false;
		finished++
	}
}

proctype rare()
{
	byte mine, found, todo;

	store(2, Y_RARE, 1);
	chosen_slow_path(2, gone_on_with[2]);
	atomic {
		load(2, X, rare_sees_x);
		finished++
	}
}

#define called_for (memory[VERDICT] == OFFERED -> FIRST : (memory[VERDICT + 1] == OFFERED -> SECOND : PLAIN))

init {
	atomic {
		run hot();
		run constructor();
		run signal();
		run rare()
	}
	finished == 4 && drained(0) && drained(1) && drained(2);
	d_step {
		ordered = (hot_sees_signal || signal_sees_x) && (hot_sees_rare || rare_sees_x);
		assert(ordered);
#ifndef ORDERED_ONLY
		agreed = gone_on_with[0] == memory[FLAG] && gone_on_with[1] == memory[FLAG] && gone_on_with[2] == memory[FLAG];
		assert(agreed);
		reasons = memory[FLAG] == called_for;
		assert(reasons)
#endif
	}
}
