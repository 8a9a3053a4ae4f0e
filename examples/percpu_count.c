/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * percpu_count.c - a counter for each CPU, without atomic additions. Another thread collects the counts.
 *
 * A thread adds in an rseq section: if the thread is interrupted in it, the kernel restarts the section, so no other
 * thread of this CPU adds in between. The thread that collects gives the CPU an empty slot and restarts the
 * sections on that CPU. After that no section has the address of the old slot, and the collector owns it.
 *
 * The section is written for x86-64, with the registration of glibc 2.35 or later. On other systems, and if the system
 * cannot restart sections, the program says so and exits with 77; a real program would add atomically there.
 */
#define _GNU_SOURCE
#include <stdio.h>

#include <membarrier/restart.h>

#if defined(__linux__) && defined(__x86_64__) && defined(__GLIBC__)

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/sysinfo.h>

enum { CPUS = 1024, THREADS = 2, ENOUGH = 1000 * 1000, SKIPPED = 77 };

/* Offsets in struct rseq (rseq(2)); glibc tells where it is from the thread pointer. Size 0: not registered. */
enum { CPU_ID_START = 0, CPU_ID = 4, RSEQ_CS = 8 };
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned __rseq_size __attribute__((weak));

struct slot {
	_Alignas(128) volatile long count;
};

static struct slot slots[CPUS][2];
static struct slot *volatile active[CPUS];
static atomic_bool done;

static char *rseq_area(size_t offset)
{
	return (char *)__builtin_thread_pointer() + __rseq_offset + offset;
}

/* One section: adds 1 to the active slot of the CPU. False: restarted, or on another CPU; nothing was added. */
static bool add_on(unsigned cpu)
{
	__asm__ goto(
		".pushsection __rseq_cs, \"aw\"\n\t"
		".balign 32\n\t"
		"9: .long 0, 0\n\t"
		".quad 1f, 2f - 1f, 8f\n\t"
		".popsection\n\t"
		"leaq 9b(%%rip), %%rax\n\t"
		"movq %%rax, (%[section])\n\t"
		"1: cmpl %[cpu], (%[id])\n\t"
		"jne 8f\n\t"
		"movq %[active], %%rax\n\t" /* the slot, and */
		"incq (%%rax)\n\t"          /* the store that commits */
		"2:\n\t"
		".pushsection __rseq_failure, \"ax\"\n\t"
		".byte 0x0f, 0xb9, 0x3d\n\t" /* before the label: the signature that glibc registers */
		".long 0x53053053\n\t"
		"8: jmp %l[again]\n\t"
		".popsection\n\t"
		:
		: [section] "r"(rseq_area(RSEQ_CS)), [id] "r"(rseq_area(CPU_ID)), [cpu] "r"(cpu), [active] "m"(active[cpu])
		: "memory", "cc", "rax"
		: again);
	return true;
again:
	return false;
}

static void *count(void *argument)
{
	long *added = argument;

	while (!atomic_load_explicit(&done, memory_order_relaxed))
		*added += add_on(*(volatile uint32_t *)rseq_area(CPU_ID_START));
	return NULL;
}

/* Returns what was counted on the CPU since the last call. */
static long collect(unsigned cpu)
{
	struct slot *old = active[cpu];
	long counted;

	active[cpu] = old == &slots[cpu][0] ? &slots[cpu][1] : &slots[cpu][0];
	if (membarrier_restart_cpu((int)cpu))
		return -1; /* A sandbox denies it now: sections may still add to the old slot. */
	counted = old->count;
	old->count = 0;
	return counted;
}

int main(void)
{
	const int cpus = get_nprocs_conf();
	long added[THREADS] = { 0 }, all = 0, counted = 0;
	pthread_t threads[THREADS];

	if (cpus > CPUS || !&__rseq_size || __rseq_size == 0 || membarrier_restart_all()) {
		printf("cannot be tried here: the system or the C library has no rseq, or there are more than %d CPUs\n", CPUS);
		return SKIPPED;
	}
	for (int cpu = 0; cpu < cpus; cpu++)
		active[cpu] = &slots[cpu][0];
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, count, &added[i]))
			return 1;
	while (counted < ENOUGH)
		for (int cpu = 0; cpu < cpus; cpu++) {
			long more = collect((unsigned)cpu);

			if (more < 0)
				return 1;
			counted += more;
		}
	atomic_store_explicit(&done, true, memory_order_relaxed);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		all += added[i];
	}
	for (int cpu = 0; cpu < cpus; cpu++)
		counted += collect((unsigned)cpu);
	printf("%ld added, %ld counted\n", all, counted);
	return all != counted;
}

#else
int main(void)
{
	printf("cannot be tried here: the critical section is x86-64's, with glibc\n");
	return 77;
}
#endif
