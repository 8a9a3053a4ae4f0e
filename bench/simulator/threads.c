/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* threads.c - the actions of threads: spend time, spin, sleep, yield, wake. */
#include <string.h>

#include "scheduler.h"

static struct thread threads[MOST_THREADS];
static unsigned made;

struct thread *thread_make(void (*run)(struct thread *thread), unsigned number)
{
	struct thread *thread = &threads[made++];

	memset(thread, 0, sizeof *thread);
	thread->run = run;
	thread->ours = true;
	thread->pinned = -1;
	thread->cpu = number % cpus;
	thread->random = (plan.seed + number + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
	coroutine_start(thread);
	return thread;
}

void thread_start(struct thread *thread)
{
	thread->state = ASLEEP;
	make_ready(thread);
}

void thread_spend(uint64_t nanoseconds)
{
	struct cpu *cpu = &machine[running->cpu];

	/* If no event happens before that time is spent. */
	if (!cpu->wants_switch && cpu->stolen_until <= now && event_next() > now + nanoseconds) {
		now += nanoseconds;
		return;
	}
	running->left = nanoseconds;
	coroutine_suspend();
}

void thread_spin(void)
{
	if (!running->kicked) {
		running->left = SPINS;
		coroutine_suspend();
	}
	running->kicked = false;
}

void thread_kick(struct thread *thread)
{
	struct cpu *cpu = &machine[thread->cpu];

	if (thread->kicked)
		return;
	thread->kicked = true;
	if (thread->left != SPINS)
		return;
	if (thread->state == RUNNING)
		cpu_account(cpu);
	thread->left = 0;
	if (thread->state == RUNNING && thread != running)
		cpu_await_end(cpu);
}

void thread_sleep(void)
{
	running->state = ASLEEP;
	coroutine_suspend();
}

static void on_timer(void *what, uint64_t version)
{
	struct thread *thread = what;

	if (version != thread->wakes || thread->state != ASLEEP)
		return;
	thread->rang = true;
	thread_wake(thread);
}

bool thread_sleep_until(uint64_t due)
{
	running->rang = false;
	event_at(due > now ? due : now, on_timer, running, ++running->wakes);
	thread_sleep();
	return running->rang;
}

void thread_wake(struct thread *thread)
{
	if (thread->state != ASLEEP)
		return;
	thread->wakes++;
	thread->left = 0;
	make_ready(thread);
}

void thread_yield(void)
{
	if (!machine[running->cpu].queued)
		return;
	running->state = READY;
	running->left = 0;
	coroutine_suspend();
}

void thread_enters_kernel(void)
{
	running->in_kernel = true;
}

void thread_leaves_kernel(void)
{
	running->in_kernel = false;
	if (machine[running->cpu].wants_switch) { /* preempted when it leaves the kernel */
		running->left = 0;
		coroutine_suspend();
	}
}

void threads_forget_others(void)
{
	for (unsigned i = 0; i < made; i++)
		if (&threads[i] != running)
			threads[i].state = ENDED;
	cpus_forget_others();
}
