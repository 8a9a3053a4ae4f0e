/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * memory.c - atomic objects and fences.
 *
 * Each atomic object has its writes in modification order. Each thread has a view: of
 * each object the oldest write that it may still read. A release store passes the view
 * on with its message, an acquire load takes it; fences do both for relaxed accesses;
 * a read-modify-write continues the release sequence of what it read. A store may be
 * placed before later ones that its thread does not know of. Sequentially consistent
 * fences and accesses agree through one more view: their order is that of execution.
 * This is C11 as RC11 and C++20 have it, but for one thing: no load reads from a store
 * that has not been executed yet (load buffering).
 *
 * The program's memory has the last value in modification order, so that plain code,
 * and code that is not instrumented, reads what it should once it is ordered.
 */
#include "sim.h"

#include <string.h>

static uint64_t mask_of(int size)
{
	return size == 8 ? ~(uint64_t)0 : ((uint64_t)1 << size * 8) - 1;
}

static uint64_t peek(uintptr_t at, int size)
{
	uint64_t value = 0;

	memcpy(&value, (const void *)at, (size_t)size);
	return value;
}

static void poke(uintptr_t at, int size, uint64_t value)
{
	memcpy((void *)at, &value, (size_t)size);
}

static unsigned position(int object, unsigned message)
{
	return sim->object[object].message[message].position;
}

void mbsim_join_seen(struct view *to, const struct view *from)
{
	for (int i = 0; i < sim->objects; i++)
		if (to->seen[i] != from->seen[i] && position(i, from->seen[i]) > position(i, to->seen[i]))
			to->seen[i] = from->seen[i];
}

void mbsim_join(struct view *to, const struct view *from)
{
	mbsim_join_seen(to, from);
	for (int i = 0; i < THREADS; i++)
		if (from->clock[i] > to->clock[i])
			to->clock[i] = from->clock[i];
}

static void raise(struct view *view, int object, unsigned message)
{
	if (position(object, message) > position(object, view->seen[object]))
		view->seen[object] = (uint8_t)message;
}

void mbsim_memory_start(void)
{
	sim->objects = 0;
	sim->writes = 0;
	memset(&sim->strong, 0, sizeof sim->strong);
}

/* ---- fences ---- */

void mbsim_full_fence(struct thread *t)
{
	mbsim_join(&t->now, &t->acquirable);
	mbsim_join(&t->now, &t->pending);
	mbsim_join_seen(&t->now, &sim->strong);
	mbsim_join_seen(&sim->strong, &t->now);
	t->acquirable = t->released = t->fenced = t->now;
	t->now.clock[t - sim->thread]++;
}

void mbsim_fence(int order, const void *pc)
{
	struct thread *t;

	if (!sim || !sim->running)
		return;
	if (order == __ATOMIC_SEQ_CST) {
		mbsim_visible(FENCE, 0, true);
		mbsim_full_fence(me());
		mbsim_note(DID_FENCE, 0, 0, pc);
		return;
	}
	t = me();
	if (acquires(order)) {
		mbsim_maybe_cut();
		mbsim_join(&t->now, &t->acquirable);
		mbsim_note(DID_ACQUIRE_FENCE, 0, 0, pc);
	}
	if (releases(order)) {
		mbsim_maybe_cut();
		t->released = t->now;
		t->now.clock[sim->me]++;
		mbsim_note(DID_RELEASE_FENCE, 0, 0, pc);
	}
}

/* ---- objects ---- */

static void first_message(struct object *o)
{
	o->messages = 1;
	o->order[0] = 0;
	o->stale = false;
	memset(&o->message[0], 0, sizeof o->message[0]);
	o->message[0].value = peek(o->at, o->size);
}

int mbsim_object(uintptr_t at, int size)
{
	int *known = mbsim_object_at(at);
	struct object *o;

	if (*known) {
		o = &sim->object[*known - 1];
		if (o->size != size)
			mbsim_stop("atomic accesses of %d and of %d bytes at one address: the simulator does not know these", o->size, size);
		return *known - 1;
	}
	if (at % (unsigned)size)
		mbsim_stop("an atomic access of %d bytes at an address that is not aligned", size);
	if (sim->objects == OBJECTS)
		mbsim_stop("more than %d atomic objects: make the test smaller", OBJECTS);
	o = &sim->object[sim->objects++];
	*known = sim->objects;
	o->at = at;
	o->size = (uint8_t)size;
	first_message(o);
	return sim->objects - 1;
}

/* In every view there is. */
static void renumber(int object, const uint8_t *number)
{
	struct view *views[] = { &sim->strong };

	views[0]->seen[object] = number[views[0]->seen[object]];
	for (int i = 0; i < sim->threads; i++) {
		struct thread *t = &sim->thread[i];
		struct view *its[] = { &t->now, &t->acquirable, &t->released, &t->fenced, &t->pending, &t->entry };

		for (unsigned k = 0; k < sizeof its / sizeof *its; k++)
			its[k]->seen[object] = number[its[k]->seen[object]];
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
static void begin_again(int object)
{
	static const uint8_t zero[256];
	struct object *o = &sim->object[object];

	renumber(object, zero);
	first_message(o);
	sim->writes++;
}

/* Half of its messages can be read no more: fewer executions, but none that could not be. */
static void forget_oldest(int object)
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

/* ---- accesses ---- */

static void read_message(struct thread *t, int object, unsigned message, int order)
{
	struct message *m = &sim->object[object].message[message];

	raise(&t->now, object, message);
	mbsim_join(&t->acquirable, &m->view);
	raise(&t->acquirable, object, message);
	if (acquires(order))
		mbsim_join(&t->now, &m->view);
	if (order == __ATOMIC_SEQ_CST)
		raise(&sim->strong, object, message);
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
		poke(o->at, o->size, value);
	m->value = value;
	m->taken = false;
	m->by = (uint8_t)sim->me;
	t->now.seen[object] = (uint8_t)id;
	m->view = releases(order) ? t->now : t->released;
	if (chain)
		mbsim_join(&m->view, chain);
	m->view.seen[object] = (uint8_t)id;
	if (releases(order))
		t->now.clock[sim->me]++;
	raise(&t->acquirable, object, id);
	if (order == __ATOMIC_SEQ_CST)
		raise(&sim->strong, object, id);
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

/* Outside of executions: there is one thread. */
static uint64_t direct(enum access access, uintptr_t at, int size, uint64_t value, uint64_t *expected)
{
	uint64_t was = peek(at, size);

	if (access == ACCESS_LOAD)
		return was;
	if (access == ACCESS_COMPARE && was != (*expected & mask_of(size))) {
		*expected = was;
		return 0;
	}
	poke(at, size, changed(access, was, value));
	return access == ACCESS_COMPARE ? 1 : was;
}

/*
 * A loop that waits reads the same again and again. It goes on when there is something
 * new, or when nothing else can: as if it had called sched_yield().
 */
static void watch_loops(uintptr_t at, uint64_t value, const void *pc)
{
	struct thread *t = me();
	struct seen_load *load;

	for (unsigned i = 0; i < 8; i++) {
		load = &t->loads[i];
		if (load->pc != pc || load->at != at || load->value != value)
			continue;
		if (++load->times >= 3)
			mbsim_spin(NULL);
		return;
	}
	t->loads[t->next_load++ % 8] = (struct seen_load){ pc, at, value, 1 };
}

static void progress(struct thread *t)
{
	memset(t->loads, 0, sizeof t->loads);
	sim->writes++;
	sim->stuck = 0;
}

void mbsim_spin(const void *pc)
{
	struct thread *t = me();

	(void)pc;
	t->writes_seen = sim->writes;
	/* Something is there that this thread has not read: it may go on at once. */
	for (int i = 0; i < sim->objects; i++)
		if (position(i, t->now.seen[i]) + 1u < sim->object[i].messages)
			t->writes_seen = ~0u;
	t->advance = true;
	mbsim_visible(SPIN, 0, false);
}

static uint64_t note_read(enum what what, int object, unsigned message, uint64_t value, int order, const void *pc)
{
	struct object *o = &sim->object[object];
	struct step *step = &sim->step[mbsim_note(what, o->at, value, pc) % STEPS];

	step->from = o->message[message].step;
	step->before = o->message[message].value;
	step->order = (uint8_t)order;
	step->newest = o->message[message].position + 1u == o->messages || what == DID_CHANGE;
	return value;
}

static void note_write(int object, unsigned message, uint64_t value, int order, const void *pc)
{
	struct object *o = &sim->object[object];
	uint32_t number = mbsim_note(DID_STORE, o->at, value, pc);
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
	unsigned message, low = position(object, t->now.seen[object]);

	/* Anywhere after what the thread knows of, but not between a read-modify-write and what it read. The last place first. */
	for (int p = o->messages - 1; p >= (int)low; p--)
		if (!o->message[o->order[p]].taken)
			candidate[n++] = p;
	message = write_message(t, object, candidate[mbsim_decide_read((unsigned)n)], value, order, NULL);
	note_write(object, message, value, order, pc);
	progress(t);
}

static uint64_t load(int object, int order, const void *pc)
{
	struct object *o = &sim->object[object];
	struct thread *t = me();
	unsigned low = position(object, t->now.seen[object]), n, message;

	if (t->advance && low + 1u < o->messages) {
		low++;
		t->advance = false;
	}
	n = o->messages - low;
	message = o->order[o->messages - 1u - mbsim_decide_read(n)];
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

	/* What another read-modify-write took can be read by a compare-and-swap that fails only. */
	for (int p = o->messages - 1; p >= (int)position(object, t->now.seen[object]); p--) {
		struct message *m = &o->message[o->order[p]];

		if (!m->taken || (access == ACCESS_COMPARE && m->value != (*expected & mask)))
			candidate[n++] = o->order[p];
	}
	message = candidate[mbsim_decide_read(n)];
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

uint64_t mbsim_atomic(enum access access, uintptr_t at, int size, uint64_t value, uint64_t *expected, int order, int failed,
	const void *pc)
{
	struct object *o;
	int object;

	if (!sim || !sim->running)
		return direct(access, at, size, value, expected);
	mbsim_heap_check(at, (size_t)size, false, pc);
	object = mbsim_object(at, size);
	mbsim_visible(access == ACCESS_LOAD ? LOAD : access == ACCESS_STORE ? STORE : CHANGE, object, order == __ATOMIC_SEQ_CST);
	mbsim_heap_check(at, (size_t)size, access != ACCESS_LOAD, pc); /* freed since, perhaps */
	mbsim_plain_with_atomic(at, size, access != ACCESS_LOAD, pc);
	me()->relaxed = false;
	o = &sim->object[object];
	if (o->stale || o->message[o->order[o->messages - 1]].value != peek(at, size))
		begin_again(object);
	if (o->messages == MESSAGES)
		forget_oldest(object);
	if (order == __ATOMIC_SEQ_CST)
		raise(&me()->now, object, sim->strong.seen[object]);
	if (access == ACCESS_LOAD)
		return load(object, order, pc);
	if (access == ACCESS_STORE) {
		store(object, value & mask_of(size), order, pc);
		return 0;
	}
	return change(access, object, value, expected, order, failed, pc);
}
