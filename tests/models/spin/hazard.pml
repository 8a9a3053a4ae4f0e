/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard.pml - scenarios HAZARD, RETIRE and ORPHAN of src/sync: hazard pointers whose retired objects wait for
 * tickets.
 *
 *   CPU 0  reader   attaches; then, ROUNDS times: p = source; slot = p; source == p ? else again; uses p; slot = 0
 *   CPU 1  owner    unlinks objects 1 and 2; retires them: fill; seals: ticket, sealed = fill; when it has passed,
 *                   perhaps by a barrier of its own, looks at the slots of all records and reclaims what none shows;
 *                   the rest goes back to fill. With -DORPHANS it may end at any time, and leave all of it
 *   CPU 2  other    runs barriers. With -DORPHANS it has a ticket of its own, adopts orphans, and does the same
 *
 *   allocated  no object is reclaimed while the reader uses it, nor used or reclaimed after it was reclaimed
 *   complete   at the end all are reclaimed, and none is kept back when no slot can show it
 *
 * Mistakes: -DTICKET_EARLY (taken before the unlinking), -DSCAN_FIRST (before the ticket has passed),
 * -DTICKET_REUSED (an old one for a new batch), -DNO_SECOND_LOOK, -DRECORDS_EARLY (their number is read before the
 * unlinking), -DKEPT_LOST, -DNOT_CLEARED (a slot that is given back still shows its object), and with -DORPHANS
 * -DOLD_TICKET (adopted objects join a batch that has one) and -DFORGOTTEN (only fill is left, not sealed). tso.inc
 * has -DLOCAL_SLOW_PATH.
 */
#define CPUS 3
#define DEPTH 6
#define SOURCE 0
#define SLOT 1
#define RECORDS 2
#define CELLS 3
#include "tso.inc"
#include "tickets.inc"

#ifndef ROUNDS
#define ROUNDS 2
#endif

bool is_freed[4]; /* objects 1 and 2; 3 stays */
byte in_use;      /* by the reader */
byte orphans;     /* bits of objects, as in fill and sealed */
bool reader_ended, owner_ended;
bool allocated = true, complete = true;

proctype reader()
{
	byte rounds, p, q;

	fetch_add(0, RECORDS, 1, q);
	do
	:: rounds == ROUNDS -> break
	:: else ->
		load(0, SOURCE, p);
		do
		:: store(0, SLOT, p);
			fast_path(0);
#ifdef NO_SECOND_LOOK
			q = p;
#else
			load(0, SOURCE, q);
#endif
			if
			:: p == q -> break
			:: else -> p = q
			fi
		od;
		skip;
		d_step { in_use = p; allocated = !is_freed[p]; assert(allocated) };
		in_use = 0;
#ifndef NOT_CLEARED
		store(0, SLOT, 0);
#endif
		d_step { p = 0; q = 0; rounds++ }
	od;
	reader_ended = true
}

/* An object of the batch: reclaimed, or kept. */
inline settle(cpu, object)
{
	if
	:: !(sealed & (1 << object)) -> skip
	:: (sealed & (1 << object)) && shown != object ->
		d_step {
			allocated = !is_freed[object] && in_use != object;
			assert(allocated);
			is_freed[object] = true
		}
	:: (sealed & (1 << object)) && shown == object ->
		d_step {
			complete = !(reader_ended && drained(0) && memory[SLOT] == object);
			assert(complete);
#ifndef KEPT_LOST
			fill = fill | (1 << object)
#endif
		}
	fi
}

inline look(cpu)
{
#ifndef RECORDS_EARLY
	load(cpu, RECORDS, records);
#endif
	if
	:: records == 0
	:: else -> load(cpu, SLOT, shown)
	fi;
	settle(cpu, 1);
	settle(cpu, 2);
	d_step { sealed = 0; shown = 0 }
}

inline seal(cpu, holder)
{
#ifdef TICKET_REUSED
	if
	:: taken & (1 << holder)
	:: else -> take_ticket(cpu, holder)
	fi;
#elif !defined(TICKET_EARLY)
	take_ticket(cpu, holder);
#endif
	d_step { sealed = fill; fill = 0 }
}

#ifdef SCAN_FIRST
#define may_look(holder) true
#else
#define may_look(holder) passed(holder)
#endif

proctype owner()
{
	byte todo, fill, sealed, shown, records, unlinked, found;

#ifdef RECORDS_EARLY
	load(1, RECORDS, records);
#endif
	do
	:: unlinked < 2 ->
#ifdef TICKET_EARLY
		take_ticket(1, 0);
#endif
		exchange(1, SOURCE, unlinked + 2, found);
		d_step { found = 0; unlinked++; fill = fill | (1 << unlinked) }
	:: sealed == 0 && fill != 0 -> seal(1, 0)
	:: sealed != 0 && may_look(0) -> look(1)
	:: sealed != 0 && !passed(0) -> run_barrier(1)
	:: unlinked == 2 && fill == 0 && sealed == 0 -> break
#ifdef ORPHANS
	:: unlinked == 2 ->
		d_step {
			drained(1) ->
#ifdef FORGOTTEN
			orphans = orphans | fill;
#else
			orphans = orphans | fill | sealed;
#endif
			fill = 0;
			sealed = 0
		}
		break
#endif
	od;
	owner_ended = true
}

proctype other()
{
	byte todo, fill, sealed, shown, records;

#ifdef ORPHANS
#ifdef RECORDS_EARLY
	load(2, RECORDS, records);
#endif
	take_ticket(2, 1); /* Of a batch of its own. */
	run_barrier(2);
	do
	:: d_step { drained(2) && orphans != 0 -> fill = fill | orphans; orphans = 0 }
#ifdef OLD_TICKET
		d_step { sealed = fill; fill = 0 }
#endif
	:: sealed == 0 && fill != 0 -> seal(2, 1)
	:: sealed != 0 && may_look(1) -> look(2)
	:: sealed != 0 && !passed(1) -> run_barrier(2)
	:: owner_ended && orphans == 0 && fill == 0 && sealed == 0 -> break
	od
#else
	do
	:: run_barrier(2)
	:: break
	od
#endif
}

init {
	atomic {
		memory[SOURCE] = 1;
		run reader();
		run owner();
		run other()
	}
	_nr_pr == CPUS + 1;
	complete = is_freed[1] && is_freed[2];
	assert(complete)
}
