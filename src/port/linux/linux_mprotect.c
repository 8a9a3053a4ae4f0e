/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_mprotect.c - a page's permission is taken away, and the kernel interrupts
 * every CPU whose TLB may still hold it: each CPU that runs a thread of this
 * address space. An interrupt drains the store buffer on x86.
 *
 * Nothing documents this; it rests on how Linux does TLB shootdown on x86. So it
 * comes after membarrier(2), and only where each part of the argument is known to
 * hold (examine() below). For others it is UNSOUND, and not chosen:
 *
 *   - Other architectures broadcast the invalidation in hardware and interrupt
 *     no CPU. Seen: 0 interrupts per call on arm64, ppc64, s390x.
 *   - AMD's INVLPGB does so on x86, since Linux 6.15, for a process seen on four
 *     or more CPUs: it may pass every test for a while.
 *   - Hyper-V and Xen PV flush by a hypercall; nothing promises a full fence on
 *     the CPU that is flushed. An unknown hypervisor may do as much.
 *   - A translator (qemu-user, Rosetta) or an emulated kernel (gVisor, WSL1) is
 *     not Linux on x86 although it may look so. A real one counts its shootdowns
 *     in /proc/interrupts.
 *   - A kernel newer than the newest on which the interrupts were counted may flush
 *     in yet another way (Intel's RAR has been proposed).
 *
 * KVM with PV TLB flush is allowed. There the guest does not interrupt a vCPU that
 * the host has preempted, but the vCPU is fenced nevertheless (read in
 * arch/x86/kernel/kvm.c, kvm_flush_tlb_multi(), and arch/x86/kvm/x86.c,
 * kvm_steal_time_set_preempted() and record_steal_time()):
 *
 *   preempted vCPU, its host thread            our kernel
 *   guest: X = 1; r1 = Y (may still be ahead)  Y = 1, full fence (ours)
 *   host:  preempted = PREEMPTED               cmpxchg preempted: PREEMPTED -> | FLUSH_TLB
 *   ...                                        if it succeeds: no interrupt
 *   host:  xchg preempted = 0                  full fence (ours), r2 = X
 *   guest: r1 = Y
 *
 *   The cmpxchg read PREEMPTED, which was stored by the same physical CPU after the
 *   guest's stores, and x86 stores become visible in order: r2 == 1 for every store
 *   before the preemption. The xchg comes after the cmpxchg in the byte's order and
 *   is itself a full fence: every load after the resumption sees Y. If the cmpxchg
 *   fails, the vCPU is interrupted like any other.
 *
 * Every call writes its page between RW and NONE. Without that the page table entry
 * need not be present and writable, and no CPU is interrupted: measured, 0 per call
 * for a page never touched, only read, or reclaimed since. RW, write, NONE measures
 * 1.00 per call. No mlock(): it fails in containers, and a page that is reclaimed
 * between the write and NONE was flushed, so every CPU was interrupted, after the
 * caller's entry fence.
 *
 * Every call has a page of its own: a second caller's write would fault on a page
 * that the first has just made PROT_NONE, and a lock could be held by the very thread
 * that a signal handler interrupted, or by one that fork() left behind.
 *
 * Every page is a mapping of its own (shared and anonymous: each has an object of its own in
 * the kernel), which never merges with a neighbour and is never split. So no call needs
 * another mapping, in a process that has vm.max_map_count of them, and none counts towards
 * RLIMIT_DATA or the memory that is promised. All of this is allocated when the strategy is
 * tried; if that fails, the strategy is not offered. In such a page the argument is the same:
 * the kernel never writes anonymous memory back, so the write leaves the page's entry present
 * and writable.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "../../atomics.h"

/* Enough pages for this many callers at once; the next ones map a page for the call, or wait. */
#define POOL 64
/* How often a caller looks for a page, where all are in use and none can be mapped, before it reports that. */
#define ROUNDS 64

static char *pages[POOL]; /* mapped in this order */
/*
 * In a child of fork(), pages that other threads held stay claimed: only slower. Not
 * bytes: on RISC-V gcc 12 exchanges them by a call into libatomic.
 */
static int claimed[POOL];

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static int protect(char *page, int protection)
{
	return (int)linux_call(SYS_mprotect, (long)page, (long)page_size(), protection, 0);
}

static char *map_page(void)
{
	int saved = errno;
	void *at = mmap(NULL, page_size(), PROT_NONE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	errno = saved;
	return at == MAP_FAILED ? NULL : at;
}

static void unmap_page(char *page)
{
	linux_call(SYS_munmap, (long)page, (long)page_size(), 0, 0);
}

/* The barrier itself, with a page that nothing else uses. */
static int shoot_down(char *page)
{
	int error = protect(page, PROT_READ | PROT_WRITE);

	if (error)
		return error;
	*(volatile char *)page = 1;
	return protect(page, PROT_NONE);
}

/* False if there is no memory for all. What there was is kept for the next attempt. */
static bool map_pool(void)
{
	for (unsigned i = 0; i < POOL; i++) {
		char *there = NULL, *mine;

		if (load_relaxed(&pages[i]))
			continue;
		mine = map_page();
		if (!mine)
			return false;
		/* POOL-2: release for POOL-1: the mapping is there before its address. */
		if (!compare_exchange(&pages[i], &there, mine))
			unmap_page(mine);
	}
	return true;
}

/* False if all are in use. */
static bool with_page_of_the_pool(int *error)
{
	for (unsigned i = 0; i < POOL; i++) {
		/* POOL-1: pairs with POOL-2. */
		char *page = load_acquire(&pages[i]);

		/* POOL-3: pairs with POOL-4, so that the page is the last holder's no more. */
		if (!page || load_relaxed(&claimed[i]) || exchange_acquire(&claimed[i], 1))
			continue;
		*error = shoot_down(page);
		/* POOL-4: pairs with POOL-3 of the page's next holder. */
		store_release(&claimed[i], 0);
		return true;
	}
	return false;
}

/* False if none can be mapped. */
static bool with_page_of_the_call(int *error)
{
	char *page = map_page();

	if (!page)
		return false;
	*error = shoot_down(page);
	unmap_page(page);
	return true;
}

/*
 * A caller that finds neither looks again. It waits for no one thread: any page of the pool
 * will do. A signal handler that interrupted a holder waits for the others. If every holder
 * has gone (fork(), longjmp()) or is stopped, and there is no memory for as long,
 * mb_recover() bounds the time.
 */
static int issue(void)
{
	int error;

	for (unsigned round = 0; round < ROUNDS; round++) {
		if (with_page_of_the_pool(&error) || with_page_of_the_call(&error))
			return error;
		linux_call(SYS_sched_yield, 0, 0, 0, 0);
	}
	return -EAGAIN;
}

/* Another copy of the library may have chosen this strategy, and tried it with its own pages. */
static int renew(void)
{
	map_pool();
	return 0;
}

static const struct verdict no_memory = { MEMBARRIER_UNAVAILABLE, ENOMEM,
	                                      "there was no memory to map a page for it, or to change the page's permission" };
static const struct verdict denied = {
	MEMBARRIER_UNAVAILABLE, EPERM, "a sandbox (seccomp) denies mapping a page for it, or changing the page's permission"
};
static const struct verdict killed = {
	MEMBARRIER_UNAVAILABLE, EPERM, "a sandbox (seccomp) kills a process that tries it: a child that tried was killed"
};

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>

static const struct verdict works = {
	MEMBARRIER_OFFERED, 0, "x86 Linux that interrupts running CPUs for a TLB shootdown, and a first one succeeded"
};
static const struct verdict invlpgb = {
	MEMBARRIER_UNSOUND, 0, "this CPU has INVLPGB, with which Linux flushes other CPUs' TLBs without interrupting them"
};
static const struct verdict other_hypervisor = {
	MEMBARRIER_UNSOUND, 0, "under a hypervisor other than KVM or VMware: its TLB shootdown may interrupt no CPU"
};
static const struct verdict newer = { MEMBARRIER_UNSOUND, 0,
	                                  "this kernel is newer than the newest on which TLB shootdown was seen to interrupt (6.18), "
	                                  "or its version is not known" };
static const struct verdict no_count = { MEMBARRIER_UNSOUND, 0,
	                                     "/proc/interrupts counts no TLB shootdowns: perhaps not Linux, or not on x86" };

static bool has_invlpgb(void)
{
	unsigned a, b = 0, c, d;

	return __get_cpuid(0x80000008, &a, &b, &c, &d) && (b & 1u << 3);
}

static bool hypervisor_interrupts(void)
{
	unsigned a, b, c = 0, d;
	char name[12];

	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1u << 31))
		return true;
	__cpuid(0x40000000, a, b, c, d);
	memcpy(name, &b, 4);
	memcpy(name + 4, &c, 4);
	memcpy(name + 8, &d, 4);
	return memcmp(name, "KVMKVMKVM\0\0", 12) == 0 || memcmp(name, "VMwareVMware", 12) == 0;
}

/* Looks for "TLB:"; the three characters before a chunk's end are kept for the next. */
static bool counts_shootdowns(void)
{
	long file = linux_call(SYS_openat, AT_FDCWD, (long)"/proc/interrupts", O_RDONLY | O_CLOEXEC, 0);
	char chunk[3 + 1024 + 1] = "   ";
	bool found = false;
	long got;

	if (file < 0)
		return false;
	while (!found && (got = linux_call(SYS_read, file, (long)(chunk + 3), 1024, 0)) > 0) {
		chunk[3 + got] = '\0';
		found = strstr(chunk, "TLB:") != NULL;
		memmove(chunk, chunk + got, 3);
	}
	linux_call(SYS_close, file, 0, 0, 0);
	return found;
}

static const struct verdict *examine(void)
{
	if (has_invlpgb())
		return &invlpgb;
	if (!hypervisor_interrupts())
		return &other_hypervisor;
	/* Not known to be older: as if it were newer. */
	if (mb_port_linux_at_least(6, 19, 0, true))
		return &newer;
	return counts_shootdowns() ? &works : &no_count;
}
#else
static const struct verdict other_cpu = { MEMBARRIER_UNSOUND, 0,
	                                      "a TLB shootdown is known to interrupt the other CPUs only on x86" };

static const struct verdict *examine(void)
{
	return &other_cpu;
}
#endif

static void make_every_call(char *page)
{
	(void)shoot_down(page);
}

static const struct verdict *probe(void)
{
	const struct verdict *harm = mb_port_linux_trial(make_every_call, &killed);
	int error;

	if (harm)
		return harm;
	if (!map_pool())
		return &no_memory;
	error = issue();
	if (error)
		return error == -ENOMEM ? &no_memory : &denied;
	return examine();
}

MB_INTERNAL const struct strategy mb_port_linux_mprotect = {
	.id = 2,
	.name = "mprotect",
	.basis = "not documented: Linux on x86 interrupts the other CPUs to flush a page from their TLBs",
	.documented = false,
	.probe = probe,
	.issue = issue,
	.renew = renew,
};

#else
typedef int mb_linux_mprotect_is_elsewhere;
#endif
