/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce.pml - callers that share barriers: the index rule (scenario COALESCE of src/coalesce.h).
 *
 *   CPU 0           the watched caller   Y = 1; a slow path, a try or a ticket; reads X
 *   CPU 1 [and 2]   other callers        slow paths and tries
 *   the last        hot                  X = 1; fast path; reads Y
 *
 * Callers are alike, so the model watches one. What src/wait.c decides, how long to
 * wait, is a free choice here. A ticket is a slow path that
 * shares, and may be forgotten.
 *
 *   ordered    hot never misses a Y whose caller missed X
 *   fresh      a caller that another's barrier serves had fenced before that barrier's
 *              leader did, and the barrier is over
 *   grows      started and done only grow
 *   made_good  in the end no barrier seems to be on its way, unless the last one vanished
 *   deadlock   waiting is a blocked step: no caller waits for ever
 *
 * -DCALLERS=2 or 3. -DCALLS0=2, -DCALLS1=2: that caller calls twice. -DORDERED_ONLY
 * leaves out fresh, grows and made_good.
 *
 * -DVANISH: a leader may be gone between the beginning of its barrier and the publication:
 * by longjmp() out of a signal handler, after which its thread may call again, or because
 * fork() left it behind.
 *
 * -DOTHERS_LEAD: the other callers do nothing but begin barriers, at any moment. What else they do
 * (join, decline) does not affect the watched one.
 *
 * The mutants are the other #ifdefs; `run` lists them.
 */
#define CPUS (CALLERS + 1)
#define HOT CALLERS
#define WATCHED 0
#ifndef CALLS0
#define CALLS0 1
#endif
#ifndef CALLS1
#define CALLS1 1
#endif
#ifndef DEPTH
#define DEPTH 2
#endif

#define X 0
#define Y 1
#define STARTED 2
#define DONE 3
#define CELLS 4

/* Numbers have 8 bits, where the library's have 64. The third barrier's is 1. */
#define FIRST 254
#define difference(a, b) (((a) - (b)) & 255)
#ifdef UNSIGNED
#define passed(done, index) (done >= index)
#else
#define passed(done, index) (difference(done, index) < 128)
#endif

#ifdef OTHERS_LEAD
#define SHARES(me) (me == WATCHED)
#else
#define SHARES(me) true
#endif

/* The other callers use locked operations only. */
#define REACHED ((1 << WATCHED) | (1 << HOT))

bool grows = true;
#ifdef ORDERED_ONLY
#define ON_WRITE(a, v)
#else
#define ON_WRITE(a, v)                                          \
	if                                                          \
	:: a == STARTED || a == DONE ->                             \
		grows = difference((v), memory[a]) < 128;               \
		assert(grows)                                           \
	:: else                                                     \
	fi;
#endif
#include "tso.inc"

byte finished;
byte hot_saw; /* Y counts the watched caller's calls */
byte missed;  /* the last of them that returned and did not see X */
bool ordered = true, fresh = true, made_good = true;

/* Of the watched caller's call, and of barriers that began. */
bool waiting;  /* it has fenced, and is not served yet */
byte after;    /* the callers whose barrier was fenced after that and is on its way */
bool served;   /* such a barrier is over */
byte vanished; /* the numbers of barriers that will never be over */

/* How a call goes on, or ended. */
#define BEGUN 1
#define LED 2
#define JOINED 3
#define NOTHING 4 /* a try that declined, a ticket that no caller waits for, a leader that vanished */

/* The leading fence of a barrier is made. */
inline led_by(me)
{
	d_step {
		if
		:: waiting -> after = after | (1 << me)
		:: else
		fi;
		how = BEGUN
	}
}

/* mb_begin_if_idle(), once it read `seen` from started; on x86 the compare-and-swap is SB-a too. */
inline begin_if_same(me)
{
	atomic {
#if defined(INDEX_LATE)
		full_fence(me);
		found = seen;
#elif defined(LEADER_STORES)
		store(me, STARTED, (seen + 1) & 255);
		found = seen;
#else
		compare_exchange(me, STARTED, seen, (seen + 1) & 255, found);
#endif
		index = (seen + 1) & 255;
		if
		:: found == seen ->
#if defined(LEADER_STORES) && !defined(NO_LEADER_FENCE)
			full_fence(me);
#endif
			led_by(me)
		:: else -> index = 0
		fi;
		seen = 0;
		found = 0
	}
}

/* mb_begin() */
inline begin(me)
{
	atomic {
#ifdef INDEX_LATE
		full_fence(me);
#else
		fetch_add(me, STARTED, 1, index);
		index = (index + 1) & 255;
#endif
		seen = 0;
		found = 0;
		led_by(me)
	}
}

/* mb_end(). Its compare-and-swap is SB-c on x86; where a mutant has none, a fence stands for it. */
inline publish(me)
{
#if defined(DONE_STORED)
	store(me, DONE, index);
#elif defined(DONE_COUNTED)
	fetch_add(me, DONE, 1, seen);
#else
	load(me, DONE, seen);
	do
	:: atomic {
			if
			:: difference(index, seen) < 128 -> compare_exchange(me, DONE, seen, index, found)
			:: else -> compare_exchange(me, DONE, seen, seen, found)
			fi;
			if
			:: found == seen -> break
			:: else -> seen = found
			fi
		}
	od;
#endif
	atomic {
		full_fence(me);
		seen = 0;
		found = 0
	}
}

/* From where a barrier began to where it is published */
inline lead(me)
{
	if
#ifdef VANISH
	:: how == BEGUN ->
		d_step {
			vanished = vanished | (1 << difference(index, FIRST));
			after = after & ~(1 << me);
			how = NOTHING
		}
#endif
	:: how == BEGUN ->
#ifdef PUBLISHED_EARLY
		publish(me);
#endif
		barrier(me);
		atomic {
			served = served || (after & (1 << me));
			after = after & ~(1 << me);
			how = LED
		}
#ifdef INDEX_LATE
		fetch_add(me, STARTED, 1, index);
		index = (index + 1) & 255;
#endif
#ifndef PUBLISHED_EARLY
		publish(me)
#endif
	fi
}

/* COALESCE-8 or TICKET-1, and mb_need() */
inline need_barrier(me)
{
#ifdef NEED_FIRST
	load(me, STARTED, need);
#endif
	atomic {
#ifndef NO_JOINER_FENCE
		full_fence(me);
#endif
		waiting = waiting || me == WATCHED
	}
	atomic {
#if defined(NEED_FIRST)
#elif defined(NEED_LOADED)
		load(me, STARTED, need);
#else
		fetch_add(me, STARTED, 0, need);
#endif
#ifndef NEED_STARTED
		need = (need + 1) & 255
#endif
	}
}

/* mb_serve(); a ticket may also be forgotten. The fence after it, COALESCE-7, finds an empty buffer here. */
inline serve(me)
{
	do
	:: how != 0 -> break
	:: else ->
		atomic {
			load(me, DONE, seen);
			if
			:: passed(seen, need) ->
				fresh = served || me != WATCHED;
#ifndef ORDERED_ONLY
				assert(fresh);
#endif
				seen = 0;
				how = JOINED
			:: else
			fi
		}
		if
		:: how == JOINED
		:: else ->
			load(me, STARTED, found);
			if
			:: found == seen -> begin_if_same(me)
			:: found != seen && memory[DONE] != seen ->
				d_step {
					seen = 0;
					found = 0
				}
#ifndef NO_GIVING_UP
			:: found != seen -> begin(me)
			:: found != seen ->
				d_step {
					seen = 0;
					found = 0;
					how = NOTHING
				}
#endif
			fi
		fi
	od
}

proctype caller(byte me; byte calls)
{
	byte todo, call, how, index, need, seen, found;

	do
	:: call == calls -> break
	:: else ->
		atomic {
			call++;
			if
			:: me == WATCHED -> store(me, Y, call)
			:: else
			fi
		}
		if
		:: SHARES(me) -> /* alone as far as is known, or a try */
			load(me, STARTED, seen);
			load(me, DONE, found);
			if
			:: found == seen -> begin_if_same(me)
			:: else -> d_step { seen = 0; found = 0 }
			fi
		:: true
		fi;
		if
		:: how == BEGUN
		:: how == 0 -> how = NOTHING /* a try */
		:: how == 0 -> begin(me)     /* a try that takes the barrier on its way for lost */
		:: how == 0 && SHARES(me) ->
			need_barrier(me);
			serve(me)
		fi;
#if CALLERS > 2
		/* These two are alike: the first barrier of theirs is caller 1's. */
		if
		:: me == 1 -> run caller(2, 1)
		:: else
		fi;
#endif
		if
		:: how == BEGUN -> lead(me)
		:: else
		fi;
		atomic {
			if
			:: me == WATCHED ->
				if
				:: how == LED || how == JOINED ->
					load(me, X, seen);
					missed = (seen -> missed : call);
					seen = 0
				:: else
				fi;
				waiting = false;
				after = 0;
				served = false
			:: else
			fi;
			how = 0;
			index = 0;
			need = 0
		}
	od;
	atomic {
		call = 0;
		finished++
	}
}

proctype hot()
{
	byte todo;

	store(HOT, X, 1);
	fence(HOT, F);
	load(HOT, Y, hot_saw);
	finished++
}

init {
	atomic {
		memory[STARTED] = FIRST;
		memory[DONE] = FIRST;
		run caller(0, CALLS0);
		run caller(1, CALLS1);
		run hot()
	}
	finished == CPUS && drained(0) && drained(1) && drained(2) && drained(HOT);
	d_step {
		ordered = hot_saw >= missed;
		assert(ordered);
#ifndef ORDERED_ONLY
		made_good = memory[DONE] == memory[STARTED] || (vanished & (1 << difference(memory[STARTED], FIRST)));
		assert(made_good)
#endif
	}
}
