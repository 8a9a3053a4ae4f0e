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
 *     nobody. Seen: 0 interrupts per call on arm64, ppc64, s390x.
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
 * the host has preempted, and the vCPU is fenced all the same (read in
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
 * need not be present and writable, and nobody is interrupted: measured, 0 per call
 * for a page never touched, only read, or reclaimed since. RW, write, NONE measures
 * 1.00 per call. No mlock(): it fails in containers, and a page that is reclaimed
 * between the write and NONE was flushed, so everybody was interrupted, after the
 * caller's entry fence.
 *
 * Every call has a page of its own: a second caller's write would fault on a page
 * that the first has just made PROT_NONE, and a lock could be held by the very thread
 * that a signal handler interrupted, or by one that fork() left behind.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "../atomics.h"

/* Enough pages for this many callers at once; the next ones map a page for the call. */
#define POOL 64

static char *pool; /* POOL pages, once they are mapped */
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
	return (int)membarrier_linux_call_(SYS_mprotect, (long)page, (long)page_size(), protection, 0);
}

static char *map(size_t size)
{
	int saved = errno;
	void *at = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	errno = saved;
	return at == MAP_FAILED ? NULL : at;
}

static void unmap(char *at, size_t size)
{
	membarrier_linux_call_(SYS_munmap, (long)at, (long)size, 0, 0);
}

/* The barrier itself, with a page nobody else uses. */
static int shoot_down(char *page)
{
	int error = protect(page, PROT_READ | PROT_WRITE);

	if (error)
		return error;
	*(volatile char *)page = 1;
	return protect(page, PROT_NONE);
}

static char *mapped_pool(void)
{
	/* POOL-1: pairs with POOL-2; the mapping is there before its address. */
	char *at = atomic_load_acquire_(&pool), *mine;

	if (at)
		return at;
	mine = map(POOL * page_size());
	if (!mine)
		return NULL;
	/* POOL-2: release for POOL-1, acquire if another caller was first. */
	if (atomic_compare_exchange_(&pool, &at, mine))
		return mine;
	unmap(mine, POOL * page_size());
	return at;
}

static int with_page_of_the_call(void)
{
	char *page = map(page_size());
	int error;

	if (!page)
		return -ENOMEM;
	error = shoot_down(page);
	unmap(page, page_size());
	return error;
}

static int issue(void)
{
	char *pages = mapped_pool();
	int error;

	for (unsigned i = 0; pages && i < POOL; i++) {
		/* POOL-3: pairs with POOL-4, so that the page is the last holder's no more. */
		if (atomic_load_relaxed_(&claimed[i]) || atomic_exchange_acquire_(&claimed[i], 1))
			continue;
		error = shoot_down(pages + i * page_size());
		/* POOL-4: pairs with POOL-3 of the page's next holder. */
		atomic_store_release_(&claimed[i], 0);
		return error;
	}
	return with_page_of_the_call();
}

static int renew(void)
{
	return 0;
}

static const struct verdict_ no_memory = { MEMBARRIER_UNAVAILABLE, ENOMEM,
	"there was no memory to map a page for it, or to change the page's permission" };
static const struct verdict_ denied = { MEMBARRIER_UNAVAILABLE, EPERM,
	"a sandbox (seccomp) denies mapping a page for it, or changing the page's permission" };
static const struct verdict_ killed = { MEMBARRIER_UNAVAILABLE, EPERM,
	"a sandbox (seccomp) kills a process that tries it: a child that tried was killed" };
static const struct verdict_ untried = { MEMBARRIER_UNAVAILABLE, EAGAIN,
	"a sandbox (seccomp) is in force that may kill for it, and no child could be made to try it" };

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>

static const struct verdict_ works = { MEMBARRIER_OFFERED, 0,
	"x86 Linux that interrupts running CPUs for a TLB shootdown, and a first one succeeded" };
static const struct verdict_ invlpgb = { MEMBARRIER_UNSOUND, 0,
	"this CPU has INVLPGB, with which Linux flushes other CPUs' TLBs without interrupting them" };
static const struct verdict_ other_hypervisor = { MEMBARRIER_UNSOUND, 0,
	"under a hypervisor other than KVM or VMware: its TLB shootdown may interrupt nobody" };
static const struct verdict_ newer = { MEMBARRIER_UNSOUND, 0,
	"this kernel is newer than the newest on which TLB shootdown was seen to interrupt (6.18)" };
static const struct verdict_ no_count = { MEMBARRIER_UNSOUND, 0,
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
	long file = membarrier_linux_call_(SYS_openat, AT_FDCWD, (long)"/proc/interrupts", O_RDONLY | O_CLOEXEC, 0);
	char chunk[3 + 1024 + 1] = "   ";
	bool found = false;
	long got;

	if (file < 0)
		return false;
	while (!found && (got = membarrier_linux_call_(SYS_read, file, (long)(chunk + 3), 1024, 0)) > 0) {
		chunk[3 + got] = '\0';
		found = strstr(chunk, "TLB:") != NULL;
		memmove(chunk, chunk + got, 3);
	}
	membarrier_linux_call_(SYS_close, file, 0, 0, 0);
	return found;
}

static const struct verdict_ *examine(void)
{
	if (has_invlpgb())
		return &invlpgb;
	if (!hypervisor_interrupts())
		return &other_hypervisor;
	if (membarrier_linux_at_least_(6, 19, 0))
		return &newer;
	return counts_shootdowns() ? &works : &no_count;
}
#else
static const struct verdict_ other_cpu = { MEMBARRIER_UNSOUND, 0,
	"a TLB shootdown is known to interrupt the other CPUs only on x86" };

static const struct verdict_ *examine(void)
{
	return &other_cpu;
}
#endif

enum { WORKS, NO_MEMORY, DENIED };

static int outcome_of(int error)
{
	return !error ? WORKS : error == -ENOMEM ? NO_MEMORY : DENIED;
}

static int attempt(void)
{
	(void)examine(); /* for what it opens and reads on the way */
	return outcome_of(issue());
}

static const struct verdict_ *probe(void)
{
	int outcome = WORKS;

	if (membarrier_linux_filtered_())
		outcome = membarrier_linux_trial_(attempt);
	if (outcome == WORKS)
		outcome = outcome_of(issue()); /* The child's page was the child's. */
	switch (outcome) {
	case WORKS:
		return examine();
	case NO_MEMORY:
		return &no_memory;
	case DENIED:
		return &denied;
	case TRIAL_KILLED:
		return &killed;
	default:
		return &untried;
	}
}

INTERNAL_ const struct strategy_ membarrier_linux_mprotect_ = {
	2, "mprotect", "not documented: Linux on x86 interrupts the other CPUs to flush a page from their TLBs", false,
	probe, issue, renew
};

#else
typedef int membarrier_linux_mprotect_is_elsewhere_;
#endif
