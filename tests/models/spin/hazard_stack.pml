/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_stack.pml - the stack of examples/hazard_stack.c (scenario HAZARD there).
 *
 *   pop      node = top; hazard = node; READER fence; top == node still ? else again
 *            next = node->next; compare-and-swap top: node -> next, else again
 *            hazard = none
 *   reclaim  SWEEPER fence; is the other's hazard the node ? no: free it
 *
 * The stack is 1 -> 2. CPU 0 pops, frees, and pushes what it freed again (so that
 * a node comes back: ABA); CPU 1 pops and frees.
 *
 *   allocated  no thread reads or frees a node that is free
 *   intact     at the end each node is in the stack once or was popped, not both
 *
 * -DREADER=F -DSWEEPER=S is right. Mutants: F against N or F, -DNO_RECHECK,
 * -DSCAN_FIRST (the hazards are read before the fence).
 */
#define CPUS 2
#define DEPTH 6
#define HAZARD 0 /* by CPU */
#define TOP 2
#define NEXT 2 /* + node: 3 and 4 */
#define CELLS 5
#include "tso.inc"

bool is_free[3];
byte has[2]; /* what each CPU popped and kept */
byte finished;
bool allocated = true, intact = true;

inline pop(on, node)
{
	do
	:: load(on, TOP, node);
		if
		:: node == 0 -> break
		:: else
		fi;
		store(on, HAZARD + on, node);
		fence(on, READER);
#ifdef NO_RECHECK
		again = node;
#else
		load(on, TOP, again);
#endif
		if
		:: again == node ->
			atomic {
				allocated = !is_free[node];
				assert(allocated);
				load(on, NEXT + node, next)
			}
			compare_exchange(on, TOP, node, next, again);
			next = 0;
			if
			:: again == node -> break
			:: else
			fi
		:: else
		fi;
		again = 0
	od;
	again = 0;
	store(on, HAZARD + on, 0)
}

/* Frees the node unless the other CPU's hazard pointer has it: then it is kept for ever. */
inline reclaim(on, node)
{
#ifdef SCAN_FIRST
	load(on, HAZARD + 1 - on, again);
#endif
	fence(on, SWEEPER);
#ifndef SCAN_FIRST
	load(on, HAZARD + 1 - on, again);
#endif
	if
	:: again == node -> skip
	:: else ->
		d_step {
			allocated = !is_free[node];
			assert(allocated);
			is_free[node] = true
		}
	fi;
	again = 0
}

inline push(on, node)
{
	do
	:: load(on, TOP, again);
		store(on, NEXT + node, again);
		compare_exchange(on, TOP, again, node, next);
		if
		:: next == again -> break
		:: else
		fi
	od;
	again = 0;
	next = 0
}

proctype recycler()
{
	byte todo, node, again, next;

	pop(0, node);
	if
	:: node == 0 -> skip
	:: else ->
		reclaim(0, node);
		if
		:: is_free[node] ->
			is_free[node] = false;
			push(0, node)
		:: else -> has[0] = node
		fi
	fi;
	node = 0;
	finished++
}

proctype popper()
{
	byte todo, node, again, next;

	pop(1, node);
	if
	:: node == 0 -> skip
	:: else ->
		has[1] = node;
		reclaim(1, node)
	fi;
	node = 0;
	finished++
}

#define in_stack(node) ((memory[TOP] == node) + (memory[TOP] != 0 && memory[NEXT + memory[TOP]] == node))
#define places(node) (in_stack(node) + (has[0] == node) + (has[1] == node))

init {
	atomic {
		memory[TOP] = 1;
		memory[NEXT + 1] = 2;
		run recycler();
		run popper()
	}
	finished == 2 && drained(0) && drained(1);
	intact = places(1) == 1 && places(2) == 1;
	assert(intact)
}
