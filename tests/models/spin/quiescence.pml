/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * quiescence.pml - scenario GRACE of src/sync/quiescence.c: a grace period is one barrier, and then a wait for the
 * sections that the records show.
 *
 *   CPU 0  reader   attaches; then, ROUNDS times: word + 1; p = source; uses p; word - 1, and one more ended.
 *                   -DNESTED: a section within the section. -DHANDLER: another one may interrupt where the first
 *                   begins, between the load and the store of the word
 *   CPU 1  writer   twice: puts another object in the place of the one that source points to; ticket; when it has
 *                   passed, perhaps by a barrier of its own, looks at the words of all records, and waits until the
 *                   number of sections that have ended changes in a word that showed one; frees the old object
 *   CPU 2  other    runs barriers
 *
 *   allocated  no object is freed while the reader uses it, nor used after it was freed
 *
 * Mistakes: -DTICKET_EARLY (taken before the object is replaced), -DLOOK_FIRST (before the ticket has passed),
 * -DTICKET_REUSED, -DSOURCE_FIRST (the reader reads it before its word is stored), -DRECORDS_EARLY (their number is
 * read before the object is replaced), -DNO_WAIT, and with -DNESTED -DANY_CHANGE (waits until the word is another
 * one). Control: -DUNTIL_NONE (waits until there is no section at all). tso.inc has -DLOCAL_SLOW_PATH.
 */
#define CPUS 3
#define DEPTH 10
#define SOURCE 0
#define WORD 1 /* sections that have ended * 4 + sections that the thread is in */
#define RECORDS 2
#define CELLS 3
#include "tso.inc"
#include "tickets.inc"

#ifndef ROUNDS
#define ROUNDS 2
#endif
#define in_section(word) ((word) & 3)
#define ended(word) ((word) / 4)

bool is_freed[4]; /* objects 1 and 2; 3 stays */
byte in_use;      /* by the reader, or by its handler */
bool allocated = true;

inline use(object)
{
	d_step { in_use = object; allocated = !is_freed[object]; assert(allocated) };
	in_use = 0
}

inline leave()
{
	load(0, WORD, w);
	d_step {
		w--;
		if
		:: !in_section(w) -> w = w + 4
		:: else
		fi
	}
	store(0, WORD, w);
	w = 0
}

/* A whole section of a handler's. */
inline handler()
{
	load(0, WORD, h);
	store(0, WORD, h + 1);
	fast_path(0);
	load(0, SOURCE, q);
	use(q);
	load(0, WORD, h);
	store(0, WORD, h - 1 + 4);
	d_step { h = 0; q = 0 }
}

proctype reader()
{
	byte rounds, w, p, h, q;

	fetch_add(0, RECORDS, 1, q);
	do
	:: rounds == ROUNDS -> break
	:: else ->
#ifdef SOURCE_FIRST
		load(0, SOURCE, p);
#endif
		load(0, WORD, w);
#ifdef HANDLER
		if
		:: handler()
		:: skip
		fi;
#endif
		store(0, WORD, w + 1);
		w = 0;
		fast_path(0);
#ifndef SOURCE_FIRST
		load(0, SOURCE, p);
#endif
#ifdef NESTED
		load(0, WORD, w);
		store(0, WORD, w + 1);
		use(p);
		leave();
#endif
		use(p);
		leave();
		d_step { p = 0; rounds++ }
	od
}

inline grace_period()
{
#ifdef TICKET_REUSED
	if
	:: taken & 1
	:: else -> take_ticket(1, 0)
	fi;
#elif !defined(TICKET_EARLY)
	take_ticket(1, 0);
#endif
#ifndef LOOK_FIRST
	do
	:: passed(0) -> break
	:: !passed(0) -> run_barrier(1)
	od;
	skip;
#endif
#ifndef RECORDS_EARLY
	load(1, RECORDS, records);
#endif
	if
	:: records == 0
	:: else ->
		load(1, WORD, seen);
#ifndef NO_WAIT
		do
		:: !in_section(seen) -> break
		:: else ->
			load(1, WORD, now);
			if
#ifdef ANY_CHANGE
			:: now != seen -> seen = 0
#elif defined(UNTIL_NONE)
			:: !in_section(now) -> seen = 0
#else
			:: ended(now) != ended(seen) -> seen = 0
#endif
			:: else
			fi;
			now = 0
		od;
#endif
		seen = 0
	fi
}

proctype writer()
{
	byte todo, replaced, records, seen, now, found;

#ifdef RECORDS_EARLY
	load(1, RECORDS, records);
#endif
	do
	:: replaced == 2 -> break
	:: else ->
#ifdef TICKET_EARLY
		take_ticket(1, 0);
#endif
		exchange(1, SOURCE, replaced + 2, found);
		grace_period();
		d_step {
			replaced++;
			found = 0;
			allocated = in_use != replaced;
			assert(allocated);
			is_freed[replaced] = true
		}
	od
}

proctype other()
{
	byte todo;

	do
	:: run_barrier(2)
	:: break
	od
}

init {
	atomic {
		memory[SOURCE] = 1;
		run reader();
		run writer();
		run other()
	}
}
