/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port.c - src/port/port.h on the simulated machine; and what a way to wait needs that gives up
 * the CPU, which the porting contract no longer has.
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

/* Constructors call it too, before there are threads. */
int *simulator_errno(void)
{
	static int before;

	return running ? &running->error : &before;
}

/* ---- strategies ---- */

static const struct verdict *probe(void)
{
	static const struct verdict offered = { MEMBARRIER_OFFERED, 0, "simulated" };

	return &offered;
}

static int renew(void)
{
	return 0;
}

/* The CPU number that the kernel keeps for each thread: here one thread executes all simulated threads. */
static __thread unsigned cpu_number;

void port_runs_on(unsigned cpu)
{
	cpu_number = cpu;
}

static ptrdiff_t cpu_number_offset(void)
{
#ifdef __x86_64__
	char *thread;

	__asm__("movq %%fs:0, %0" : "=r"(thread));
#else
	char *thread = __builtin_thread_pointer();
#endif
	return (char *)&cpu_number - thread;
}

static bool numbered(void)
{
	return true;
}

static const struct one_cpu one_cpu = { .basis = "simulated",
	                                    .probe = probe,
	                                    .renew = renew,
	                                    .issue = barrier_make_on,
	                                    .offset = cpu_number_offset,
	                                    .numbered = numbered };

static const struct strategy simulated = { .id = 1,
	                                       .name = "simulated",
	                                       .basis = "simulated",
	                                       .documented = true,
	                                       .probe = probe,
	                                       .issue = barrier_make,
	                                       .renew = renew,
	                                       .one_cpu = &one_cpu };

const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1] = { &simulated, NULL };

/* ---- services ---- */

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

uint64_t mb_port_now(void)
{
	if (!running) /* called in a constructor */
		return 1;
	thread_spend(cost.clock);
	program_signal_point();
	return now + 1; /* 0 means that there is no clock. */
}

int mb_port_cpu(void)
{
	return cost.cpu_known && running ? (int)running->cpu : -1;
}

static void (*in_child)(void);

void mb_port_at_fork(void (*child)(void))
{
	in_child = child;
}

void port_forked(void)
{
	if (in_child)
		in_child();
}

void mb_port_abort(const char *line)
{
	fputs(line, stderr);
	abort();
}

/* ---- giving up the CPU ---- */

bool port_wakes_blindly;
uint64_t port_wakes;

void mb_port_yield(void)
{
	thread_spend(cost.system_call);
	thread_yield();
}

/* The threads that sleep; all sleep on one word. */
static struct thread *sleeper[MOST_THREADS];
static unsigned sleepers;

bool mb_port_sleep(const uint32_t *word, uint32_t expected, uint32_t nanoseconds)
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

unsigned mb_port_wake(const uint32_t *word, unsigned most)
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
