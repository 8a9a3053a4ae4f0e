/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_code.c - barriers for code: membarrier(2), private expedited sync core, and RISC-V's own system call.
 *
 * Sync core: as private expedited, and each CPU that is interrupted serialises itself; so does the caller's own, and
 * a CPU that switches to a thread of the process (kernel/sched/membarrier.c; sync_core_before_usermode()). Linux
 * 4.16. Before 5.10 a kernel did not serialise the caller's CPU, and on x86 could return to user space by an
 * instruction that does not serialise (e45cdc71d1fa, 758c9373d841, a493d1ca1a03): not sound. Which architectures
 * have it: Documentation/features/sched/membarrier-sync-core.
 *
 * On RISC-V it came with 6.9 (cd9b29014dc6). riscv_flush_icache(2), of Linux 4.15, without flags is the same for every
 * CPU: one that does not run the process executes its fence.i before it does (arch/riscv/mm/cacheflush.c).
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux_kinds.h"

#include "../instructions.h"

static const struct verdict absent = {
	MEMBARRIER_UNAVAILABLE, 0,
	"the kernel has no membarrier command that serialises other CPUs, or a sandbox (seccomp) denies the call"
};
static const struct verdict old = { MEMBARRIER_UNSOUND, 0,
	                                "this kernel's command may leave a CPU unserialised (fixed in 5.10; RISC-V has it "
	                                "from 6.9), or its version is not known" };

static const struct linux_kind kind = { CMD_SYNC_CORE, CMD_REGISTER_SYNC_CORE, &absent };

static int issue(void)
{
	return linux_membarrier(CMD_SYNC_CORE, 0, 0);
}

static int renew(void)
{
	return linux_membarrier(CMD_REGISTER_SYNC_CORE, 0, 0);
}

static void make_every_call(char *page)
{
	(void)page;
	mb_port_linux_attempt(&kind);
}

static const struct verdict *probe(void)
{
	const struct verdict *verdict;

#ifdef __riscv
	if (!mb_port_linux_at_least(6, 9, 0, false))
		return &old;
#else
	if (!mb_port_linux_at_least(5, 10, 0, false))
		return &old;
#endif
	verdict = mb_port_linux_harm(make_every_call);
	return verdict ? verdict : mb_port_linux_try(&kind);
}

static const struct strategy sync_core = {
	.id = 1,
	.name = "membarrier-sync-core",
	.basis = "documented: membarrier(2), private expedited sync core, Linux >= 5.10 (RISC-V: 6.9)",
	.documented = true,
	.probe = probe,
	.issue = issue,
	.renew = renew,
};

#ifdef __riscv
enum { NR_FLUSH_ICACHE = 259 };

static const struct verdict flushes = { MEMBARRIER_OFFERED, 0, "the kernel has it, and a first call succeeded" };
static const struct verdict no_flush = { MEMBARRIER_UNAVAILABLE, ENOSYS,
	                                     "the kernel or a sandbox (seccomp) denies riscv_flush_icache" };
static const struct verdict killed = { MEMBARRIER_UNAVAILABLE, EPERM,
	                                   "a sandbox (seccomp) kills a process that calls riscv_flush_icache" };

static int flush(void)
{
	return (int)linux_call(NR_FLUSH_ICACHE, 0, 0, 0, 0);
}

static int nothing(void)
{
	return 0;
}

static void try_flush(char *page)
{
	(void)page;
	flush();
}

static const struct verdict *probe_flush(void)
{
	const struct verdict *harm = mb_port_linux_trial(try_flush, &killed);

	return harm ? harm : flush() ? &no_flush : &flushes;
}

static const struct strategy flush_icache = {
	.id = 2,
	.name = "riscv-flush-icache",
	.basis = "documented: riscv_flush_icache(2), Linux >= 4.15",
	.documented = true,
	.probe = probe_flush,
	.issue = flush,
	.renew = nothing,
};
#endif

static const struct strategy *const broadcasts[] = {
	&sync_core,
#ifdef __riscv
	&flush_icache,
#endif
	NULL,
};

MB_INTERNAL const struct code_barrier mb_port_linux_code = {
	.broadcasts = broadcasts,
	.clean = instructions_clean,
	.serialise = INSTRUCTIONS_SERIALISE,
};

#else
typedef int mb_linux_code_is_elsewhere;
#endif
