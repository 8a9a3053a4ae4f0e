/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_restart.c - membarrier(2), private expedited rseq: restarts the critical sections of this process's threads.
 *
 * Source: membarrier(2); kernel/sched/membarrier.c, ipi_rseq(). Linux 5.10, built with CONFIG_RSEQ. For a CPU that the
 * machine does not have the kernel answers 0, so the port has to know.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux_kinds.h"

#include <fcntl.h>

#include "../../atomics.h"

static const struct verdict absent = {
	MEMBARRIER_UNAVAILABLE, ENOSYS,
	"the kernel restarts no sections of rseq: that came with 5.10, and is built only with CONFIG_RSEQ"
};

static const struct linux_kind kind = { CMD_PRIVATE_EXPEDITED_RSEQ, CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, &absent };

static void make_every_call(char *page)
{
	(void)page;
	mb_port_linux_attempt(&kind);
}

static const struct verdict *probe(void)
{
	const struct verdict *harm = mb_port_linux_harm(make_every_call);

	return harm ? harm : mb_port_linux_try(&kind);
}

static int renew(void)
{
	return linux_membarrier(CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, 0, 0);
}

static int issue(int cpu)
{
	return linux_membarrier(CMD_PRIVATE_EXPEDITED_RSEQ, cpu == MB_EVERY_CPU ? 0 : CMD_FLAG_CPU, cpu);
}

/* "0-3,8-11": the last number and one more; 0 if it is not there. */
static int possible(void)
{
	static const char path[] = "/sys/devices/system/cpu/possible";
	char text[256] = { 0 };
	long file = linux_call(SYS_openat, AT_FDCWD, (long)path, O_RDONLY | O_CLOEXEC, 0), length;
	int number = -1;

	if (file < 0)
		return 0;
	length = linux_call(SYS_read, file, (long)text, sizeof text, 0);
	linux_call(SYS_close, file, 0, 0, 0);
	for (long i = 0; i < length && text[i] != '\n'; i++)
		if (text[i] < '0' || text[i] > '9')
			number = 0;
		else if (number < 1 << 20)
			number = (number < 0 ? 0 : number) * 10 + (text[i] - '0');
	return number + 1;
}

/* As many as fit into the kernel's masks: no fewer than there can be. */
static int fit(void)
{
	unsigned long mask[1024];
	long bytes = linux_call(SYS_sched_getaffinity, 0, sizeof mask, (long)mask, 0);

	return bytes > 0 ? (int)bytes * 8 : 1 << 20;
}

static int cpus(void)
{
	static int known; /* set at boot; 0: not asked yet */
	int count = load_relaxed(&known);

	if (!count) {
		count = possible();
		if (!count)
			count = fit();
		store_relaxed(&known, count);
	}
	return count;
}

MB_INTERNAL const struct restart mb_port_linux_restart = {
	.probe = probe,
	.renew = renew,
	.issue = issue,
	.cpus = cpus,
};

#else
typedef int mb_linux_restart_is_elsewhere;
#endif
