/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* generic.c - the system file where no process-wide barrier is known: plain fences. */
#if !defined(__linux__) && !defined(_WIN32) && !defined(__APPLE__) && !defined(__FreeBSD__)

#define _DEFAULT_SOURCE 1
#define MEMBARRIER_BUILDING_ 1
#include <stdio.h>
#include <stdlib.h>

#include "../instructions.h"
#include "../port.h"
#include "../posix_clock.h"

MB_INTERNAL const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1] = { NULL };

#ifdef __wasm__
MB_INTERNAL const struct kinds mb_port_kinds = { .code = NULL };
#else
static const struct code_barrier code = { .clean = instructions_clean, .serialise = INSTRUCTIONS_SERIALISE };
MB_INTERNAL const struct kinds mb_port_kinds = { .code = &code };
#endif

/* Harmless where plain fences are the only strategy to ask for. */
const char *mb_port_environment(const char *name)
{
	return getenv(name);
}

void mb_port_pause(unsigned attempt)
{
	(void)attempt;
}

/* For the selftest. With plain fences no caller waits for another's barrier, in a child of fork() or elsewhere. */
uint64_t mb_port_now(void)
{
	return posix_now();
}

int mb_port_cpu(void)
{
	return -1;
}

void mb_port_at_fork(void (*child)(void))
{
	(void)child;
}

void mb_port_abort(const char *line)
{
	fputs(line, stderr);
	abort();
}

#else
typedef int mb_generic_is_elsewhere;
#endif
