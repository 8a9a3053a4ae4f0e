/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * access.c - atomic accesses: which writes a load may read, where a store may be placed, and
 * loops that wait. The rules are those of memory.c.
 */
#include "sim.h"

#include <string.h>

static uint64_t mask_of(int size)
{
	return size == 8 ? ~(uint64_t)0 : ((uint64_t)1 << size * 8) - 1;
}

static void read_message(struct thread *t, int object, unsigned message, int order)
{
	struct message *m = &sim->object[object].message[message];

	mb_sim_raise(&t->now, object, message);
	mb_sim_join(&t->acquirable, &m->view);
	mb_sim_raise(&t->acquirable, object, message);
	if (acquires(order))
		mb_sim_join(&t->now, &m->view);
	if (order == __ATOMIC_SEQ_CST)
		mb_sim_raise(&sim->strong, object, message);
}

/* After that position; chain: the view of what a read-modify-write read. */
static unsigned write_message(struct thread *t, int object, int after, uint64_t value, int order, const struct view *chain)
{
	struct object *o = &sim->object[object];
	unsigned id = o->messages++;
	struct message *m = &o->message[id];

	memmove(o->order + after + 2, o->order + after + 1, id - (unsigned)after - 1);
	o->order[after + 1] = (uint8_t)id;
	for (unsigned i = (unsigned)after + 1; i <= id; i++)
		o->message[o->order[i]].position = (uint8_t)i;
	if (o->order[id] == id)
		mb_sim_poke(o->at, o->size, value);
	m->value = value;
	m->taken = false;
	m->by = (uint8_t)sim->me;
	t->now.seen[object] = (uint8_t)id;
	m->view = releases(order) ? t->now : t->released;
	if (chain)
		mb_sim_join(&m->view, chain);
	m->view.seen[object] = (uint8_t)id;
	if (releases(order))
		t->now.clock[sim->me]++;
	mb_sim_raise(&t->acquirable, object, id);
	if (order == __ATOMIC_SEQ_CST)
		mb_sim_raise(&sim->strong, object, id);
	return id;
}

static uint64_t changed(enum access access, uint64_t was, uint64_t value)
{
	switch (access) {
	case ACCESS_ADD:
		return was + value;
	case ACCESS_SUB:
		return was - value;
	case ACCESS_OR:
		return was | value;
	case ACCESS_AND:
		return was & value;
	case ACCESS_XOR:
		return was ^ value;
	case ACCESS_NAND:
		return ~(was & value);
	default:
		return value;
	}
}

/* Outside of executions there is one thread. */
static uint64_t direct(enum access access, uintptr_t at, int size, uint64_t value, uint64_t *expected)
{
	uint64_t was = mb_sim_peek(at, size);

	if (access == ACCESS_LOAD)
		return was;
	if (access == ACCESS_COMPARE && was != (*expected & mask_of(size))) {
		*expected = was;
		return 0;
	}
	mb_sim_poke(at, size, changed(access, was, value));
	return access == ACCESS_COMPARE ? 1 : was;
}

/*
 * A loop that waits reads the same value again and again. It goes on when there is a new value,
 * or when no other thread can go on, as if it had called sched_yield().
 */
static void watch_loops(uintptr_t at, uint64_t value, const void *pc)
{
	struct thread *t = me();
	const void *caller = t->depth ? t->calls[(t->depth - 1) % CALLS] : NULL;
	struct seen_load *load;

	for (unsigned i = 0; i < 8; i++) {
		load = &t->loads[i];
		if (load->pc != pc || load->caller != caller || load->at != at || load->value != value)
			continue;
		if (++load->times >= 3)
			mb_sim_spin(NULL);
		return;
	}
	t->loads[t->next_load++ % 8] = (struct seen_load){ pc, caller, at, value, 1 };
}

static void progress(struct thread *t)
{
	memset(t->loads, 0, sizeof t->loads);
	sim->writes++;
	sim->stuck = 0;
}

void mb_sim_spin(const void *pc)
{
	struct thread *t = me();

	(void)pc;
	t->writes_seen = sim->writes;
	/* There is a value that this thread has not read: it may go on at once. */
	for (int i = 0; i < sim->objects; i++)
		if (mb_sim_position(i, t->now.seen[i]) + 1u < sim->object[i].messages)
			t->writes_seen = ~0u;
	t->advance = true;
	mb_sim_visible(SPIN, 0, false);
}

static uint64_t note_read(enum what what, int object, unsigned message, uint64_t value, int order, const void *pc)
{
	struct object *o = &sim->object[object];
	struct step *step = &sim->step[mb_sim_note(what, o->at, value, pc) % STEPS];

	step->from = o->message[message].step;
	step->before = o->message[message].value;
	step->order = (uint8_t)order;
	step->newest = o->message[message].position + 1u == o->messages || what == DID_CHANGE;
	return value;
}

static void note_write(int object, unsigned message, uint64_t value, int order, const void *pc)
{
	struct object *o = &sim->object[object];
	uint32_t number = mb_sim_note(DID_STORE, o->at, value, pc);
	struct step *step = &sim->step[number % STEPS];

	o->message[message].step = number + 1;
	step->order = (uint8_t)order;
	step->newest = o->message[message].position + 1u == o->messages;
}

static void store(int object, uint64_t value, int order, const void *pc)
{
	struct object *o = &sim->object[object];
	struct thread *t = me();
	int candidate[MESSAGES], n = 0;
	unsigned message, low = mb_sim_position(object, t->now.seen[object]);

	/* Anywhere after what the thread knows of, but not between a read-modify-write and what it read. The last place first. */
	for (int p = o->messages - 1; p >= (int)low; p--)
		if (!o->message[o->order[p]].taken)
			candidate[n++] = p;
	message = write_message(t, object, candidate[mb_sim_decide_read((unsigned)n)], value, order, NULL);
	note_write(object, message, value, order, pc);
	progress(t);
}

static uint64_t load(int object, int order, const void *pc)
{
	struct object *o = &sim->object[object];
	struct thread *t = me();
	unsigned low = mb_sim_position(object, t->now.seen[object]), n, message;

	if (t->advance && low + 1u < o->messages) {
		low++;
		t->advance = false;
	}
	n = o->messages - low;
	message = o->order[o->messages - 1u - mb_sim_decide_read(n)];
	read_message(t, object, message, order);
	note_read(DID_LOAD, object, message, o->message[message].value, order, pc);
	watch_loops(o->at, o->message[message].value, pc);
	return o->message[message].value;
}

static uint64_t change(enum access access, int object, uint64_t value, uint64_t *expected, int order, int failed,
                       const void *pc)
{
	struct object *o = &sim->object[object];
	struct thread *t = me();
	unsigned candidate[MESSAGES], n = 0, message, next;
	uint64_t was, mask = mask_of(o->size), becomes;
	struct view chain;

	/* A value that another read-modify-write took can only be read by a compare-and-swap that fails. */
	for (int p = o->messages - 1; p >= (int)mb_sim_position(object, t->now.seen[object]); p--) {
		struct message *m = &o->message[o->order[p]];

		if (!m->taken || (access == ACCESS_COMPARE && m->value != (*expected & mask)))
			candidate[n++] = o->order[p];
	}
	message = candidate[mb_sim_decide_read(n)];
	was = o->message[message].value;
	if (access == ACCESS_COMPARE && was != (*expected & mask)) {
		read_message(t, object, message, failed);
		note_read(DID_FAIL, object, message, was, failed, pc);
		*expected = was;
		watch_loops(o->at, was, pc);
		return 0;
	}
	becomes = changed(access, was, value) & mask;
	read_message(t, object, message, order);
	chain = o->message[message].view;
	o->message[message].taken = true;
	next = write_message(t, object, o->message[message].position, becomes, order, &chain);
	note_read(DID_CHANGE, object, message, becomes, order, pc);
	o->message[next].step = sim->logged;
	if (becomes != was)
		progress(t);
	else
		watch_loops(o->at, was, pc);
	return access == ACCESS_COMPARE ? 1 : was;
}

uint64_t mb_sim_atomic(enum access access, uintptr_t at, int size, uint64_t value, uint64_t *expected, int order,
                       int failed, const void *pc)
{
	struct object *o;
	int object;

	if (!sim || !sim->running)
		return direct(access, at, size, value, expected);
	mb_sim_heap_check(at, (size_t)size, access == ACCESS_STORE, pc);
	object = mb_sim_object(at, size);
	mb_sim_visible(access == ACCESS_LOAD    ? LOAD
	               : access == ACCESS_STORE ? STORE
	                                        : CHANGE,
	               object, order == __ATOMIC_SEQ_CST);
	mb_sim_heap_check(at, (size_t)size, access != ACCESS_LOAD, pc); /* freed since, perhaps */
	mb_sim_plain_with_atomic(at, size, access != ACCESS_LOAD, pc);
	me()->relaxed = false;
	o = &sim->object[object];
	if (o->stale || o->message[o->order[o->messages - 1]].value != mb_sim_peek(at, size))
		mb_sim_begin_again(object);
	if (o->messages == MESSAGES)
		mb_sim_forget_oldest(object);
	if (order == __ATOMIC_SEQ_CST)
		mb_sim_raise(&me()->now, object, sim->strong.seen[object]);
	if (access == ACCESS_LOAD)
		return load(object, order, pc);
	if (access == ACCESS_STORE) {
		store(object, value & mask_of(size), order, pc);
		return 0;
	}
	return change(access, object, value, expected, order, failed, pc);
}
