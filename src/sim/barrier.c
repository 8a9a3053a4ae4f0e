/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * barrier.c - the process-wide barrier, which is an interval: each other thread is
 * fenced at a moment of its own, and these moments are not ordered among themselves.
 *
 * There are two levels. As machines make it, the other thread executes a full fence there,
 * between any two of its accesses, plain ones included. As doc/ordering.md promises it, the
 * barrier orders what precedes the other thread's last barrier of its own (fast, normal or
 * slow) and what follows its next one, and no more; so a forgotten fast path is found. At both
 * levels the barrier itself acquires and releases nothing for its caller: the caller's full
 * fences before and after do that, since a port's issue() promises nothing else.
 */
#include "sim.h"

void mb_sim_cut(int caller, int other)
{
	struct thread *a = &sim->thread[caller], *t = &sim->thread[other];
	int saved = sim->me;

	if (sim->set.machine) {
		mb_sim_join(&t->acquirable, &a->entry);
		mb_sim_full_fence(t);
		mb_sim_join(&a->acquirable, &t->released);
	} else {
		mb_sim_join(&a->acquirable, &t->fenced);
		mb_sim_join(&t->pending, &a->entry);
	}
	a->to_cut &= ~(1u << other);
	sim->me = other;
	sim->step[mb_sim_note(DID_CUT, 0, 0, NULL) % STEPS].other = (uint8_t)caller;
	sim->me = saved;
}

/* Between an access and the next, plain ones included. */
void mb_sim_maybe_cut(void)
{
	for (int a = 0; a < sim->threads; a++)
		if ((sim->thread[a].to_cut >> sim->me & 1) && mb_sim_decide(2))
			mb_sim_cut(a, sim->me);
}

void mb_sim_barrier(const void *pc)
{
	struct thread *t;

	if (!sim || !sim->running)
		return;
	mb_sim_visible(BARRIER_BEGIN, 0, false);
	t = me();
	t->entry = sim->set.machine ? t->released : t->fenced;
	for (int i = 0; i < sim->threads; i++)
		if (i != sim->me)
			t->to_cut |= 1u << i;
	mb_sim_note(DID_BEGIN, 0, 0, pc);
	mb_sim_visible(BARRIER_END, 0, false);
	/* A thread that does not run was fenced when the system took it off its CPU. */
	for (int i = 0; i < sim->threads; i++) {
		if (!(t->to_cut >> i & 1))
			continue;
		if (sim->set.machine)
			mb_sim_full_fence(&sim->thread[i]);
		mb_sim_join(&t->acquirable, sim->set.machine ? &sim->thread[i].now : &sim->thread[i].fenced);
	}
	t->to_cut = 0;
	if (!sim->set.strict) /* Every known system waits for the threads that it interrupts. */
		mb_sim_join(&t->now, &t->acquirable);
	mb_sim_note(DID_END, 0, 0, pc);
}

void mb_sim_fast_path(const void *pc)
{
	struct thread *t;

	if (!sim || !sim->running)
		return;
	t = me();
	mb_sim_note(DID_FAST, 0, 0, pc);
	if (sim->set.machine)
		return;
	mb_sim_join(&t->now, &t->pending);
	t->fenced = t->now;
	t->now.clock[sim->me]++;
}
