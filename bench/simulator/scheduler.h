/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* scheduler.h - CPUs, for scheduler.c and threads.c. */
#ifndef BENCH_SIMULATOR_SCHEDULER_H
#define BENCH_SIMULATOR_SCHEDULER_H

#include "simulator.h"

struct cpu {
	struct thread *current, *last;
	struct thread *queue; /* threads that are READY */
	unsigned queued;
	uint64_t since;   /* the time until which the work of current is known */
	uint64_t charged; /* the time until which it is counted as run time */
	uint64_t picked;
	uint64_t stolen_until; /* interrupts and switches use the CPU until then */
	uint64_t version;      /* version of the event that ends the work of current */
	bool wants_switch, ticking;
	uint64_t turn[MOST_SESSIONS];
};

extern struct cpu machine[MOST_CPUS];

/* Accounts for the work of the current thread until now. */
void cpu_account(struct cpu *cpu);
/* Plans the end of the current thread's remaining work. */
void cpu_await_end(struct cpu *cpu);
/* Makes a thread that slept READY. */
void make_ready(struct thread *thread);
/* Removes all threads but the running one. */
void cpus_forget_others(void);

#endif
