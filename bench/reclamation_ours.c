/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclamation_ours.c - hazard pointers and quiescence of libmembarrier-sync. */
#define _GNU_SOURCE
#include "reclamation.h"

#include <membarrier/hazard.h>
#include <membarrier/quiescence.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "../tools/common/sys.h"

static struct {
	struct object *object __attribute__((aligned(128)));
} shared;

struct object {
	struct membarrier_retired retired;
	char payload[PAYLOAD];
};
static struct object one;

static membarrier_hazard_slot_t *slot_showing_nothing(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

	if (!slot) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
	__atomic_store_n(&shared.object, &one, __ATOMIC_RELAXED);
	return slot;
}

WORK_LOOP(
	ours_protect, membarrier_hazard_slot_t *slot = slot_showing_nothing(),
	{
		membarrier_hazard_protect(slot, &shared.object);
		membarrier_hazard_clear(slot);
	},
	membarrier_hazard_put(slot))

WORK_LOOP(
	ours_get_protect_put, membarrier_hazard_put(slot_showing_nothing()), {
		membarrier_hazard_slot_t *slot = membarrier_hazard_get();

		membarrier_hazard_protect(slot, &shared.object);
		membarrier_hazard_put(slot);
	}, )

void ours_walk(struct work *work)
{
	membarrier_hazard_slot_t *here = slot_showing_nothing(), *next = slot_showing_nothing();
	uint64_t passes = 0, sum = 0;

	rounds_begin(work);
	while (!rounds_over())
		for (struct node *node = membarrier_hazard_protect(here, &walked.head); node; passes++) {
			struct node *after = membarrier_hazard_protect(next, &node->next);
			membarrier_hazard_slot_t *free = here;

			sum += node->key;
			ESCAPE(sum);
			here = next;
			next = free;
			node = after;
		}
	rounds_end(work, passes);
	membarrier_hazard_put(here);
	membarrier_hazard_put(next);
}

/* ---- retire ------------------------------------------------------------------------ */

static __thread int64_t waiting;

static void reclaim(struct membarrier_retired *object)
{
	free(object);
}

static void reclaim_counted(struct membarrier_retired *object)
{
	waiting--;
	free(object);
}

/* Set if the object that a sleeper shows is reclaimed. */
static bool shown_is_reclaimed;
static void reclaim_shown(struct membarrier_retired *object)
{
	(void)object;
	__atomic_store_n(&shown_is_reclaimed, true, __ATOMIC_RELAXED);
}

/* The time includes reclaiming all objects that this thread has retired, as with the peers. */
WORK_LOOP(
	ours_retire, membarrier_attach(),
	{
		struct object *object = malloc(sizeof *object);

		ESCAPE(object);
		membarrier_hazard_retire(NULL, &object->retired, reclaim);
	},
	membarrier_hazard_reclaim(NULL, SIZE_MAX))

WORK_LOOP(
	ours_section_retire, membarrier_attach(), {
		struct object *object = malloc(sizeof *object);

		ESCAPE(object);
		membarrier_quiescence_retire(&object->retired, reclaim);
	}, )

/* Returns the most objects that waited. */
static int64_t retire_paced(struct work *work)
{
	uint64_t passes = 0, now = 0, next;
	int64_t most = 0;

	membarrier_attach();
	waiting = 0;
	rounds_begin(work);
	/* A thread that has lost its CPU does not make up for that time: it would retire far more than one object per pause. */
	for (next = sys_nanoseconds(); !rounds_over(); passes++, next = now + work->pause) {
		struct object *object;

		while (work->pause && (now = sys_nanoseconds()) < next && !rounds_over())
			continue;
		object = malloc(sizeof *object);
		ESCAPE(object);
		waiting++;
		membarrier_hazard_retire(NULL, &object->retired, reclaim_counted);
		most = waiting > most ? waiting : most;
	}
	membarrier_hazard_reclaim(NULL, SIZE_MAX);
	rounds_end(work, passes);
	return most;
}

void ours_retire_paced(struct work *work)
{
	work->count = (double)retire_paced(work);
}

/* ---- a reader that sleeps with its slot set ------------------------------------------- */

static struct object shown;
static pthread_barrier_t shows, ends;

__attribute__((constructor)) static void prepare_barriers(void)
{
	pthread_barrier_init(&shows, NULL, 2);
	pthread_barrier_init(&ends, NULL, 2);
}

void ours_sleeper(struct work *work)
{
	membarrier_hazard_slot_t *slot = slot_showing_nothing();

	__atomic_store_n(&shared.object, &shown, __ATOMIC_RELAXED);
	membarrier_hazard_protect(slot, &shared.object);
	pthread_barrier_wait(&shows);
	rounds_begin(work);
	pthread_barrier_wait(&ends);
	work->rests = true;
	rounds_end(work, 0);
	membarrier_hazard_put(slot);
}

static void retire_shown(void)
{
	pthread_barrier_wait(&shows);
	shown_is_reclaimed = false;
	__atomic_store_n(&shared.object, &one, __ATOMIC_RELAXED);
	membarrier_hazard_retire(NULL, &shown.retired, reclaim_shown);
}

/* No object of this slice may be left for the sleeper of the next one. */
static void end_sleep(void)
{
	pthread_barrier_wait(&ends);
	while (!shown_is_reclaimed)
		if (membarrier_hazard_drain(NULL))
			exit(1);
}

void ours_retire_asleep(struct work *work)
{
	retire_shown();
	work->count = (double)retire_paced(work);
	end_sleep();
}

/* Counts the objects that still wait after all others were reclaimed. */
void ours_kept_asleep(struct work *work)
{
	retire_shown();
	retire_paced(work);
	work->count = (double)waiting + !__atomic_load_n(&shown_is_reclaimed, __ATOMIC_RELAXED);
	if (work->count < 1) {
		fputs("an object was reclaimed while a slot showed it\n", stderr);
		exit(1);
	}
	end_sleep();
}

/* ---- quiescence ------------------------------------------------------------------------ */

WORK_LOOP(
	ours_section, membarrier_attach(), {
		membarrier_quiescence_enter();
		LOOK();
		membarrier_quiescence_leave();
	}, )

void ours_section_walk(struct work *work)
{
	uint64_t passes = 0, sum = 0;

	membarrier_attach();
	rounds_begin(work);
	while (!rounds_over()) {
		membarrier_quiescence_enter();
		for (struct node *node = __atomic_load_n(&walked.head, __ATOMIC_ACQUIRE); node;
		     node = __atomic_load_n(&node->next, __ATOMIC_ACQUIRE), passes++) {
			sum += node->key;
			ESCAPE(sum);
		}
		membarrier_quiescence_leave();
	}
	rounds_end(work, passes);
}

/* Counts barriers per grace period of all threads together. */
void ours_synchronize(struct work *work)
{
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };
	uint64_t passes = 0;

	membarrier_attach();
	membarrier_get_stats(&before);
	rounds_begin(work);
	for (; !rounds_over(); passes++)
		membarrier_quiescence_synchronize();
	rounds_end(work, passes);
	membarrier_get_stats(&after);
	work->count = (double)(after.barriers - before.barriers) / (double)passes;
}
