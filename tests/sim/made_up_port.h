/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * made_up_port.h - a port for tests that define a strategy: all but mb_port_strategies. A test may define
 * ENVIRONMENT(name), the value of a variable, and ABORTED(line), which is called when the program ends.
 */
#ifndef MADE_UP_PORT_H
#define MADE_UP_PORT_H

#include <membarrier/sim.h>

#include "port/port.h"

/* A strategy with these functions; its renew() does nothing. */
#define MADE_UP(number, text, prober, barrier)                                                                  \
	{                                                                                                           \
		.id = (number), .name = (text), .basis = "", .documented = true, .probe = (prober), .issue = (barrier), \
		.renew = made_up_nothing,                                                                               \
	}

static inline const struct verdict *made_up_offer(void)
{
	static const struct verdict offered = { MEMBARRIER_OFFERED, 0, "" };

	return &offered;
}

static inline int made_up_nothing(void)
{
	return 0;
}

static inline int made_up_barrier(void)
{
	membarrier_sim_barrier();
	return 0;
}

const struct kinds mb_port_kinds = { .code = NULL };

#ifndef ENVIRONMENT
#define ENVIRONMENT(name) ((void)(name), NULL)
#endif

const char *mb_port_environment(const char *name)
{
	return ENVIRONMENT(name);
}

#ifndef ABORTED
#define ABORTED membarrier_sim_fail
#endif

void mb_port_abort(const char *line)
{
	ABORTED(line);
}

void mb_port_pause(unsigned attempt)
{
	(void)attempt;
}

uint64_t mb_port_now(void)
{
	return 0;
}

int mb_port_cpu(void)
{
	return -1;
}

void mb_port_at_fork(void (*child)(void))
{
	(void)child;
}

#endif
