/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * memory.c - atomic objects and fences.
 *
 * Each atomic object has its writes in modification order. Each thread has a view: for each
 * object, the oldest write that it may still read. A release store adds the view to its
 * message, and an acquire load joins it; fences do both for relaxed accesses. A
 * read-modify-write continues the release sequence of what it read. A store may be placed
 * before later ones that its thread does not know. Sequentially consistent fences and
 * accesses share one more view; their order is the order of execution. This is C11 as RC11
 * and C++20 define it, with one exception: no load reads from a store that has not been
 * executed yet (load buffering).
 *
 * The program's memory holds the last value in modification order. Plain code, and code that
 * is not instrumented, so reads the right value once it is ordered.
 */
#include "sim.h"

#include <string.h>

uint64_t mb_sim_peek(uintptr_t at, int size)
{
	uint64_t value = 0;

	memcpy(&value, (const void *)at, (size_t)size);
	return value;
}

void mb_sim_poke(uintptr_t at, int size, uint64_t value)
{
	memcpy((void *)at, &value, (size_t)size);
}

unsigned mb_sim_position(int object, unsigned message)
{
	return sim->object[object].message[message].position;
}

static void join_seen(struct view *to, const struct view *from)
{
	for (int i = 0; i < sim->objects; i++)
		if (to->seen[i] != from->seen[i] && mb_sim_position(i, from->seen[i]) > mb_sim_position(i, to->seen[i]))
			to->seen[i] = from->seen[i];
}

void mb_sim_join(struct view *to, const struct view *from)
{
	join_seen(to, from);
	for (int i = 0; i < THREADS; i++)
		if (from->clock[i] > to->clock[i])
			to->clock[i] = from->clock[i];
}

void mb_sim_raise(struct view *view, int object, unsigned message)
{
	if (mb_sim_position(object, message) > mb_sim_position(object, view->seen[object]))
		view->seen[object] = (uint8_t)message;
}

void mb_sim_memory_start(void)
{
	sim->objects = 0;
	sim->writes = 0;
	memset(&sim->strong, 0, sizeof sim->strong);
}

/* ---- fences ---- */

void mb_sim_full_fence(struct thread *t)
{
	mb_sim_join(&t->now, &t->acquirable);
	mb_sim_join(&t->now, &t->pending);
	join_seen(&t->now, &sim->strong);
	join_seen(&sim->strong, &t->now);
	t->acquirable = t->released = t->fenced = t->now;
	t->now.clock[t - sim->thread]++;
}

void mb_sim_fence(int order, const void *pc)
{
	struct thread *t;

	if (!sim || !sim->running)
		return;
	if (order == __ATOMIC_SEQ_CST) {
		mb_sim_visible(FENCE, 0, true);
		mb_sim_full_fence(me());
		mb_sim_note(DID_FENCE, 0, 0, pc);
		return;
	}
	t = me();
	if (acquires(order)) {
		mb_sim_maybe_cut();
		mb_sim_join(&t->now, &t->acquirable);
		mb_sim_note(DID_ACQUIRE_FENCE, 0, 0, pc);
	}
	if (releases(order)) {
		mb_sim_maybe_cut();
		t->released = t->now;
		t->now.clock[sim->me]++;
		mb_sim_note(DID_RELEASE_FENCE, 0, 0, pc);
	}
}

/* ---- objects ---- */

static void first_message(struct object *o)
{
	o->messages = 1;
	o->order[0] = 0;
	o->stale = false;
	memset(&o->message[0], 0, sizeof o->message[0]);
	o->message[0].value = mb_sim_peek(o->at, o->size);
}

int mb_sim_object(uintptr_t at, int size)
{
	int *known = mb_sim_object_at(at);
	struct object *o;

	if (*known) {
		o = &sim->object[*known - 1];
		if (o->size != size)
			mb_sim_stop("atomic accesses of %d and of %d bytes at one address: the simulator does not know these",
			            o->size, size);
		return *known - 1;
	}
	if (at % (unsigned)size)
		mb_sim_stop("an atomic access of %d bytes at an address that is not aligned", size);
	if (sim->objects == OBJECTS)
		mb_sim_stop("more than %d atomic objects: make the test smaller", OBJECTS);
	o = &sim->object[sim->objects++];
	*known = sim->objects;
	o->at = at;
	o->size = (uint8_t)size;
	first_message(o);
	return sim->objects - 1;
}

/* In all views. */
static void renumber(int object, const uint8_t *number)
{
	struct view *views[] = { &sim->strong };

	views[0]->seen[object] = number[views[0]->seen[object]];
	for (int i = 0; i < sim->threads; i++) {
		struct thread *t = &sim->thread[i];
		struct view *its[] = { &t->now, &t->acquirable, &t->released, &t->fenced, &t->pending, &t->entry, NULL };

		for (struct view **view = its; *view; view++)
			(*view)->seen[object] = number[(*view)->seen[object]];
	}
	for (int i = 0; i < sim->syncs; i++)
		sim->sync[i].view.seen[object] = number[sim->sync[i].view.seen[object]];
	for (int i = 0; i < sim->objects; i++)
		for (int k = 0; k < sim->object[i].messages; k++) {
			uint8_t *seen = &sim->object[i].message[k].view.seen[object];

			*seen = number[*seen];
		}
}

/* Plain code, or code that is not instrumented, has written it. */
void mb_sim_begin_again(int object)
{
	static const uint8_t zero[256];
	struct object *o = &sim->object[object];

	renumber(object, zero);
	first_message(o);
	sim->writes++;
}

/* Half of its messages cannot be read any more: the search loses executions, and adds no impossible one. */
void mb_sim_forget_oldest(int object)
{
	struct object *o = &sim->object[object];
	uint8_t number[256] = { 0 };
	struct message *kept = sim->kept;
	int drop = o->messages - MESSAGES / 2;

	for (int i = 0; i < MESSAGES / 2; i++) {
		number[o->order[drop + i]] = (uint8_t)i;
		kept[i] = o->message[o->order[drop + i]];
		kept[i].position = (uint8_t)i;
	}
	memcpy(o->message, kept, sizeof sim->kept);
	for (int i = 0; i < MESSAGES / 2; i++)
		o->order[i] = (uint8_t)i;
	o->messages = MESSAGES / 2;
	renumber(object, number);
}
