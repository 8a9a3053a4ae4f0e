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

INTERNAL_ const struct strategy_ *const membarrier_port_strategies_[MEMBARRIER_PORT_MOST_ + 1] = {
	&membarrier_linux_expedited_,
	&membarrier_linux_mprotect_,
	NULL,
};

const char *membarrier_port_environment_(const char *name)
{
	return getauxval(AT_SECURE) ? NULL : getenv(name);
}

void membarrier_port_pause_(unsigned attempt)
{
	if (attempt < 10)
		membarrier_linux_call_(SYS_sched_yield, 0, 0, 0, 0);
	else
		membarrier_linux_call_(SYS_ppoll, 0, 0, (long)&(struct timespec){ 0, 10 * 1000 * 1000 }, 0);
}

uint64_t membarrier_port_now_(void)
{
	return posix_now_();
}

void membarrier_port_at_fork_(void (*child)(void))
{
	pthread_atfork(NULL, NULL, child);
}

void membarrier_port_abort_(const char *line)
{
	membarrier_linux_call_(SYS_write, STDERR_FILENO, (long)line, (long)strlen(line), 0);
	abort();
}

#else
typedef int membarrier_linux_is_elsewhere_;
#endif
