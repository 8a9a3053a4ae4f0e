/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * freebsd.c - the FreeBSD system file, and membarrier(2), private expedited: the kernel
 * interrupts every CPU on which this address space is active, and each executes a
 * sequentially consistent fence.
 *
 * Source: membarrier(2) of FreeBSD; sys/kern/kern_membarrier.c. FreeBSD 14.1.
 *
 * Older kernels answer an unknown system call with SIGSYS, which kills, so the kernel's
 * version decides whether the call is made at all. It is asked for with sysctl(3):
 * getosreldate() believes the variable OSVERSION of the environment.
 *
 * Registering is a flag of the process (P2_MEMBAR_PRIVE), set at no cost at any time;
 * a child of fork() starts without it, and its first barrier fails with EPERM, is
 * registered for by renew() and made again.
 */
#if defined(__FreeBSD__)

#define MEMBARRIER_BUILDING_ 1
#include <sys/types.h>
#include <sys/sysctl.h>
#include <sys/syscall.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../instructions.h"
#include "../port.h"
#include "../posix_clock.h"

/* Ours, because the headers may be older than the kernel. */
enum {
	CMD_PRIVATE_EXPEDITED = 1 << 3,
	CMD_REGISTER_PRIVATE_EXPEDITED = 1 << 4,
};

#if defined(SYS_membarrier)
#define NR_MEMBARRIER SYS_membarrier
#else
#define NR_MEMBARRIER 584
#endif

/* A system call; a negative errno value is the error, errno itself is left alone. Never a cancellation point. */
static int call(int number, long a, long b, long c)
{
	int saved = errno, result = syscall(number, a, b, c);

	if (result < 0) {
		result = -errno;
		errno = saved;
	}
	return result;
}

/* All three arguments count: the kernel refuses flags that are not 0. */
static int issue(void)
{
	return call(NR_MEMBARRIER, CMD_PRIVATE_EXPEDITED, 0, 0);
}

static int renew(void)
{
	return call(NR_MEMBARRIER, CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0);
}

/* 14.1 and later; of 15, which branched off before the call came, only what was released. */
static bool kernel_has_it(void)
{
	int name[] = { CTL_KERN, KERN_OSRELDATE }, version = 0, saved = errno;
	size_t size = sizeof version;

	sysctl(name, 2, &version, &size, NULL, 0); /* the version stays 0 if that fails */
	errno = saved;
	return version >= 1401000 && (version < 1500000 || version >= 1500068);
}

static const struct verdict works = { MEMBARRIER_OFFERED, 0, "the kernel has it, and a first barrier succeeded" };
static const struct verdict old = { MEMBARRIER_UNAVAILABLE, ENOSYS,
	                                "the kernel is older than FreeBSD 14.1, which brought the membarrier system call" };
static const struct verdict refused = { MEMBARRIER_UNAVAILABLE, EPERM,
	                                    "the kernel should have the membarrier system call, but refuses it" };

static const struct verdict *probe(void)
{
	if (!kernel_has_it())
		return &old;
	return renew() == 0 && issue() == 0 ? &works : &refused;
}

/* Linux's number and name: no process has the kernels of both. */
static const struct strategy expedited = {
	.id = 1,
	.name = "membarrier",
	.basis = "documented: membarrier(2), private expedited, FreeBSD >= 14.1",
	.documented = true,
	.probe = probe,
	.issue = issue,
	.renew = renew,
};

MB_INTERNAL const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1] = { &expedited, NULL };

static const struct code_barrier code = { .clean = instructions_clean, .serialise = INSTRUCTIONS_SERIALISE };
MB_INTERNAL const struct kinds mb_port_kinds = { .code = &code };

const char *mb_port_environment(const char *name)
{
	return issetugid() ? NULL : getenv(name);
}

void mb_port_pause(unsigned attempt)
{
	struct timespec rest = { 0, 10000000 };

	if (attempt < 10)
		call(SYS_sched_yield, 0, 0, 0);
	else
		call(SYS_nanosleep, (long)&rest, 0, 0);
}

uint64_t mb_port_now(void)
{
	return posix_now();
}

/* sched_getcpu() may be a system call. */
int mb_port_cpu(void)
{
	return -1;
}

void mb_port_at_fork(void (*child)(void))
{
	pthread_atfork(NULL, NULL, child);
}

void mb_port_abort(const char *line)
{
	call(SYS_write, STDERR_FILENO, (long)line, (long)strlen(line));
	abort();
}

#else
typedef int mb_freebsd_is_elsewhere;
#endif
