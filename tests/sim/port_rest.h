/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* port_rest.h - what a made-up port of these tests has besides its strategies. */
#ifndef PORT_REST_H
#define PORT_REST_H

#include <membarrier/sim.h>

#include "port/port.h"

#ifndef ENVIRONMENT
#define ENVIRONMENT(name) ((void)(name), NULL)
#endif

const char *membarrier_port_environment_(const char *name)
{
	return ENVIRONMENT(name);
}

#ifndef ABORTED
#define ABORTED membarrier_sim_fail
#endif

void membarrier_port_abort_(const char *line)
{
	ABORTED(line);
}

void membarrier_port_pause_(unsigned attempt)
{
	(void)attempt;
}

uint64_t membarrier_port_now_(void)
{
	return 0;
}

void membarrier_port_at_fork_(void (*child)(void))
{
	(void)child;
}

#endif
