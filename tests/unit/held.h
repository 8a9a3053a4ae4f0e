/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * held.h - keeps barriers in flight for as long as the test needs. A supervisor counts the
 * barriers that the library asks for, and lets each go on when the test allows it. For the
 * strategy membarrier, in the thread that calls held_begin(), and in its threads and children.
 */
#ifndef MEMBARRIER_TEST_HELD_H
#define MEMBARRIER_TEST_HELD_H

#include <limits.h>
#include <sched.h>
#include <sys/time.h>
#include <time.h>

#include "strategy.h"
#include "supervisor.h"

static unsigned held_begun;          /* barriers asked for */
static unsigned held_may = UINT_MAX; /* the number of barriers that may go on */

static inline bool held_answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	unsigned number;

	(void)reply;
	if (call->args[0] != FILTER_BARRIER)
		return true;
	/* Release: a thread that sees this barrier sees what was done before. Pairs with held_count(). */
	number = __atomic_add_fetch(&held_begun, 1, __ATOMIC_RELEASE);
	while (number > __atomic_load_n(&held_may, __ATOMIC_RELAXED))
		sched_yield();
	return true;
}

static inline unsigned held_count(void)
{
	return __atomic_load_n(&held_begun, __ATOMIC_ACQUIRE); /* pairs with held_answer() */
}

/* Lets the barriers up to that number go on; held_release() lets all go on. */
static inline void held_let(unsigned number)
{
	__atomic_store_n(&held_may, number, __ATOMIC_RELAXED);
}

static inline void held_release(void)
{
	held_let(UINT_MAX);
}

/* Holds the barriers that begin from now on. */
static inline unsigned held_hold(void)
{
	unsigned begun = held_count();

	held_let(begun);
	return begun;
}

static inline void held_await(unsigned number)
{
	while (held_count() < number)
		sched_yield();
}

static inline void held_pause(long microseconds)
{
	if (microseconds)
		nanosleep(&(struct timespec){ 0, microseconds * 1000 }, NULL);
}

/* A signal ends a test that waits for ever. All waits here spin, so a limit of CPU time finds them. */
static inline void held_limit(void)
{
	CHECK(setitimer(ITIMER_PROF, &(struct itimerval){ { 0, 0 }, { 120, 0 } }, NULL) == 0, "no timer");
}

/* Exits with 77 if barriers cannot be held. */
static inline void held_begin(void)
{
	static struct supervisor supervisor = { held_answer, -1 };
	struct membarrier_info info = strategy_info();

	if (strcmp(info.strategy, "membarrier") != 0)
		SKIP("only the system call of the strategy membarrier can be held; this is %s", info.strategy);
	held_limit();
	supervise(&supervisor, &supervised_membarrier);
}

#endif
