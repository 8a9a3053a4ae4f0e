/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_processes.c - membarrier(2), global expedited: the kernel interrupts every CPU that runs a registered process,
 * and each executes smp_mb().
 *
 * Source: membarrier(2); kernel/sched/membarrier.c, membarrier_global_expedited() and
 * sync_runqueues_membarrier_state(). Linux 4.16. Before 5.12 (ce29ddc47b91) a process with several threads that
 * registered left out the CPU of the caller. On RISC-V as private expedited.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux_kinds.h"

#include <fcntl.h>

static const struct verdict absent = {
	MEMBARRIER_UNAVAILABLE, 0, "the kernel has no barrier between processes, or a sandbox (seccomp) denies the call"
};
static const struct verdict old = { MEMBARRIER_UNSOUND, 0,
	                                "this kernel may leave out a CPU of a process that registers (fixed in 5.12; RISC-V: "
	                                "6.9 and 6.6.51), or its version is not known" };
static const struct verdict refused = { MEMBARRIER_UNAVAILABLE, EPERM, "the kernel or a sandbox (seccomp) refuses it" };

static bool is_fixed(void)
{
#ifdef __riscv
	return mb_port_linux_riscv_is_fixed();
#else
	return mb_port_linux_at_least(5, 12, 0, false);
#endif
}

static int issue(void)
{
	return linux_membarrier(CMD_GLOBAL_EXPEDITED, 0, 0);
}

/* A process that issues the barrier need not be registered. */
static int nothing(void)
{
	return 0;
}

static int receives(void)
{
	int registrations = linux_membarrier(CMD_GET_REGISTRATIONS, 0, 0);

	return registrations < 0 ? -ENOTSUP : (registrations & CMD_REGISTER_GLOBAL_EXPEDITED) != 0;
}

static void try_to_register(char *page)
{
	(void)page;
	linux_membarrier(CMD_REGISTER_GLOBAL_EXPEDITED, UNKNOWN_FLAG, 0);
}

/* What only says that it has registered is found by a flag that no version has, and from 6.3 on by asking. */
static int receive(void)
{
	int error;

	if (!is_fixed() || mb_port_linux_harm(try_to_register))
		return -ENOTSUP;
	if (linux_membarrier(CMD_REGISTER_GLOBAL_EXPEDITED, UNKNOWN_FLAG, 0) >= 0)
		return -ENOTSUP;
	error = linux_membarrier(CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0);
	return error ? error : receives() == 0 ? -ENOTSUP : 0;
}

/* Flags that no version has are EINVAL before anything is done. */
static void make_every_call(char *page)
{
	(void)page;
	linux_membarrier(CMD_QUERY, 0, 0);
	linux_membarrier(CMD_GLOBAL_EXPEDITED, UNKNOWN_FLAG, 0);
	issue();
}

static const struct verdict *probe(void)
{
	const struct verdict *harm;
	int commands;

	if (!is_fixed())
		return &old;
	harm = mb_port_linux_harm(make_every_call);
	if (harm)
		return harm;
	commands = linux_membarrier(CMD_QUERY, 0, 0);
	if (commands < 0 || !(commands & CMD_GLOBAL_EXPEDITED))
		return &absent;
	if (linux_membarrier(CMD_GLOBAL_EXPEDITED, UNKNOWN_FLAG, 0) >= 0)
		return &mb_port_linux_credulous;
	return issue() ? &refused : &mb_port_linux_works;
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The first 12 digits of a random number that the kernel makes at each boot, for all namespaces. */
static uint64_t boot(void)
{
	static const char path[] = "/proc/sys/kernel/random/boot_id";
	char text[36] = { 0 };
	long file = linux_call(SYS_openat, AT_FDCWD, (long)path, O_RDONLY | O_CLOEXEC, 0), length;
	uint64_t bits = 0;
	unsigned digits = 0;

	if (file < 0)
		return 0;
	length = linux_call(SYS_read, file, (long)text, sizeof text, 0);
	linux_call(SYS_close, file, 0, 0, 0);
	for (long i = 0; i < length && digits < 12; i++) {
		if (text[i] == '-')
			continue;
		if (digit(text[i]) < 0)
			return 0;
		bits = bits << 4 | (uint64_t)digit(text[i]);
		digits++;
	}
	return digits == 12 ? bits : 0;
}

static const struct strategy global_expedited = {
	.id = 1,
	.name = "membarrier-global-expedited",
	.basis = "documented: membarrier(2), global expedited, Linux >= 5.12 (RISC-V: 6.9, 6.6.51)",
	.documented = true,
	.probe = probe,
	.issue = issue,
	.renew = nothing,
};

MB_INTERNAL const struct processes mb_port_linux_processes = {
	.barrier = &global_expedited,
	.receive = receive,
	.receives = receives,
	.boot = boot,
};

#else
typedef int mb_linux_processes_is_elsewhere;
#endif
