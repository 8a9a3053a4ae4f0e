/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * scheduler.c - CPUs, run queues and time slices, similar to Linux.
 *
 * On each CPU the session with the least run time is next, and in it the thread with the
 * least run time (autogroup). A thread keeps its CPU until a tick finds that its slice is
 * over, or a thread of a higher priority wakes. A thread that wakes goes to its last CPU if
 * that is idle, or to another idle one. A CPU that becomes idle takes a thread from the
 * longest queue.
 */
#include <string.h>

#include "scheduler.h"

struct cpu machine[MOST_CPUS];
unsigned cpus;

static unsigned runnable[MOST_SESSIONS];

static void on_done(void *what, uint64_t version);
static void on_tick(void *what, uint64_t version);

static uint64_t later(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static uint64_t slice(void)
{
	unsigned doublings = 1;

	for (unsigned most = 2; most <= 8 && most <= cpus; most *= 2)
		doublings++;
	return cost.base_slice * doublings;
}

/* ---- the run time of the current thread --------------------------------------------- */

void cpu_account(struct cpu *cpu)
{
	struct thread *thread = cpu->current;
	uint64_t from = later(cpu->since, cpu->stolen_until);

	if (thread && now > from && thread->left != SPINS)
		thread->left -= thread->left < now - from ? thread->left : now - from;
	cpu->since = now;
}

/* The weight of a session is divided among its runnable threads on all CPUs. */
static void charge(struct cpu *cpu)
{
	struct thread *thread = cpu->current;
	unsigned here = 1;

	if (thread && now > cpu->charged) {
		for (struct thread *other = cpu->queue; other; other = other->next)
			here += other->session == thread->session;
		thread->turn += now - cpu->charged;
		cpu->turn[thread->session] += (now - cpu->charged) * runnable[thread->session] / here;
	}
	cpu->charged = now;
}

void cpu_await_end(struct cpu *cpu)
{
	cpu->version++;
	if (cpu->current && cpu->current->left != SPINS)
		event_at(later(now, cpu->stolen_until) + cpu->current->left, on_done, cpu, cpu->version);
}

static void await_tick(struct cpu *cpu)
{
	uint64_t phase = cost.tick * (uint64_t)(cpu - machine) / cpus;

	if (cpu->ticking || !cpu->queued)
		return;
	cpu->ticking = true;
	event_at((now + cost.tick - phase) / cost.tick * cost.tick + phase, on_tick, cpu, 0);
}

/* ---- queues ---------------------------------------------------------------------------- */

static bool precedes(const struct cpu *cpu, const struct thread *a, const struct thread *b)
{
	if (a->priority != b->priority)
		return a->priority > b->priority;
	if (a->session != b->session)
		return cpu->turn[a->session] < cpu->turn[b->session];
	return a->turn < b->turn;
}

static void enqueue(struct cpu *cpu, struct thread *thread)
{
	thread->state = READY;
	thread->cpu = (unsigned)(cpu - machine);
	thread->next = cpu->queue;
	cpu->queue = thread;
	cpu->queued++;
	await_tick(cpu);
}

static struct thread *dequeue(struct cpu *cpu, struct thread **place)
{
	struct thread *thread = *place;

	*place = thread->next;
	cpu->queued--;
	return thread;
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Limits the lag of a thread that has slept or comes from another CPU, so that it does not keep this CPU for long. */
static void set_turn(struct cpu *cpu, struct thread *thread, bool is_new_here)
{
	uint64_t own = UINT64_MAX, sessions = UINT64_MAX;
	struct thread *other = cpu->current ? cpu->current : cpu->queue;

	charge(cpu);
	while (other) {
		if (other->session == thread->session)
			own = least(own, other->turn);
		sessions = least(sessions, cpu->turn[other->session]);
		other = other == cpu->current ? cpu->queue : other->next;
	}
	if (own != UINT64_MAX)
		thread->turn = is_new_here ? own : later(thread->turn, own - least(own, slice()));
	else if (sessions != UINT64_MAX)
		cpu->turn[thread->session] = later(cpu->turn[thread->session], sessions - least(sessions, slice()));
}

static struct thread *take_best(struct cpu *cpu)
{
	struct thread **best = &cpu->queue;

	if (!cpu->queue)
		return NULL;
	for (struct thread **place = &cpu->queue->next; *place; place = &(*place)->next)
		if (!precedes(cpu, *best, *place)) /* If two are equal, the one that was queued first. */
			best = place;
	return dequeue(cpu, best);
}

static struct thread *steal(struct cpu *cpu)
{
	struct cpu *longest = NULL;

	for (unsigned i = 0; i < cpus; i++)
		if (machine[i].queued && (!longest || machine[i].queued > longest->queued))
			longest = &machine[i];
	if (!longest)
		return NULL;
	for (struct thread **place = &longest->queue; *place; place = &(*place)->next)
		if ((*place)->pinned < 0) {
			struct thread *thread = dequeue(longest, place);

			set_turn(cpu, thread, true);
			return thread;
		}
	return NULL;
}

/* ---- switches -------------------------------------------------------------------------- */

static void start(struct cpu *cpu, struct thread *thread, uint64_t delay)
{
	cpu->current = thread;
	cpu->since = cpu->charged = cpu->picked = now;
	cpu->wants_switch = false;
	if (thread) {
		thread->state = RUNNING;
		thread->cpu = (unsigned)(cpu - machine);
		if (thread != cpu->last)
			delay += cost.switching;
		cpu->stolen_until = later(now, cpu->stolen_until) + delay;
		cpu->last = thread;
	}
	cpu_await_end(cpu);
	await_tick(cpu);
}

static void switch_to_next(struct cpu *cpu)
{
	struct thread *next = take_best(cpu);

	cpu->current = NULL;
	start(cpu, next ? next : steal(cpu), 0);
}

static void preempt(struct cpu *cpu)
{
	struct thread *thread = cpu->current;

	cpu_account(cpu);
	charge(cpu);
	enqueue(cpu, thread);
	switch_to_next(cpu);
}

static void want_switch(struct cpu *cpu)
{
	cpu->wants_switch = true;
	if (cpu->current == running)
		return; /* Its code is being executed: the event comes when it spends time. */
	if (!cpu->current->in_kernel)
		preempt(cpu);
	else if (cpu->current->wants_mutex)
		thread_kick(cpu->current);
}

static void on_tick(void *what, uint64_t version)
{
	struct cpu *cpu = what;

	(void)version;
	cpu->ticking = false;
	if (cpu->current && cpu->queued && !cpu->current->priority && now - cpu->picked >= slice())
		want_switch(cpu);
	await_tick(cpu);
}

static void on_done(void *what, uint64_t version)
{
	struct cpu *cpu = what;
	struct thread *thread = cpu->current;

	if (version != cpu->version)
		return;
	cpu_account(cpu);
	coroutine_resume(thread);
	cpu_account(cpu);
	if (thread->state == READY) { /* The thread yields. */
		thread->turn += slice();
		cpu->turn[thread->session] += slice();
		preempt(cpu);
	} else if (thread->state != RUNNING) {
		charge(cpu);
		runnable[thread->session]--;
		switch_to_next(cpu);
	} else if (cpu->wants_switch && !thread->in_kernel) {
		preempt(cpu);
	} else {
		cpu_await_end(cpu);
	}
}

static struct cpu *choose_cpu(const struct thread *thread)
{
	if (thread->pinned >= 0)
		return &machine[thread->pinned];
	for (unsigned i = 0; i < cpus; i++) {
		struct cpu *cpu = &machine[(thread->cpu + i) % cpus];

		if (!cpu->current)
			return cpu;
	}
	return &machine[thread->cpu];
}

static bool preempts(struct cpu *cpu, const struct thread *thread)
{
	const struct thread *current = cpu->current;

	if (thread->priority != current->priority)
		return thread->priority > current->priority;
	if (thread->session != current->session)
		return cpu->turn[thread->session] + slice() / 2 < cpu->turn[current->session];
	return thread->turn + slice() / 2 < current->turn;
}

void make_ready(struct thread *thread)
{
	struct cpu *cpu = choose_cpu(thread);

	runnable[thread->session]++;
	set_turn(cpu, thread, cpu != &machine[thread->cpu]);
	if (!cpu->current) {
		start(cpu, thread, cost.wake_idle);
		return;
	}
	enqueue(cpu, thread);
	if (preempts(cpu, thread))
		want_switch(cpu);
}

/* ---- CPUs ------------------------------------------------------------------------------------ */

struct thread *cpu_current(unsigned cpu)
{
	return machine[cpu].current;
}

bool cpu_wants_switch(unsigned cpu)
{
	return machine[cpu].wants_switch;
}

void cpu_interrupt(unsigned number, uint64_t taken)
{
	struct cpu *cpu = &machine[number];

	cpu_account(cpu);
	cpu->stolen_until = later(now, cpu->stolen_until) + taken;
	if (!cpu->current)
		return;
	cpu->current->interrupts++;
	cpu->current->taken += taken;
	if (cpu->current != running)
		cpu_await_end(cpu);
}

void cpus_forget_others(void)
{
	for (unsigned i = 0; i < cpus; i++) {
		machine[i].queue = NULL;
		machine[i].queued = 0;
		machine[i].version++;
		if (machine[i].current != running)
			machine[i].current = NULL;
	}
	memset(runnable, 0, sizeof runnable);
	runnable[running->session] = 1;
}
