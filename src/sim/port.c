/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* port.c - the library's port to the simulator: src/port/port.h. Not instrumented: its own accesses are none of the program's. */
#define MEMBARRIER_BUILDING_ 1
#include "../port/port.h"

#include "settings.h"
#include "sim.h"

static const struct verdict_ offered = { MEMBARRIER_OFFERED, 0, "the program runs under libmembarrier-sim" };
static const struct verdict_ not_asked_for = { MEMBARRIER_UNAVAILABLE, 0, "MEMBARRIER_SIM asks for plain fences" };

static const struct verdict_ *probe(void)
{
	/* The library chooses before main(). */
	return mbsim_is_asked_for("plain") ? &not_asked_for : &offered;
}

static int issue(void)
{
	mbsim_barrier(CALLER());
	return 0;
}

static int renew(void)
{
	return 0;
}

static const struct strategy_ simulated = { 1000, "simulated", "a simulator: an interval, as port.h has it",
	                                        true, probe,       issue,
	                                        renew };

const struct strategy_ *const membarrier_port_strategies_[] = { &simulated, NULL };

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
	return sim && sim->running ? sim->time += 1000 : 0;
}

/* There is no fork(). */
void membarrier_port_at_fork_(void (*child)(void))
{
	(void)child;
}

void membarrier_port_abort_(const char *line)
{
	if (sim && sim->running)
		mbsim_fail("%s", line);
	mbsim_stop("%s", line);
}
