/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* objects.h - objects that are linked, used, unlinked and freed, for the scenarios of reclamation. */
#ifndef OBJECTS_H
#define OBJECTS_H

#include <stdlib.h>

#include <membarrier/quiescence.h>

#include "scenario.h"

struct object {
	struct membarrier_retired retired;
	int payload, used;
};

static _Atomic(struct object *) source;
static atomic_int freed, stage;

static inline struct object *make(int payload)
{
	struct object *object = malloc(sizeof *object);

	object->payload = payload;
	object->used = 0;
	return object;
}

static inline void reclaim(struct membarrier_retired *retired)
{
	struct object *object = (struct object *)retired;

	EXPECT(object->payload >= 10);
	object->payload = 0;
	free(object);
	atomic_fetch_add_explicit(&freed, 1, memory_order_relaxed);
}

/* The last use is a write, so that an early reclamation races with it. */
static inline void use(struct object *object)
{
	EXPECT(object->payload >= 10);
	object->used++;
}

/* The scenario's second stage begins when another thread has ended the first. */
static inline void end_stage(void)
{
	atomic_store_explicit(&stage, 1, memory_order_release);
}

static inline void after_stage(void)
{
	if (!atomic_load_explicit(&stage, memory_order_acquire))
		membarrier_sim_discard();
}

/* A slot with which one thread protects an object, and another uses it and puts the slot. */
static membarrier_hazard_slot_t *handed;

static inline void user_of_handed(void)
{
	after_stage();
	if (*membarrier_hazard_at_(handed))
		use(*membarrier_hazard_at_(handed));
	membarrier_hazard_put(handed);
}

static inline struct object *unlink_object(void)
{
	membarrier_attach(); /* Before it unlinks, so that few steps follow. */
	return atomic_exchange_explicit(&source, NULL, memory_order_acquire);
}

static inline void remover(void)
{
	struct object *object = unlink_object();

	if (object) {
		membarrier_hazard_retire(NULL, &object->retired, reclaim);
		membarrier_hazard_reclaim(NULL, 1);
	}
}

static inline void enter_and_use(void)
{
	struct object *object;

	membarrier_quiescence_enter();
	object = atomic_load_explicit(&source, memory_order_acquire);
	if (object)
		use(object);
}

static inline void section(void)
{
	enter_and_use();
	membarrier_quiescence_leave();
}

static inline void synchronizer(void)
{
	struct object *object = unlink_object();

	EXPECT(membarrier_quiescence_synchronize() == 0);
	if (object)
		reclaim(&object->retired);
}

#endif
