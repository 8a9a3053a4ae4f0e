/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * schedule.c - which thread goes on, and when.
 *
 * A thread stops before each operation that others could notice: atomic accesses, full fences,
 * locks, the ends of its barriers. What may happen next is an action: a thread goes on, its
 * time is up, or another thread's barrier fences it.
 */
#include "sim.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PATIENCE = 200 }; /* rounds of loops that wait, while nothing else happens */

void mb_sim_schedule_start(void)
{
	sim->threads = sim->live = 0;
	sim->me = 0;
	sim->syncs = 0;
	sim->steps = sim->stuck = 0;
	sim->time = 0;
	sim->last = 0;
	sim->logged = 0;
}

uint32_t mb_sim_note(enum what what, uintptr_t at, uint64_t value, const void *pc)
{
	struct step *step = &sim->step[sim->logged % STEPS];
	struct thread *t = me();

	step->thread = (uint8_t)sim->me;
	step->what = (uint8_t)what;
	step->order = step->other = 0;
	step->newest = true;
	step->from = 0;
	step->at = at;
	step->value = value;
	step->pc = pc;
	/* All but the first: the simulator calls a thread's function itself. */
	for (unsigned i = 0; i < FRAMES; i++)
		step->frames[i] = t->depth > i + 1 && t->depth - i <= CALLS ? t->calls[t->depth - 1 - i] : NULL;
	return sim->logged++;
}

void mb_sim_fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sim->why, sizeof sim->why, format, arguments);
	va_end(arguments);
	sim->failed_by = sim->me;
	mb_sim_leave(FAILED);
}

void mb_sim_discard(void)
{
	mb_sim_leave(DISCARDED);
}

/* ---- which threads can go on ---- */

/* It was fenced when it was taken off its CPU, and is again before it goes on. */
static bool does_not_run(const struct thread *t)
{
	return t->done || (t->kind == JOIN && !sim->thread[t->joins].done);
}

static bool barrier_is_over(const struct thread *t)
{
	for (int u = 0; u < sim->threads; u++)
		if ((t->to_cut >> u & 1) && !does_not_run(&sim->thread[u]))
			return false;
	return true;
}

static bool can_enter(const struct thread *t)
{
	const struct sync *sync = t->sync;

	switch (sync->kind) {
	case SEMAPHORE:
		return sync->count > 0;
	case RWLOCK:
		return sync->owner == 0 && (t->shared || sync->count == 0);
	default:
		return sync->owner == 0;
	}
}

static bool can_run(int number)
{
	const struct thread *t = &sim->thread[number];

	if (t->done)
		return false;
	if (t->expired)
		return true;
	switch (t->kind) {
	case SPIN:
		return t->writes_seen != sim->writes;
	case BARRIER_END:
		return barrier_is_over(t);
	case JOIN:
		return sim->thread[t->joins].done;
	case ENTER:
		return can_enter(t);
	case WAIT:
		return t->signalled;
	case SLEEP:
		return false; /* until its time is up, which may be at any moment */
	default:
		return true;
	}
}

static bool may_expire(int number)
{
	const struct thread *t = &sim->thread[number];

	return !t->done && !t->expired && t->timed && !can_run(number);
}

/* ---- which actions can be exchanged ---- */

static bool writes(const struct thread *t)
{
	return t->kind == STORE || t->kind == CHANGE;
}

static bool accesses(const struct thread *t)
{
	return t->kind == LOAD || writes(t);
}

static bool is_fence(const struct thread *t)
{
	return t->kind == FENCE || (t->kind == BARRIER_END && sim->set.machine) || (accesses(t) && t->strong);
}

static bool is_one_of(const struct thread *t, enum pending a, enum pending b)
{
	return t->kind == a || t->kind == b;
}

/* On a machine this is a full fence; the library's promise concerns these two threads alone. */
static bool cut_depends(int caller, int other, const struct thread *y, int number)
{
	return number == other || number == caller || (sim->set.machine && is_fence(y));
}

static int number_of(const struct thread *t)
{
	return (int)(t - sim->thread);
}

/* One barrier's end, and what ends or goes on that it has not fenced yet. */
static bool end_depends(const struct thread *barrier, const struct thread *y)
{
	return is_one_of(y, EXIT, JOIN) && (barrier->to_cut >> number_of(y) & 1);
}

static bool runs_depend(const struct thread *x, const struct thread *y)
{
	if (accesses(x) && accesses(y))
		return x->object == y->object && (writes(x) || writes(y) || (x->strong && y->strong));
	if (is_fence(x) && is_fence(y))
		return true;
	if (is_one_of(x, START, BARRIER_BEGIN) || is_one_of(y, START, BARRIER_BEGIN))
		return false;
	if (x->kind == SPIN)
		return !is_one_of(y, LOAD, FENCE);
	if (y->kind == SPIN)
		return !is_one_of(x, LOAD, FENCE);
	if (x->kind == BARRIER_END || y->kind == BARRIER_END)
		return x->kind == BARRIER_END ? end_depends(x, y) : end_depends(y, x);
	if (accesses(x) || accesses(y) || x->kind == FENCE || y->kind == FENCE)
		return false;
	if (is_one_of(x, ENTER, LEAVE) && is_one_of(y, ENTER, LEAVE))
		return x->sync == y->sync;
	return true;
}

/* May the order of the two matter? */
bool mb_sim_dependent(int a, int b)
{
	bool cut_a = a >= CUT(0, 0), cut_b = b >= CUT(0, 0);
	int ta = cut_a ? (a - CUT(0, 0)) % THREADS : a % THREADS, tb = cut_b ? (b - CUT(0, 0)) % THREADS : b % THREADS;

	if (cut_a && cut_b)
		return sim->set.machine;
	if (ta == tb)
		return true;
	if (cut_a)
		return cut_depends((a - CUT(0, 0)) / THREADS, ta, &sim->thread[tb], tb);
	if (cut_b)
		return cut_depends((b - CUT(0, 0)) / THREADS, tb, &sim->thread[ta], ta);
	if (a >= THREADS || b >= THREADS)
		return true;
	return runs_depend(&sim->thread[ta], &sim->thread[tb]);
}

/* ---- the next action ---- */

/* The thread that went on last comes first. */
static unsigned candidates(int *candidate)
{
	unsigned n = 0;

	if (can_run(sim->last))
		candidate[n++] = RUN(sim->last);
	for (int i = 0; i < sim->threads; i++)
		if (i != sim->last && can_run(i))
			candidate[n++] = RUN(i);
	for (int i = 0; i < sim->threads; i++)
		if (may_expire(i) && (!sim->thread[i].spurious || n > 0))
			candidate[n++] = EXPIRE(i);
	for (int a = 0; a < sim->threads; a++)
		for (int u = 0; sim->thread[a].to_cut && u < sim->threads; u++)
			if ((sim->thread[a].to_cut >> u & 1) && !does_not_run(&sim->thread[u]))
				candidate[n++] = CUT(a, u);
	return n;
}

static const char *waits_for(const struct thread *t)
{
	static const char *const names[] = {
		"a mutex",           "a condition variable", "a semaphore",          "pthread_once()",
		"a read-write lock", "a spin lock",          "a barrier of threads", "a futex"
	};

	return t->kind == JOIN ? "another thread's end" : t->sync ? names[t->sync->kind] : "nothing";
}

static void deadlock(bool spinning)
{
	char text[300] = "", wasted[120] = "";
	size_t length = 0;

	for (int i = 0; i < sim->threads; i++) {
		struct thread *t = &sim->thread[i];

		if (t->done || length >= sizeof text)
			continue;
		length += (size_t)snprintf(text + length, sizeof text - length, "%s thread %d %s%s", length ? "," : "", i,
		                           t->kind == SPIN ? "spins" : "waits for ", t->kind == SPIN ? "" : waits_for(t));
		if (t->kind == WAIT && t->sync && t->sync->wasted)
			snprintf(wasted, sizeof wasted, " (it was signalled before, when no thread waited: a lost wake-up)");
	}
	mb_sim_fail("%s:%s%s", spinning ? "livelock" : "deadlock", text, wasted);
}

/* Only loops that wait can go on: they run for a while, since they may give up. */
static bool let_loops_go_on(void)
{
	bool any = false;

	for (int i = 0; i < sim->threads; i++)
		if (!sim->thread[i].done && sim->thread[i].kind == SPIN) {
			sim->thread[i].writes_seen = ~0u;
			any = true;
		}
	if (any && sim->stuck++ > PATIENCE)
		deadlock(true);
	return any;
}

static void expire(int number)
{
	struct thread *t = &sim->thread[number];

	t->expired = true;
	if (t->deadline > sim->time)
		sim->time = t->deadline;
}

static int next_action(void)
{
	int candidate[ACTIONS];
	unsigned n = candidates(candidate);

	if (n == 0) {
		if (!let_loops_go_on())
			deadlock(false);
		n = candidates(candidate);
	}
	return mb_sim_next_action(candidate, n);
}

/* Returns when it is this thread's turn. */
static void give_turn_away(void)
{
	int mine = sim->me;

	for (;;) {
		int action = next_action();

		if (action >= CUT(0, 0)) {
			mb_sim_cut((action - CUT(0, 0)) / THREADS, (action - CUT(0, 0)) % THREADS);
			continue;
		}
		if (action >= THREADS) {
			expire(action - THREADS);
			continue;
		}
		if (++sim->steps > sim->set.steps)
			mb_sim_leave(TOO_LONG);
		sim->last = action;
		if (action != mine)
			mb_sim_switch(action);
		return;
	}
}

void mb_sim_visible(enum pending kind, int object, bool strong)
{
	struct thread *t = me();

	t->kind = kind;
	t->object = object;
	t->strong = strong;
	if (sim->live > 1 || !can_run(sim->me))
		give_turn_away();
	else if (++sim->steps > sim->set.steps)
		mb_sim_leave(TOO_LONG);
}

/* The same, for what a thread may have to wait for; timed, deadline, spurious, shared are the caller's to set. */
void mb_sim_wait(enum pending kind, struct sync *sync)
{
	struct thread *t = me();

	t->sync = sync;
	t->expired = false;
	mb_sim_visible(kind, 0, false);
	t->timed = t->spurious = t->shared = false;
}

/* ---- threads ---- */

int mb_sim_create(void *(*start)(void *), void *argument, const void *pc)
{
	int number = sim->threads;
	struct thread *t = &sim->thread[number], *parent = me();

	if (number == THREADS)
		mb_sim_stop("more than %d threads: make the test smaller", THREADS);
	memset(t, 0, offsetof(struct thread, context));
	sim->threads++;
	sim->live++;
	t->start = start;
	t->argument = argument;
	t->kind = START;
	if (number > 0) {
		t->now = parent->now;
		parent->now.clock[sim->me]++;
		sim->step[mb_sim_note(DID_CREATE, 0, 0, pc) % STEPS].other = (uint8_t)number;
	}
	/* What it does from now on is in none of its own views either, nor in any other's. */
	t->acquirable = t->released = t->fenced = t->now;
	t->now.clock[number]++;
	/* A barrier that is on its way reaches it too. */
	for (int a = 0; a < number; a++)
		if (!sim->thread[a].done && sim->thread[a].kind == BARRIER_END)
			sim->thread[a].to_cut |= 1u << number;
	return number;
}

void mb_sim_thread_main(void)
{
	struct thread *t = me();

	errno = 0;
	mb_sim_thread_exit(t->start(t->argument));
}

void mb_sim_thread_exit(void *result)
{
	struct thread *t = me();

	t->result = result;
	mb_sim_run_key_destructors(t);
	mb_sim_visible(EXIT, 0, false);
	mb_sim_note(DID_EXIT, 0, 0, NULL);
	t->done = true;
	sim->live--;
	if (sim->live == 0)
		mb_sim_leave(OVER);
	give_turn_away();
	__builtin_unreachable();
}
