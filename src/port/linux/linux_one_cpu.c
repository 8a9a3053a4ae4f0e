/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_one_cpu.c - membarrier(2), private expedited rseq, with a CPU number: the kernel
 * interrupts that CPU if it runs a thread of this address space, and it executes smp_mb().
 *
 * Source: kernel/sched/membarrier.c, membarrier_private_expedited() and ipi_rseq(), which
 * begins with smp_mb() (2ecedd756908); Linux 5.10, built with CONFIG_RSEQ. The manual speaks of
 * the restart of critical sections alone. The CPU numbers are rseq(2)'s, which glibc registers for
 * each thread from 2.35 on. The kernel keeps the number up to date before it returns to user space.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include <stddef.h>

#include <membarrier/home.h>

#include "linux_kinds.h"

#if defined(SYS_rseq)
#define NR_RSEQ SYS_rseq
#elif defined(__x86_64__)
#define NR_RSEQ 334
#elif defined(__i386__)
#define NR_RSEQ 386
#elif defined(__aarch64__) || defined(__riscv) || defined(__loongarch__)
#define NR_RSEQ 293
#else
#define NR_RSEQ (-1)
#endif

/* glibc's, from 2.35 on; the size is 0 where it has not registered its threads. Not from its header, which may be older. */
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned __rseq_size __attribute__((weak));

/* struct rseq, as far as it matters here: cpu_id_start, cpu_id, ... It is never smaller than 32 bytes. */
enum { CPU_ID = 4, SMALLEST = 32, FLAG_UNREGISTER = 1 };

static int issue(int cpu)
{
	return linux_membarrier(CMD_PRIVATE_EXPEDITED_RSEQ, CMD_FLAG_CPU, cpu);
}

static int renew(void)
{
	return linux_membarrier(CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, 0, 0);
}

static ptrdiff_t offset(void)
{
	return __rseq_offset + CPU_ID;
}

/*
 * Taking back the registration with a wrong signature is EPERM where there is one of this thread's, and
 * changes nothing; EINVAL where there is none, or the size is another (rseq(2), kernel/rseq.c).
 */
static bool registered_with(unsigned size)
{
	char *thread;

#ifdef __x86_64__
	__asm__("movq %%fs:0, %0" : "=r"(thread));
#elif defined(__i386__)
	__asm__("movl %%gs:0, %0" : "=r"(thread));
#elif defined(MEMBARRIER_HOME_READ_)
	thread = __builtin_thread_pointer();
#else /* Some compilers have no such function; probe() has answered already. */
	thread = NULL;
#endif
	return linux_call(NR_RSEQ, (long)(thread + __rseq_offset), size, FLAG_UNREGISTER, 0) == -EPERM;
}

static bool numbered(void)
{
	return registered_with(SMALLEST) || registered_with((__rseq_size + SMALLEST - 1) / SMALLEST * SMALLEST);
}

static const struct verdict works = { MEMBARRIER_OFFERED, 0,
	                                  "the kernel has it, and the C library gives threads CPU numbers" };
#ifdef MEMBARRIER_HOME_READ_
static const bool readable = true;
#else
static const bool readable = false;
#endif
static const struct verdict unreadable = {
	MEMBARRIER_UNAVAILABLE, ENOSYS, "<membarrier/home.h> cannot read the number of the CPU on a processor of this kind"
};
static const struct verdict no_library = {
	MEMBARRIER_UNAVAILABLE, ENOSYS,
	"the C library gives threads no CPU numbers (rseq): it is not glibc 2.35 or later, or was told not to"
};
static const struct verdict no_numbers = { MEMBARRIER_UNAVAILABLE, ENOSYS,
	                                       "the kernel keeps no CPU number for the thread that asked (rseq)" };
static const struct verdict old = {
	MEMBARRIER_UNAVAILABLE, ENOSYS,
	"the kernel has no barrier for one CPU: it came with 5.10, and is built only with CONFIG_RSEQ"
};
static const struct verdict unregistered = {
	MEMBARRIER_UNAVAILABLE, EPERM,
	"the kernel has it, but registering for it fails: a sandbox (seccomp) allows only part of it"
};
static const struct verdict refused = { MEMBARRIER_UNAVAILABLE, EPERM,
	                                    "the kernel has it and registering succeeds, but the barrier for one CPU fails: "
	                                    "a sandbox (seccomp) allows only part of it" };
static const struct verdict credulous = {
	MEMBARRIER_UNSOUND, 0,
	"the barrier for one CPU succeeds even where it must fail: the kernel, or what emulates it, makes none"
};
/* EINVAL before anything is done: flags that no version has, and a CPU number with the command for every CPU. */
static bool takes_what_it_must_refuse(void)
{
	return linux_membarrier(CMD_PRIVATE_EXPEDITED, CMD_FLAG_CPU, 0) >= 0 ||
	       linux_membarrier(CMD_PRIVATE_EXPEDITED_RSEQ, UNKNOWN_FLAG, 0) >= 0 ||
	       linux_membarrier(CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, UNKNOWN_FLAG, 0) >= 0;
}

static void make_every_call(char *page)
{
	(void)page;
	(void)takes_what_it_must_refuse();
	issue(0);
}

static const struct verdict *probe(void)
{
	const struct verdict *harm;
	int commands;

	if (!readable)
		return &unreadable;
	if (!&__rseq_size || !&__rseq_offset || __rseq_size == 0)
		return &no_library;
	harm = mb_port_linux_harm(make_every_call);
	if (harm)
		return harm;
	commands = linux_membarrier(CMD_QUERY, 0, 0);
	if (commands < 0 || !(commands & CMD_PRIVATE_EXPEDITED_RSEQ) || !(commands & CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ))
		return &old;
	if (!numbered())
		return &no_numbers;
	if (renew())
		return &unregistered;
	if (issue(0))
		return &refused;
	return takes_what_it_must_refuse() ? &credulous : &works;
}

MB_INTERNAL const struct one_cpu mb_port_linux_one_cpu = {
	.basis =
		"kernel source, not the manual: membarrier(2), private expedited rseq for one CPU, Linux >= 5.10; glibc >= 2.35",
	.probe = probe,
	.renew = renew,
	.issue = issue,
	.offset = offset,
	.numbered = numbered,
};

#else
typedef int mb_linux_one_cpu_is_elsewhere;
#endif
