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
#include "linux.h"

/* Ours, because the headers are often older than the kernel. */
enum {
	CMD_QUERY = 0,
	CMD_PRIVATE_EXPEDITED = 1 << 3,
	CMD_REGISTER_PRIVATE_EXPEDITED = 1 << 4,
};

#if defined(SYS_membarrier)
#define NR_MEMBARRIER SYS_membarrier
#elif defined(__x86_64__)
#define NR_MEMBARRIER 324
#elif defined(__i386__)
#define NR_MEMBARRIER 375
#elif defined(__aarch64__) || defined(__riscv) || defined(__loongarch__)
#define NR_MEMBARRIER 283
#elif defined(__arm__)
#define NR_MEMBARRIER 389
#else
#define NR_MEMBARRIER (-1)
#endif

/* Three arguments: before 5.10 the kernel takes two and ignores the third. */
static int command_with_flags(int cmd, int flags)
{
	return (int)membarrier_linux_call_(NR_MEMBARRIER, cmd, flags, 0, 0);
}

static int command(int cmd)
{
	return command_with_flags(cmd, 0);
}

/*
 * QUERY with flags is EINVAL in every version (SYSCALL_DEFINE2 and 3 in kernel/sched/membarrier.c).
 * QUERY and not some unknown command: a filter may kill for what it does not list.
 */
static bool takes_what_it_must_refuse(void)
{
	return command_with_flags(CMD_QUERY, 1 << 30) >= 0;
}

static int issue(void)
{
	return command(CMD_PRIVATE_EXPEDITED);
}

static int renew(void)
{
	return command(CMD_REGISTER_PRIVATE_EXPEDITED);
}

/*
 * A RISC-V kernel could switch threads without the full barrier this rests on:
 * fixed by d6cfd1770f20, in 6.9 and in 6.6.51 of the long-term series.
 */
static bool switches_with_barrier(void)
{
#if defined(__riscv)
	return membarrier_linux_at_least_(6, 9, 0) ||
	       (membarrier_linux_at_least_(6, 6, 51) && !membarrier_linux_at_least_(6, 7, 0));
#else
	return true;
#endif
}

/* What trying it comes to; a child reports it as its exit status. */
enum { WORKS, ABSENT, DENIED, UNUSABLE, OLD, UNREGISTERED, REFUSED, OUT_OF_MEMORY, CREDULOUS };

static const struct verdict_ outcomes[] = {
	[WORKS] = { MEMBARRIER_OFFERED, 0, "the kernel has it, and a first barrier succeeded" },
	[ABSENT] = { MEMBARRIER_UNAVAILABLE, ENOSYS,
		"no membarrier system call: the kernel is older than 4.3 or built without it, or a sandbox says so" },
	[DENIED] = { MEMBARRIER_UNAVAILABLE, EPERM, "a sandbox (seccomp) denies the membarrier system call" },
	[UNUSABLE] = { MEMBARRIER_UNAVAILABLE, EINVAL,
		"asking the membarrier system call what it can do failed in an unknown way" },
	[OLD] = { MEMBARRIER_UNAVAILABLE, 0,
		"the kernel has only slow membarrier commands: private expedited came with 4.14" },
	[UNREGISTERED] = { MEMBARRIER_UNAVAILABLE, EPERM,
		"the kernel has it, but registering for it fails: a sandbox (seccomp) allows only part of it" },
	[REFUSED] = { MEMBARRIER_UNAVAILABLE, EPERM,
		"the kernel has it and registering succeeds, but the barrier itself fails: "
		"a sandbox (seccomp) allows only part of it" },
	[OUT_OF_MEMORY] = { MEMBARRIER_UNAVAILABLE, ENOMEM,
		"the kernel has it, but had no memory for it when it was tried" },
	[CREDULOUS] = { MEMBARRIER_UNSOUND, 0,
		"the membarrier system call succeeds even where it must fail: the kernel, or what emulates it, makes no barrier" },
};
static const struct verdict_ killed = { MEMBARRIER_UNAVAILABLE, EPERM,
	"a sandbox (seccomp) kills a process that makes the membarrier system call: a child that tried was killed" };
static const struct verdict_ untried = { MEMBARRIER_UNAVAILABLE, EAGAIN,
	"a sandbox (seccomp) is in force that may kill for it, and no child could be made to try it" };
static const struct verdict_ riscv = { MEMBARRIER_UNSOUND, 0,
	"this RISC-V kernel may switch threads without a full barrier (fixed in 6.9 and 6.6.51)" };

static int attempt(void)
{
	int commands = command(CMD_QUERY), error;

	if (commands < 0)
		return commands == -ENOSYS ? ABSENT : commands == -EPERM || commands == -EACCES ? DENIED : UNUSABLE;
	if (!(commands & CMD_PRIVATE_EXPEDITED) || !(commands & CMD_REGISTER_PRIVATE_EXPEDITED))
		return OLD;
	error = renew();
	if (error)
		return error == -ENOMEM ? OUT_OF_MEMORY : UNREGISTERED;
	error = issue();
	if (error)
		return error == -ENOMEM ? OUT_OF_MEMORY : REFUSED;
	return takes_what_it_must_refuse() ? CREDULOUS : WORKS;
}

static const struct verdict_ *probe(void)
{
	int outcome = WORKS;

	if (membarrier_linux_filtered_())
		outcome = membarrier_linux_trial_(attempt);
	if (outcome == WORKS || outcome == CREDULOUS)
		outcome = attempt(); /* The child's registration was for the child. */
	if (outcome == TRIAL_KILLED)
		return &killed;
	if (outcome == TRIAL_IMPOSSIBLE)
		return &untried;
	return outcome == WORKS && !switches_with_barrier() ? &riscv : &outcomes[outcome];
}

INTERNAL_ const struct strategy_ membarrier_linux_expedited_ = {
	1, "membarrier", "documented: membarrier(2), private expedited, Linux >= 4.14", true, probe, issue, renew
};

#else
typedef int membarrier_linux_membarrier_is_elsewhere_;
#endif
