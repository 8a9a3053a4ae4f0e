/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * code.c - barriers for code that a program writes while it runs.
 *
 * Scenario CODE.
 *
 *   writer                                  thread
 *   write the instructions                  p = pointer (acquire)
 *   full fence                     CODE-1   mode > 0 ?
 *   cache maintenance                         yes: nothing
 *   mode > 0: every thread serialises         no:  the thread serialises itself
 *             itself                        jump to p
 *   full fence                     CODE-2                 executes what was written
 *   pointer = the instructions (release)
 *
 * After the maintenance no cache from which a CPU fetches has the old instructions. What is left are those
 * that a CPU has fetched already, and it forgets these when it serialises itself.
 *
 *   mode > 0: the thread read the new pointer, so its load comes after CODE-2, and so after its CPU
 *             serialised itself in the writer's broadcast, or, if the thread did not run then, before it ran
 *             again. What it fetches after that is new.
 *   else:     the thread serialises itself after its load of the pointer, and so after the maintenance.
 *
 * The mode is the word of PUBLISH (select.c): it leaves 0 once, by compare-and-swap, and every code_ready()
 * uses the value that it then has. A thread that skips its own part has read a mode > 0, so every code_ready()
 * broadcasts. A thread that reads 0 serialises itself, which is enough under either mode. So it does not
 * matter when a thread sees the choice, and the mode is passed by the caller for the reasons given there.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include <membarrier.h>
#include <membarrier/code.h>

#include "atomics.h"
#include "fallback.h"
#include "select.h"

#ifndef ENOTSUP
#define ENOTSUP EINVAL
#endif

int membarrier_code_mode_;

enum { EACH_THREAD = -1, NONE = -2, MOST = 2 };

static const struct verdict *agreed_verdict[MOST];

/* NULL at the end; not asked beyond it. */
static const struct strategy *broadcast(unsigned index)
{
#ifdef MEMBARRIER_FENCE_ONLY
	(void)index;
	return NULL;
#else
	const struct code_barrier *code = mb_port_kinds.code;

	return code && code->broadcasts ? code->broadcasts[index] : NULL;
#endif
}

static bool each_thread_can(void)
{
	return mb_port_kinds.code && mb_port_kinds.code->serialise;
}

static int choose(void)
{
	for (unsigned i = 0; i < MOST && broadcast(i); i++)
		if (mb_agree(&agreed_verdict[i], broadcast(i)->probe)->verdict == MEMBARRIER_OFFERED)
			return broadcast(i)->id;
	return each_thread_can() ? EACH_THREAD : NONE;
}

static int chosen(int *mode)
{
	/* CODE-3: as PUBLISH-4, for the registration; pairs with CODE-4. */
	int now = load_acquire(mode);

	if (now == 0) {
		int mine = choose();

		/* CODE-4: as PUBLISH-5. */
		if (compare_exchange(mode, &now, mine))
			now = mine;
	}
	return now;
}

/* NULL if this copy of the library does not know it: another copy chose it. */
static const struct strategy *strategy_of(int mode)
{
	for (unsigned i = 0; broadcast(i); i++)
		if (broadcast(i)->id == mode)
			return broadcast(i);
	return NULL;
}

static int make(int mode)
{
	const struct strategy *strategy = strategy_of(mode);

	return strategy ? mb_make(strategy) : -ENOTSUP;
}

void membarrier_code_ready_for_(int *mode, const void *where, size_t bytes)
{
	int now = chosen(mode);

	/* CODE-1: the instructions are there for all before the maintenance and the broadcast; pairs with the jump. */
	MEMBARRIER_FULL_FENCE_();
	if (mb_port_kinds.code)
		mb_port_kinds.code->clean(where, bytes);
	if (now == NONE)
		mb_give_up(
			"libmembarrier: no barrier for code is known here: the kernel or the CPU has none, or a sandbox "
			"denies it; other threads could execute old instructions\n");
	else if (now != EACH_THREAD && make(now))
		mb_give_up(
			"libmembarrier: the system refuses the barrier for code that it granted; other threads could "
			"execute old instructions\n");
	/* CODE-2: the broadcast, then the caller's store of the pointer; pairs with the acquire load of it. */
	MEMBARRIER_FULL_FENCE_();
}

int membarrier_code_sync_for_(int *mode)
{
	int error;

	/* CODE-5: as CODE-1. */
	MEMBARRIER_FULL_FENCE_();
	error = make(chosen(mode));
	/* CODE-6: as CODE-2. */
	MEMBARRIER_FULL_FENCE_();
	return error;
}

void membarrier_code_serialise_(void)
{
	if (each_thread_can())
		mb_port_kinds.code->serialise();
}

/* Why no barrier of the system's is in use. */
static const char *reason(void)
{
#ifdef MEMBARRIER_FENCE_ONLY
	return "the library was built with MEMBARRIER_FENCE_ONLY";
#else
	if (!mb_port_kinds.code)
		return "no code is written while a program runs on this system";
	return broadcast(0) ? mb_agree(&agreed_verdict[0], broadcast(0)->probe)->reason
	                    : "no call of this system is known that reaches what other CPUs have fetched";
#endif
}

int membarrier_get_code_info_for_(int *mode, struct membarrier_info *info)
{
	const struct strategy *strategy;
	int now;

	if (!info || info->size < sizeof *info)
		return -EINVAL;
	now = chosen(mode);
	strategy = strategy_of(now);
	info->setting = NULL;
	info->candidates = 0;
	info->asymmetric = now > 0;
	info->documented = 1;
	if (strategy) {
		info->strategy = strategy->name;
		info->reason = "the best of this system's barriers for code that is known to be sound here";
		info->basis = strategy->basis;
		info->documented = strategy->documented;
	} else if (now > 0) {
		info->strategy = "foreign";
		info->reason = "another copy of the library in this process chose what this copy does not know";
		info->basis = "known to the copy that chose it";
		info->documented = 0;
	} else {
		info->strategy = now == EACH_THREAD ? "each-thread" : "none";
		info->reason = reason();
		info->basis = now == EACH_THREAD ? "the CPU's manual: a thread that serialises itself fetches anew"
		                                 : "nothing: user space has no way here";
	}
	return 0;
}
