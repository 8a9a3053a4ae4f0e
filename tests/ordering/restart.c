/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * restart.c - a thread takes the slot of a CPU away while another thread on that CPU is in rseq sections.
 *
 * A section loads the address of the slot, works for some microseconds, and commits by adding to the slot. The caller
 * exchanges the address, restarts the sections, and reads the old slot: it must never change again. Controls: no
 * barrier; membarrier_slow_path(), which interrupts a section and does not restart it; a restart on the other CPU.
 *
 * The section is written for x86-64, and uses the registration of glibc 2.35 or later.
 */
#define _GNU_SOURCE
#include "pair.h"

#include <errno.h>
#include <stddef.h>

#include <membarrier/restart.h>

#ifdef __x86_64__

enum { MILLISECONDS = 500, WORK = 40000, WATCH = 60000 /* ns */, CPU_ID = 4, SECTION = 8 };

extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned __rseq_size __attribute__((weak));

struct slot {
	_Alignas(128) volatile uint64_t count;
};

static struct slot slots[2];
static struct slot *volatile active;
static atomic_bool stop;

enum how { NOTHING, SLOW_PATH, OTHER_CPU, THIS_CPU, ALL };

/* The address of a member of the thread's struct rseq: cpu_id or rseq_cs (rseq(2)). */
static void *area(size_t offset)
{
	return (char *)__builtin_thread_pointer() + __rseq_offset + offset;
}

static void add(unsigned cpu)
{
	__asm__ goto(
		".pushsection __rseq_cs, \"aw\"\n\t"
		".balign 32\n\t"
		"3: .long 0, 0\n\t"
		".quad 1f, 2f - 1f, 4f\n\t"
		".popsection\n\t"
		"leaq 3b(%%rip), %%rax\n\t"
		"movq %%rax, (%[section])\n\t"
		"1: cmpl %[cpu], (%[id])\n\t"
		"jnz 4f\n\t"
		"movq %[active], %%rcx\n\t"
		"movl %[work], %%eax\n\t"
		"5: decl %%eax\n\t"
		"jnz 5b\n\t"
		"addq $1, (%%rcx)\n\t"
		"2:\n\t"
		".pushsection __rseq_failure, \"ax\"\n\t"
		".byte 0x0f, 0xb9, 0x3d\n\t"
		".long 0x53053053\n\t" /* the signature that glibc registers */
		"4: jmp %l[restarted]\n\t"
		".popsection\n\t"
		:
		: [section] "r"(area(SECTION)), [id] "r"(area(CPU_ID)), [cpu] "r"(cpu), [active] "m"(active), [work] "i"(WORK)
		: "memory", "cc", "rax", "rcx"
		: restarted);
restarted:
	return;
}

static void *run_sections(void *unused)
{
	pair_pin(FAST_CPU);
	while (!atomic_load_explicit(&stop, memory_order_relaxed))
		add(pair_cpus[FAST_CPU]);
	return unused;
}

static void restart(enum how how)
{
	switch (how) {
	case NOTHING:
		pair_local_fence();
		break;
	case SLOW_PATH:
		membarrier_slow_path();
		break;
	case OTHER_CPU:
		CHECK(membarrier_restart_cpu((int)pair_cpus[SLOW_CPU]) == 0, "refused");
		break;
	case THIS_CPU:
		CHECK(membarrier_restart_cpu((int)pair_cpus[FAST_CPU]) == 0, "refused");
		break;
	case ALL:
		CHECK(membarrier_restart_all() == 0, "refused");
	}
}

/* Returns how often the old slot changed after it was taken away. */
static long run(const char *name, enum how how)
{
	const uint64_t end = pair_nanoseconds() + MILLISECONDS * UINT64_C(1000000);
	long rounds = 0, changed = 0;
	pthread_t thread;

	atomic_store(&stop, false);
	active = &slots[0];
	thread = pair_start(run_sections);
	while (pair_nanoseconds() < end) {
		struct slot *old = active;
		uint64_t before, since;

		active = old == &slots[0] ? &slots[1] : &slots[0];
		restart(how);
		before = old->count;
		since = pair_nanoseconds();
		while (pair_nanoseconds() - since < WATCH)
			;
		changed += old->count != before;
		rounds++;
	}
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
	printf("%-24s %6ld rounds, old slot changed %6ld times\n", name, rounds, changed);
	return changed;
}

int main(void)
{
	long control, slow;

	if (!&__rseq_size || __rseq_size == 0)
		SKIP("the C library registers no rseq");
	if (membarrier_restart_all() == -ENOTSUP)
		SKIP("the kernel restarts no sections");
	pair_find_cpus();
	pair_pin(SLOW_CPU);
	control = run("control: nothing", NOTHING);
	slow = run("control: slow path", SLOW_PATH);
	control += run("control: the other CPU", OTHER_CPU);
	if (control == 0 || slow == 0)
		SKIP("INCONCLUSIVE: a control was not seen to fail");
	CHECK(run("its CPU", THIS_CPU) == 0, "a section went on");
	CHECK(run("every CPU", ALL) == 0, "a section went on");
	return 0;
}

#else
int main(void)
{
	SKIP("the critical section is x86-64's");
}
#endif
