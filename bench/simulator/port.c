/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port.c - src/port/port.h, answered by the simulated machine; and what a way to wait needs that
 * gives up the CPU, which the port has no longer.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define MEMBARRIER_BUILDING_ 1
#include "hooks.h"
#include "park.h"
#include "../../src/port/port.h"
#include "simulator.h"

/* ---- hooks.h ---- */

void simulator_pause(void)
{
	thread_spend(cost.pause);
}

/* Also before there are threads: in constructors. */
int *simulator_errno(void)
{
	static int before;

	return running ? &running->error : &before;
}

/* ---- strategies ---- */

static const struct verdict_ *probe(void)
{
	static const struct verdict_ offered = { MEMBARRIER_OFFERED, 0, "simulated" };

	return &offered;
}

static int renew(void)
{
	return 0;
}

static const struct strategy_ simulated = {
	.id = 1, .name = "simulated", .basis = "simulated", .documented = true, .probe = probe, .issue = barrier_make, .renew = renew
};

const struct strategy_ *const membarrier_port_strategies_[MEMBARRIER_PORT_MOST_ + 1] = { &simulated, NULL };

/* ---- services ---- */

const char *membarrier_port_environment_(const char *name)
{
	(void)name;
	return NULL;
}

void membarrier_port_pause_(unsigned attempt)
{
	(void)attempt;
}

uint64_t membarrier_port_now_(void)
{
	if (!running) /* In a constructor. */
		return 1;
	thread_spend(cost.clock);
	program_signal_point();
	return now + 1; /* 0 would mean that there is no clock. */
}

static void (*in_child)(void);

void membarrier_port_at_fork_(void (*child)(void))
{
	in_child = child;
}

void port_forked(void)
{
	if (in_child)
		in_child();
}

void membarrier_port_abort_(const char *line)
{
	fputs(line, stderr);
	abort();
}

/* ---- giving up the CPU ---- */

bool port_wakes_blindly;
uint64_t port_wakes;

unsigned membarrier_port_cpu_(void)
{
	return running->cpu;
}

void membarrier_port_yield_(void)
{
	thread_spend(cost.system_call);
	thread_yield();
}

/* One word is slept on. */
static struct thread *sleeper[MOST_THREADS];
static unsigned sleepers;

bool membarrier_port_sleep_(const uint32_t *word, uint32_t expected, uint32_t nanoseconds)
{
	bool rang;

	thread_spend(cost.sleeping);
	if (*word != expected)
		return true;
	sleeper[sleepers++] = running;
	rang = thread_sleep_until(now + nanoseconds);
	for (unsigned i = 0; i < sleepers; i++)
		if (sleeper[i] == running) {
			sleeper[i] = sleeper[--sleepers];
			break;
		}
	return !rang;
}

unsigned membarrier_port_wake_(const uint32_t *word, unsigned most)
{
	unsigned woken = 0;

	(void)word;
	port_wakes++;
	thread_spend(cost.system_call);
	while (woken < most && sleepers) {
		struct thread *first = sleeper[0];

		for (unsigned i = 1; i < sleepers; i++)
			sleeper[i - 1] = sleeper[i];
		sleepers--;
		woken++;
		thread_spend(cost.wake);
		thread_wake(first);
	}
	return port_wakes_blindly ? most : woken;
}
