/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_every_instruction.c - as every_instruction.c, of hazard pointers and quiescence: a handler that protects
 * an object, is in a section, or polls a grace period, on top of each single instruction.
 */
#define _GNU_SOURCE
#include <membarrier/quiescence.h>

#include "retired_objects.h"
#include "single_steps.h"

enum { MANY = MEMBARRIER_SLOTS_ + 2 }; /* slots; more than one record has */

static membarrier_hazard_slot_t *own; /* the interrupted function's */
static void *shown;                   /* by it, unless NULL */
static unsigned sections;             /* that it is in */
static membarrier_grace_t grace;

static void own_is_as_it_was(void)
{
	CHECK(!shown || *membarrier_hazard_at_(own) == shown, "a handler has changed a slot of the interrupted function's");
}

/* ---- what handlers call -------------------------------------------------------- */

static void protect_in_handler(void)
{
	membarrier_hazard_slot_t *slot[3];

	for (int i = 0; i < 3; i++) {
		slot[i] = membarrier_hazard_get();
		CHECK(slot[i] && (!shown || slot[i] != own), "no slot, or one that is taken");
		CHECK(((struct object *)membarrier_hazard_protect(slot[i], &shared_object))->live == LIVE, "reclaimed");
	}
	for (int i = 0; i < 3; i++)
		membarrier_hazard_put(slot[i]);
	own_is_as_it_was();
}

static void try_in_handler(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	void *object = atomic_load(&shared_object);

	CHECK(membarrier_hazard_try_protect(slot, &object, &shared_object), "nothing removes it");
	membarrier_hazard_clear(slot);
	membarrier_hazard_set(slot, &sections);
	membarrier_hazard_put(slot);
	own_is_as_it_was();
}

static void section_in_handler(void)
{
	membarrier_quiescence_enter();
	membarrier_quiescence_enter();
	CHECK(atomic_load(&shared_object)->live == LIVE, "reclaimed in a section");
	membarrier_quiescence_leave();
	membarrier_quiescence_leave();
}

static void poll_in_handler(void)
{
	struct membarrier_hazard_stats counts = { .size = sizeof counts };
	membarrier_grace_t now;

	membarrier_quiescence_start(&now);
	membarrier_slow_path();
	CHECK(membarrier_quiescence_poll(&now) == (sections == 0), "%u sections", sections);
	CHECK(membarrier_hazard_get_stats(&counts) == 0, "no statistics");
}

/* Whose sections are not known to the handler: the function is about to enter or to leave one. */
static void poll_anything_in_handler(void)
{
	membarrier_grace_t now;

	membarrier_quiescence_start(&now);
	membarrier_quiescence_poll(&now);
}

/* ---- what they interrupt --------------------------------------------------------- */

static void get_and_put(void)
{
	membarrier_hazard_put(membarrier_hazard_get());
}

static void get_many(void)
{
	membarrier_hazard_slot_t *slot[MANY];

	for (int i = 0; i < MANY; i++) {
		slot[i] = membarrier_hazard_get();
		for (int k = 0; k < i; k++)
			CHECK(slot[k] != slot[i], "one slot twice");
		membarrier_hazard_set(slot[i], &slot[i]);
	}
	for (int i = 0; i < MANY; i++) {
		CHECK(*membarrier_hazard_at_(slot[i]) == &slot[i], "a handler has taken a slot that is in use");
		membarrier_hazard_put(slot[i]);
	}
}

static void protect_and_clear(void)
{
	own = membarrier_hazard_get();
	CHECK(membarrier_hazard_protect(own, &shared_object) == atomic_load(&shared_object), "not protected");
	shown = atomic_load(&shared_object);
	CHECK(*membarrier_hazard_at_(own) == shown, "another object");
	shown = NULL;
	membarrier_hazard_clear(own);
	membarrier_hazard_put(own);
}

static void be_in_sections(void)
{
	membarrier_quiescence_enter();
	sections = 1;
	membarrier_quiescence_enter();
	membarrier_quiescence_leave();
	sections = 0;
	membarrier_quiescence_leave();
}

static void replace_by_hazard(void)
{
	membarrier_hazard_retire(NULL, &atomic_exchange(&shared_object, make())->retired, reclaim);
}

static void replace_by_quiescence(void)
{
	membarrier_quiescence_retire(&atomic_exchange(&shared_object, make())->retired, reclaim);
}

static void replace_and_wait(void)
{
	struct object *old = atomic_exchange(&shared_object, make());

	CHECK(membarrier_quiescence_synchronize() == 0, "no grace period");
	reclaim(&old->retired);
}

static void start_and_wait(void)
{
	membarrier_quiescence_start(&grace);
	CHECK(membarrier_quiescence_wait(&grace) == 0, "no grace period");
}

static void reclaim_some(void)
{
	membarrier_hazard_reclaim(NULL, 3);
}

static void drain_all(void)
{
	CHECK(membarrier_hazard_drain(NULL) == 0 && membarrier_quiescence_drain() == 0, "cannot drain");
}

static void detach_and_attach(void)
{
	membarrier_detach();
	CHECK(membarrier_attach() == 0, "no record");
}

static void (*const on_top[])(void) = { protect_in_handler, try_in_handler, section_in_handler };
static void (*const interrupted[])(void) = { get_and_put,           get_many,         protect_and_clear, be_in_sections,
	                                         replace_by_hazard,     replace_and_wait, start_and_wait,    reclaim_some,
	                                         replace_by_quiescence, drain_all,        detach_and_attach };

static void each_on_top_of_each(void)
{
	long all = 0;

	for (unsigned i = 0; i < sizeof interrupted / sizeof *interrupted; i++)
		for (unsigned n = 0; n < sizeof on_top / sizeof *on_top; n++) {
			step_through(interrupted[i], on_top[n], 0);
			all += steps;
			CHECK(handled, "function %u: no handler ran", i);
		}
	printf("%ld instructions\n", all);
}

/* A section that the handler is sure of; and one whose begin and end it interrupts. */
static void grace_periods_in_handlers(void)
{
	step_through(be_in_sections, poll_anything_in_handler, 0);
	step_through(get_and_put, poll_in_handler, 0);
	membarrier_quiescence_enter();
	sections = 1;
	step_through(get_and_put, poll_in_handler, 0);
	sections = 0;
	membarrier_quiescence_leave();
	step_through(detach_and_attach, poll_in_handler, 0);
}

/* ---- a further record, for the slots of which a thread's first has none ------------- */

static membarrier_hazard_slot_t *taken[MEMBARRIER_SLOTS_ + 1];
static const void *records[4];

/* A record that a thread loses is never used again, and sooner or later there are too many. */
static void note_record(const membarrier_hazard_slot_t *slot)
{
	const void *record = (const void *)((uintptr_t)slot & ~(uintptr_t)(sizeof(struct membarrier_reader_) - 1));
	unsigned i = 0;

	while (i < sizeof records / sizeof *records && records[i] && records[i] != record)
		i++;
	CHECK(i < sizeof records / sizeof *records, "a handler at instruction %ld or before, and a record is lost", fire_at);
	records[i] = record;
}

static void get_another(void)
{
	taken[MEMBARRIER_SLOTS_] = membarrier_hazard_get();
}

static void get_another_in_handler(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

	note_record(slot);
	membarrier_hazard_put(slot);
}

/* Until signals are held, or to the end. */
static void no_record_is_lost(void)
{
	long at = 0;

	do {
		CHECK(membarrier_detach() == 0, "a section was left behind");
		for (int i = 0; i < MEMBARRIER_SLOTS_; i++)
			taken[i] = membarrier_hazard_get();
		step_through(get_another, get_another_in_handler, ++at);
		for (int i = 0; i < MEMBARRIER_SLOTS_ + 1; i++) {
			note_record(taken[i]);
			membarrier_hazard_put(taken[i]);
		}
	} while (handled);
	printf("a further record at each of %ld instructions\n", at);
}

int main(void)
{
	membarrier_hazard_slot_t *slot[MANY];

	atomic_store(&shared_object, make());
	begin_single_steps(detach_and_attach);
	each_on_top_of_each();
	grace_periods_in_handlers();
	no_record_is_lost();
	/* Nothing was left behind: neither a section, nor a slot that is taken or shows an object. */
	CHECK(membarrier_quiescence_synchronize() == 0, "a section was left behind");
	CHECK(membarrier_detach() == 0 && membarrier_attach() == 0, "a section was left behind");
	for (int i = 0; i < MANY; i++) {
		slot[i] = membarrier_hazard_get();
		CHECK(slot[i] && !*membarrier_hazard_at_(slot[i]), "a slot that shows something");
	}
	for (int i = 0; i < MANY; i++)
		membarrier_hazard_put(slot[i]);
	membarrier_hazard_retire(NULL, &atomic_exchange(&shared_object, NULL)->retired, reclaim);
	CHECK(membarrier_quiescence_drain() == 0, "cannot drain");
	drain(NULL);
	return 0;
}
