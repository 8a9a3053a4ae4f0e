/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* port_rest.h - what a made-up port of these tests has besides its strategies. */
#ifndef PORT_REST_H
#define PORT_REST_H

#include <membarrier/sim.h>

#include "port/port.h"

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
