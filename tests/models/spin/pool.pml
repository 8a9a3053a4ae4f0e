/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pool.pml - the pages of the mprotect strategy (src/port/linux/linux_mprotect.c).
 *
 *   CPU 0  a caller, interrupted at any moment by a signal handler that calls too
 *   CPU 1  a caller
 *
 * -DFORKED: this is a child of fork(). The claims of the parent's other threads came
 * with the memory, and no thread will ever give them up: any set of them, with a page
 * in any state. CPU 1's caller is a thread that the child made.
 *
 *   alone      no other caller has the page between RW and NONE
 *   permitted  the write does not fault
 *   deadlock   no call is left waiting: a lock would wait for the thread that the
 *              handler interrupted, or for one that fork() left behind
 *
 * Page permissions are the kernel's and change at once; the claims go through the
 * store buffers, and giving up a claim is a plain buffered store.
 *
 * -DNO_SIGNAL leaves out the handler. Mutants: -DLOAD_THEN_STORE, -DNO_CLAIM,
 * -DGIVE_UP_EARLY, -DLOCK (one page, and a lock that callers wait for).
 */
#define CPUS 2
#ifdef LOAD_THEN_STORE
#define DEPTH 9
#else
#define DEPTH 3
#endif
#define PAGES 2
#define CELLS PAGES /* memory[page] is claimed[page] */
#include "tso.inc"

#define OWN_PAGE PAGES /* and up: mapped for the call, one for each caller */

bool writable[PAGES + 3];
byte users[PAGES + 3];
bool alone = true, permitted = true;
bool interrupted; /* CPU 0 is in the signal handler */
byte finished;

inline shoot_down(page)
{
	d_step {
		writable[page] = true;
		alone = users[page] == 0;
		assert(alone);
		users[page]++
	}
	d_step {
		permitted = writable[page];
		assert(permitted)
	}
	d_step {
		writable[page] = false;
		users[page]--
	}
}

/* issue() */
inline issue(on, cpu)
{
#if defined(LOCK)
	lock(on, 0);
	shoot_down(0);
	store(on, 0, 0);
#elif defined(NO_CLAIM)
	shoot_down(0);
#else
	do
	:: page == PAGES -> break
	:: page < PAGES ->
		load(on, page, claim);
		if
		:: claim == 0 ->
#ifdef LOAD_THEN_STORE
			store(on, page, 1);
#else
			exchange(on, page, 1, claim);
#endif
			if
			:: claim == 0 -> break
			:: else
			fi
		:: else
		fi;
		page++
	od;
	claim = 0;
	if
	:: page < PAGES ->
#ifdef GIVE_UP_EARLY
		store(on, page, 0);
#endif
		shoot_down(page);
#ifndef GIVE_UP_EARLY
		store(on, page, 0)
#endif
	:: else -> shoot_down(OWN_PAGE + cpu)
	fi;
	page = 0;
#endif
	finished++
}

proctype caller() provided (!interrupted)
{
	byte page, claim;

	issue(0, 0);
	issue(0, 0)
}

proctype signal()
{
	byte page, claim;

	interrupted = true;
	issue(0, 1);
	interrupted = false
}

proctype other()
{
	byte page, claim;

	issue(1, 2);
	issue(1, 2)
}

#ifdef FORKED
inline vanished(page)
{
	if
	:: skip
	:: memory[page] = 1
	:: memory[page] = 1; writable[page] = true
	fi
}
#endif

init {
	atomic {
#ifdef FORKED
		vanished(0);
		vanished(1);
#endif
		run caller();
#ifndef NO_SIGNAL
		run signal();
#endif
		run other()
	}
#ifdef NO_SIGNAL
	finished == 4
#else
	finished == 5
#endif
}
