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

#include "../../atomics.h"
#include "../posix_clock.h"

MB_INTERNAL const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1] = {
	&mb_port_linux_expedited,
	&mb_port_linux_mprotect,
	NULL,
};

MB_INTERNAL const struct kinds mb_port_kinds = {
	.code = &mb_port_linux_code,
	.restart = &mb_port_linux_restart,
	.processes = &mb_port_linux_processes,
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
		linux_call(SYS_ppoll, 0, 0, (long)&(struct timespec){ 0, 10000000 }, 0);
}

uint64_t mb_port_now(void)
{
	return posix_now();
}

/*
 * The kernel keeps it in the restartable-sequences area that glibc 2.35 and later register for each thread. glibc
 * documents where the area is, and the kernel what is in it; the reference is weak, so older ones do without.
 */
#if defined(__GLIBC__) && (defined(__x86_64__) || defined(__i386__) || defined(__aarch64__)) && \
	(defined(__clang__) ? __clang_major__ >= 14 : __GNUC__ >= 11)
extern const ptrdiff_t __rseq_offset __attribute__((weak));

int mb_port_cpu(void)
{
	struct {
		uint32_t cpu_id_start;
		int32_t cpu_id; /* negative while no area is registered */
	} * area;

	if (!&__rseq_offset)
		return -1;
	area = (void *)((char *)__builtin_thread_pointer() + __rseq_offset);
	return load_relaxed(&area->cpu_id);
}
#else
int mb_port_cpu(void)
{
	return -1;
}
#endif

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
