/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * wait_system.h - the system of wait.c: a clock that advances when it is read, barriers that end when the test
 * says so, and CPUs that the test numbers. Threads other than main() only lead.
 */
#ifndef UNIT_WAIT_SYSTEM_H
#define UNIT_WAIT_SYSTEM_H

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>

#include "../../src/port/port.h"
#include "../test.h"

enum {
	USUAL = 10000,
	LOST = 10000000
}; /* ns: what src/wait.c takes a barrier to last at first, and the bound for a try */

/* ---- the system ------------------------------------------------------------------- */

static uint64_t clock_now = 1, step = USUAL / 20;
static unsigned reads;
static void (*at_read)(unsigned number); /* called when main() reads the clock, with the number of that read */
static uint64_t takes;                   /* nanoseconds that a barrier of main() takes */
static void (*in_barrier)(void);         /* a signal handler that runs in the middle of a barrier */
static unsigned issued;
static bool held; /* barriers of other threads do not end */
static void (*at_fork_in_child)(void);
static _Thread_local bool leads_only;
static int leaders_cpu = 1, own_cpu; /* of all other threads, and of main() */

uint64_t mb_port_now(void)
{
	CHECK(!leads_only, "a caller that meets no barrier read the clock");
	reads++;
	clock_now += step;
	if (at_read)
		at_read(reads);
	return clock_now;
}

int mb_port_cpu(void)
{
	return leads_only ? leaders_cpu : own_cpu;
}

static int issue(void)
{
	void (*handler)(void) = in_barrier;

	__atomic_add_fetch(&issued, 1, __ATOMIC_RELEASE);
	while (leads_only && __atomic_load_n(&held, __ATOMIC_ACQUIRE))
		sched_yield();
	in_barrier = NULL;
	if (!leads_only && handler)
		handler();
	if (!leads_only)
		clock_now += takes;
	return 0;
}

static int renew(void)
{
	return -ENOSYS;
}

static const struct verdict *probe(void)
{
	static const struct verdict works = { MEMBARRIER_OFFERED, 0, "of this test" };

	return &works;
}

static const struct strategy strategy = { 1, "test", "a test", false, probe, issue, renew, NULL };
const struct strategy *const mb_port_strategies[] = { &strategy, NULL };
const struct kinds mb_port_kinds = { .code = NULL };

const char *mb_port_environment(const char *name)
{
	(void)name;
	return NULL;
}

void mb_port_pause(unsigned attempt)
{
	(void)attempt;
}

void mb_port_at_fork(void (*child)(void))
{
	at_fork_in_child = child;
}

void mb_port_abort(const char *line)
{
	fputs(line, stderr);
	abort();
}

/* ---- leaders ---------------------------------------------------------------------- */

static void *lead(void *unused)
{
	leads_only = true;
	membarrier_slow_path();
	return unused;
}

/* Returns a leader whose barrier is in flight, and ends when release() is called. */
static pthread_t hold_leader(void)
{
	unsigned before = issued;
	pthread_t leader;

	__atomic_store_n(&held, true, __ATOMIC_RELEASE);
	CHECK(pthread_create(&leader, NULL, lead, NULL) == 0, "no thread");
	while (__atomic_load_n(&issued, __ATOMIC_ACQUIRE) == before)
		sched_yield();
	return leader;
}

static void release(pthread_t leader)
{
	__atomic_store_n(&held, false, __ATOMIC_RELEASE);
	CHECK(pthread_join(leader, NULL) == 0, "no thread");
}

static uint64_t joined(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	CHECK(membarrier_get_stats(&stats) == 0, "no stats");
	return stats.joined;
}

#endif
