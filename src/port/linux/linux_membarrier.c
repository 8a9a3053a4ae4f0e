/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_membarrier.c - membarrier(2), private expedited: the kernel interrupts
 * every CPU that runs a thread of this address space, and each executes smp_mb().
 *
 * Source: membarrier(2); kernel/sched/membarrier.c, whose head comment has the
 * argument for threads that are being switched in or out meanwhile. Linux 4.14.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux_kinds.h"

static int command(int cmd, int flags)
{
	return linux_membarrier(cmd, flags, 0);
}

static int issue(void)
{
	return command(CMD_PRIVATE_EXPEDITED, 0);
}

static int renew(void)
{
	return command(CMD_REGISTER_PRIVATE_EXPEDITED, 0);
}

/*
 * Flags are EINVAL in every version, and nothing is done (SYSCALL_DEFINE2 and 3 in
 * kernel/sched/membarrier.c). Not some unknown command: a filter may kill for what it does
 * not list. Two: some that make no barrier look at one and not at the other.
 */
static bool takes_what_it_must_refuse(void)
{
	bool query = command(CMD_QUERY, UNKNOWN_FLAG) >= 0;
	bool registers = command(CMD_REGISTER_PRIVATE_EXPEDITED, UNKNOWN_FLAG) >= 0;

	return query || registers;
}

static const struct verdict absent = {
	MEMBARRIER_UNAVAILABLE, ENOSYS,
	"no membarrier system call: the kernel is older than 4.3 or built without it, or a sandbox says so"
};
static const struct verdict denied = { MEMBARRIER_UNAVAILABLE, EPERM,
	                                   "a sandbox (seccomp) denies the membarrier system call" };
static const struct verdict unusable = { MEMBARRIER_UNAVAILABLE, EINVAL,
	                                     "asking the membarrier system call what it can do failed in an unknown way" };
static const struct verdict old = { MEMBARRIER_UNAVAILABLE, 0,
	                                "the kernel has only slow membarrier commands: private expedited came with 4.14" };
static const struct verdict killed = {
	MEMBARRIER_UNAVAILABLE, EPERM,
	"a sandbox (seccomp) kills a process that makes the membarrier system call: a child that tried was killed"
};
static const struct verdict credulous = {
	MEMBARRIER_UNSOUND, 0,
	"the membarrier system call succeeds even where it must fail: the kernel, or what emulates it, makes no barrier"
};

#if defined(__riscv)
static const struct verdict riscv = { MEMBARRIER_UNSOUND, 0,
	                                  "this RISC-V kernel may switch threads without a full barrier (fixed in 6.9 and 6.6.51), "
	                                  "or its version is not known" };

static const struct verdict *examine(void)
{
	return mb_port_linux_riscv_is_fixed() ? &mb_port_linux_works : &riscv;
}
#elif defined(__x86_64__) || defined(__i386__) || defined(__s390x__)
/* Here stores become visible in order, and not before earlier loads: see below. */
static const struct verdict *examine(void)
{
	return &mb_port_linux_works;
}
#else
static const struct verdict passes_over = {
	MEMBARRIER_UNSOUND, 0,
	"this kernel may pass over a thread that is about to end, on CPUs that reorder stores (fixed in 5.11), "
	"or its version is not known"
};

/*
 * A thread that ends takes its address space off (current->mm = NULL), and the kernel passes
 * over a CPU whose thread has none. Before 5bc78502322a (5.11) no full barrier came first:
 *
 *   hot thread                     rare thread
 *   X = 1; r1 = Y                  Y = 1
 *   exit: mm = NULL                membarrier: full barrier, mm is NULL: no interrupt
 *                                  r2 = X
 *
 * A CPU that lets mm = NULL become visible before X = 1, or before Y was read, has
 * r1 == r2 == 0. x86 and s390x do neither. In practice the locks that exit() takes may order it
 * everywhere; that was not promised then (locks as barriers: 5.17). Not known to be 5.11: not sound.
 */
static const struct verdict *examine(void)
{
	return mb_port_linux_at_least(5, 11, 0, false) ? &mb_port_linux_works : &passes_over;
}
#endif

static void make_every_call(char *page)
{
	(void)page;
	command(CMD_QUERY, 0);
	/* It registers with wrong flags. Not renew(): while a child shares the memory, that waits for an RCU grace period. */
	(void)takes_what_it_must_refuse();
	issue();
}

static const struct verdict *probe(void)
{
	const struct verdict *failed = mb_port_linux_trial(make_every_call, &killed);
	int commands;

	if (failed)
		return failed;
	commands = command(CMD_QUERY, 0);
	if (commands < 0)
		return commands == -ENOSYS ? &absent : commands == -EPERM || commands == -EACCES ? &denied : &unusable;
	if (!(commands & CMD_PRIVATE_EXPEDITED) || !(commands & CMD_REGISTER_PRIVATE_EXPEDITED))
		return &old;
	failed = mb_port_linux_first(CMD_REGISTER_PRIVATE_EXPEDITED, CMD_PRIVATE_EXPEDITED);
	if (failed)
		return failed;
	return takes_what_it_must_refuse() ? &credulous : examine();
}

MB_INTERNAL const struct strategy mb_port_linux_expedited = {
	.id = 1,
	.name = "membarrier",
	.basis = "documented: membarrier(2), private expedited, Linux >= 4.14",
	.documented = true,
	.probe = probe,
	.issue = issue,
	.renew = renew,
	.one_cpu = &mb_port_linux_one_cpu,
};

#else
typedef int mb_linux_membarrier_is_elsewhere;
#endif
