/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* port.c - the library's port to the simulator: src/port/port.h. Not instrumented: its accesses do not belong to the program. */
#define MEMBARRIER_BUILDING_ 1
#include "../port/port.h"

#include "settings.h"
#include "sim.h"

static const struct verdict offered = { MEMBARRIER_OFFERED, 0, "the program runs under libmembarrier-sim" };
static const struct verdict not_asked_for = { MEMBARRIER_UNAVAILABLE, 0, "MEMBARRIER_SIM asks for plain fences" };

static const struct verdict *probe(void)
{
	/* The library chooses before main(). */
	return mb_sim_is_asked_for("plain") ? &not_asked_for : &offered;
}

static int issue(void)
{
	mb_sim_barrier(CALLER());
	return 0;
}

static int renew(void)
{
	return 0;
}

static const struct strategy simulated = { 1000,  "simulated", "a simulator: an interval, as port.h has it",
	                                       true,  probe,       issue,
	                                       renew, NULL };

const struct strategy *const mb_port_strategies[] = { &simulated, NULL };
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
	return sim && sim->running ? sim->time += 1000 : 0;
}

/* Any thread may run at any time. */
int mb_port_cpu(void)
{
	return -1;
}

/* There is no fork(). */
void mb_port_at_fork(void (*child)(void))
{
	(void)child;
}

void mb_port_abort(const char *line)
{
	if (sim && sim->running)
		mb_sim_fail("%s", line);
	mb_sim_stop("%s", line);
}
