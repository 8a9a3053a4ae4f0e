/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * biased_lock.pml - the lock of examples/biased_lock.c (scenario DEKKER there).
 *
 *   CPU 0     owner    inside = 1; OWNER fence; wants ?
 *                        0: critical section; inside = 0
 *                        1: inside = 0; mutex; critical section; release the mutex
 *   CPU 1, 2  visitor  mutex; wants = 1; VISITOR fence; wait until inside == 0;
 *                      critical section; wants = 0; release the mutex
 *
 *   exclusive  never two in the critical section
 *   no_loss    no increment in a critical section is lost
 *   deadlock   waiting is a blocked step: no thread waits for ever
 *
 * -DOWNER=F -DVISITOR=S is right; F against N or F fails. -DEXCLUSIVE_ONLY leaves
 * out no_loss.
 */
#define CPUS 3
#define DEPTH 6
#define INSIDE 0
#define WANTS 1
#define MUTEX 2
#define COUNT 3
#define CELLS 4
#define ROUNDS 2 /* of the owner; each visitor comes once */
#include "tso.inc"

byte in_section, finished;
bool exclusive = true, no_loss = true;

inline critical_section(on)
{
	d_step {
		in_section++;
		exclusive = in_section == 1;
		assert(exclusive)
	}
	load(on, COUNT, count);
	store(on, COUNT, count + 1);
	count = 0;
	in_section--
}

proctype owner()
{
	byte todo, count, look, rounds;

	do
	:: rounds == ROUNDS -> break
	:: else ->
		store(0, INSIDE, 1);
		fence(0, OWNER);
		load(0, WANTS, look);
		if
		:: look == 0 ->
			critical_section(0);
			store(0, INSIDE, 0)
		:: else ->
			look = 0;
			store(0, INSIDE, 0);
			lock(0, MUTEX);
			critical_section(0);
			store(0, MUTEX, 0)
		fi;
		rounds++
	od;
	finished++
}

proctype visitor(byte me)
{
	byte todo, count;

	lock(me, MUTEX);
	store(me, WANTS, 1);
	fence(me, VISITOR);
	/* Its own buffer never holds `inside`, so memory is what a load would find. */
	memory[INSIDE] == 0;
	critical_section(me);
	store(me, WANTS, 0);
	store(me, MUTEX, 0);
	finished++
}

init {
	atomic {
		run owner();
		run visitor(1);
		run visitor(2)
	}
	finished == CPUS && drained(0) && drained(1) && drained(2);
#ifndef EXCLUSIVE_ONLY
	no_loss = memory[COUNT] == ROUNDS + 2;
	assert(no_loss)
#endif
}
