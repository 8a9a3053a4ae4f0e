/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux.c - the Linux system file: the list of strategies, and the small services. */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "../posix_clock.h"

MB_INTERNAL const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1] = {
	&mb_port_linux_expedited,
	&mb_port_linux_mprotect,
	NULL,
};

const char *mb_port_environment(const char *name)
{
	return getauxval(AT_SECURE) ? NULL : getenv(name);
}

void mb_port_pause(unsigned attempt)
{
	if (attempt < 10)
		linux_call(SYS_sched_yield, 0, 0, 0, 0);
	else
		linux_call(SYS_ppoll, 0, 0, (long)&(struct timespec){ 0, 10 * 1000 * 1000 }, 0);
}

uint64_t mb_port_now(void)
{
	return posix_now();
}

void mb_port_at_fork(void (*child)(void))
{
	pthread_atfork(NULL, NULL, child);
}

void mb_port_abort(const char *line)
{
	linux_call(SYS_write, STDERR_FILENO, (long)line, (long)strlen(line), 0);
	abort();
}

#else
typedef int mb_linux_is_elsewhere;
#endif
