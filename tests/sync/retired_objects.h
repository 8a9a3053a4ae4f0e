/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* retired_objects.h - counted objects, for tests of hazard pointers. */
#ifndef RETIRED_OBJECTS_H
#define RETIRED_OBJECTS_H

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include <membarrier/hazard.h>

#include "test.h"

enum { MOST = 4096, LIVE = 0x5afe, WATCHED };

struct object {
	struct membarrier_retired retired;
	unsigned live;
};

static atomic_uint made, freed;

static inline struct object *make(void)
{
	struct object *object = malloc(sizeof *object);

	CHECK(object, "no memory");
	object->live = LIVE;
	atomic_fetch_add(&made, 1);
	return object;
}

/* Memory that was reclaimed and is used again is not watched. */
static inline struct object *make_watched(void)
{
	struct object *object = make();

	object->live = WATCHED;
	return object;
}

static inline void reclaim(struct membarrier_retired *retired)
{
	struct object *object = (struct object *)retired;

	CHECK(object->live == LIVE || object->live == WATCHED, "reclaimed twice");
	object->live = 0;
	free(object);
	atomic_fetch_add(&freed, 1);
}

static inline void retire(const membarrier_hazard_domain_t *domain)
{
	membarrier_hazard_retire(domain, &make()->retired, reclaim);
}

static inline void drain(const membarrier_hazard_domain_t *domain)
{
	CHECK(membarrier_hazard_drain(domain) == 0, "cannot drain");
	CHECK(atomic_load(&freed) == atomic_load(&made), "drained: %u of %u", atomic_load(&freed), atomic_load(&made));
}

static inline struct membarrier_hazard_stats stats(void)
{
	struct membarrier_hazard_stats stats = { .size = sizeof stats };

	CHECK(membarrier_hazard_get_stats(&stats) == 0, "no statistics");
	return stats;
}

static inline void start(pthread_t *thread, void *(*run)(void *), void *argument)
{
	CHECK(pthread_create(thread, NULL, run, argument) == 0, "no thread");
}

/* ---- a thread that protects an object until it is told to stop ---- */

static atomic_bool stop;
static atomic_int ready;
static _Atomic(struct object *) shared_object;

static inline void *sleep_for_ever(void *unused)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

	(void)unused;
	CHECK(membarrier_hazard_protect(slot, &shared_object), "nothing to protect");
	atomic_store(&ready, 1);
	while (!atomic_load(&stop))
		usleep(100);
	membarrier_hazard_put(slot);
	return NULL;
}

#endif
