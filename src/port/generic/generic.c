/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* generic.c - the system file where no process-wide barrier is known: plain fences. */
#if !defined(__linux__) && !defined(_WIN32) && !defined(__APPLE__) && !defined(__FreeBSD__)

#define _DEFAULT_SOURCE 1
#define MEMBARRIER_BUILDING_ 1
#include <stdio.h>
#include <stdlib.h>

#include "../port.h"
#include "../posix_clock.h"

INTERNAL_ const struct strategy_ *const membarrier_port_strategies_[MEMBARRIER_PORT_MOST_ + 1] = { NULL };

/* Harmless where plain fences are the only strategy to ask for. */
const char *membarrier_port_environment_(const char *name)
{
	return getenv(name);
}

void membarrier_port_pause_(unsigned attempt)
{
	(void)attempt;
}

/* For the selftest. With plain fences no caller waits for another's barrier, in a child of fork() or elsewhere. */
uint64_t membarrier_port_now_(void)
{
	return posix_now_();
}

void membarrier_port_at_fork_(void (*child)(void))
{
	(void)child;
}

void membarrier_port_abort_(const char *line)
{
	fputs(line, stderr);
	abort();
}

#else
typedef int membarrier_generic_is_elsewhere_;
#endif
