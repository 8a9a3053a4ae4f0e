/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * barrier.c - membarrier(2), PRIVATE_EXPEDITED and its form for one CPU, as in Linux (kernel/sched/membarrier.c).
 *
 * All barriers of the machine take one mutex. Callers spin for it while they may keep their
 * CPU, and otherwise sleep; a caller that was woken is next. The caller that has the mutex
 * looks at what each CPU runs, interrupts those that run a thread of its process, and spins
 * until all have answered. The kernel is not preempted here (PREEMPT_NONE, LAZY).
 *
 * A barrier for one CPU (RSEQ with the number of a CPU) looks only at that CPU, and takes the same mutex; newer
 * kernels have a mutex for each CPU.
 */
#include "simulator.h"

struct barrier_counts barrier_counts;

/* ---- the mutex ------------------------------------------------------------------------ */

enum { NOT_WAITING, SPINNING, SLEEPING, WAKING };

struct mutex {
	struct thread *owner;
	struct thread *waiter[MOST_THREADS]; /* in the order in which they are next */
	unsigned char how[MOST_THREADS];
	unsigned waiters;
};

static struct mutex machines, each_cpus[MOST_CPUS];

static unsigned place_of(const struct mutex *mutex, const struct thread *thread)
{
	unsigned place = 0;

	while (mutex->waiter[place] != thread)
		place++;
	return place;
}

static void insert(struct mutex *mutex, unsigned place, struct thread *thread, unsigned char how)
{
	for (unsigned i = mutex->waiters++; i > place; i--) {
		mutex->waiter[i] = mutex->waiter[i - 1];
		mutex->how[i] = mutex->how[i - 1];
	}
	mutex->waiter[place] = thread;
	mutex->how[place] = how;
}

static void take_out(struct mutex *mutex, unsigned place)
{
	mutex->waiters--;
	for (unsigned i = place; i < mutex->waiters; i++) {
		mutex->waiter[i] = mutex->waiter[i + 1];
		mutex->how[i] = mutex->how[i + 1];
	}
}

static void sleep_for(struct mutex *mutex)
{
	mutex->how[place_of(mutex, running)] = SLEEPING;
	thread_spend(cost.sleeping);
	if (mutex->owner && mutex->how[place_of(mutex, running)] == SLEEPING)
		thread_sleep();
	take_out(mutex, place_of(mutex, running));
	if (!mutex->owner)
		mutex->owner = running;
	else /* Other callers were faster. This one is next, before those that only spin: the hand-off. */
		insert(mutex, 0, running, SPINNING);
}

static void lock(struct mutex *mutex)
{
	if (!mutex->owner) {
		mutex->owner = running;
		return;
	}
	insert(mutex, mutex->waiters, running, SPINNING);
	while (mutex->owner != running) {
		if (cpu_wants_switch(running->cpu)) {
			sleep_for(mutex);
			continue;
		}
		running->wants_mutex = true;
		thread_spin();
		running->wants_mutex = false;
	}
}

/* The first thread that spins gets the mutex. The first that sleeps is woken, even if another has the mutex then. */
static void unlock(struct mutex *mutex)
{
	struct thread *next = NULL, *sleeper = NULL;

	for (unsigned i = mutex->waiters; i-- > 0;) {
		if (mutex->how[i] == SPINNING)
			next = mutex->waiter[i];
		else if (mutex->how[i] == SLEEPING)
			sleeper = mutex->waiter[i];
	}
	mutex->owner = NULL;
	if (next) {
		take_out(mutex, place_of(mutex, next));
		mutex->owner = next;
		thread_kick(next);
	}
	if (sleeper) {
		mutex->how[place_of(mutex, sleeper)] = WAKING;
		thread_spend(cost.wake);
		thread_wake(sleeper);
	}
}

/* ---- interrupts ----------------------------------------------------------------------------- */

struct interrupt {
	struct thread *sender;
	unsigned *unanswered;
	unsigned cpu;
};

/* For barriers for all CPUs, and for those for one CPU. With a mutex each has one sender at a time. */
static struct interrupt interrupts[MOST_CPUS], single[MOST_CPUS];

static void on_answer(void *what, uint64_t version)
{
	struct interrupt *interrupt = what;

	(void)version;
	if (--*interrupt->unanswered == 0)
		thread_kick(interrupt->sender);
}

static void on_arrival(void *what, uint64_t version)
{
	struct interrupt *interrupt = what;

	cpu_interrupt(interrupt->cpu, cost.taken);
	event_at(now + cost.answer, on_answer, interrupt, version);
}

static uint64_t flight(void)
{
	if (random_below(&running->random, 1000) >= cost.late_share)
		return cost.flight;
	return cost.flight + random_below(&running->random, (unsigned)(2 * cost.late) + 1);
}

static void interrupt_others(void)
{
	unsigned hits = 0, unanswered;

	for (unsigned i = 0; i < cpus; i++) {
		struct thread *current = cpu_current(i);

		if (i != running->cpu && current && current->ours)
			interrupts[hits++] = (struct interrupt){ running, &unanswered, i };
	}
	barrier_counts.hits += hits;
	unanswered = hits;
	for (unsigned i = 0; i < hits; i++) {
		thread_spend(i ? cost.each_sent : cost.first_sent);
		event_at(now + flight(), on_arrival, &interrupts[i], 0);
	}
	while (unanswered)
		thread_spin();
}

/* ---- the call ----------------------------------------------------------------------------------- */

static unsigned in_flight;

static void interrupt_one(unsigned cpu)
{
	struct thread *current = cpu_current(cpu);
	unsigned unanswered = 1;

	if (cpu == running->cpu || !current || !current->ours)
		return;
	barrier_counts.hits++;
	single[cpu] = (struct interrupt){ running, &unanswered, cpu };
	thread_spend(cost.first_sent);
	event_at(now + flight(), on_arrival, &single[cpu], 0);
	while (unanswered)
		thread_spin();
}

/* cpu < 0: a barrier for all CPUs. */
static int make(int cpu)
{
	struct mutex *mutex = cpu >= 0 && cost.cpu_mutexes ? &each_cpus[cpu] : &machines;
	uint64_t began = now, queued;

	if (in_flight++)
		barrier_counts.overlapping++;
	thread_enters_kernel();
	thread_spend(cost.system_call / 2);
	if (cpus > 1) {
		queued = now;
		lock(mutex);
		began += now - queued;
		if (cpu >= 0) {
			interrupt_one((unsigned)cpu);
		} else {
			thread_spend(cost.per_online * cpus);
			interrupt_others();
		}
		if (mutex->waiters)
			thread_spend(cost.hand_over);
		unlock(mutex);
	}
	thread_spend(cost.system_call - cost.system_call / 2);
	in_flight--;
	barrier_counts.made++;
	histogram_add(&barrier_counts.took, (double)(now - began));
	if (now - began > barrier_counts.longest)
		barrier_counts.longest = now - began;
	thread_leaves_kernel();
	program_signal_point();
	return 0;
}

int barrier_make(void)
{
	return make(-1);
}

int barrier_make_on(int cpu)
{
	return make(cpu);
}

/* In a child of fork(): no thread waits. */
void barrier_forget_others(void)
{
	machines.owner = NULL;
	machines.waiters = 0;
	in_flight = 0;
}
