/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* scheduler.h - CPUs, for scheduler.c and threads.c. */
#ifndef BENCH_SIMULATOR_SCHEDULER_H
#define BENCH_SIMULATOR_SCHEDULER_H

#include "simulator.h"

struct cpu {
	struct thread *current, *last;
	struct thread *queue; /* READY ones */
	unsigned queued;
	uint64_t since;   /* what current has done is known until then ... */
	uint64_t charged; /* ... and counted as its turn until then */
	uint64_t picked;
	uint64_t stolen_until; /* by interrupts and switches */
	uint64_t version;      /* of the event that ends what current does */
	bool wants_switch, ticking;
	uint64_t turn[MOST_SESSIONS];
};

extern struct cpu machine[MOST_CPUS];

/* What the current thread has done until now. */
void cpu_account(struct cpu *cpu);
/* It goes on, with what is left of what it does. */
void cpu_await_end(struct cpu *cpu);
/* A thread that slept wants a CPU. */
void make_ready(struct thread *thread);
/* Only the running thread is left. */
void cpus_forget_others(void);

#endif
