/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * tsan_reclaim.c - a user's program replaces, retires and frees objects while other threads read them, with hazard
 * pointers and in sections. It accesses what was written before the objects were linked, and what readers wrote. With
 * the argument unprotected readers have no hazard pointer, and with outside they are in no section.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier/quiescence.h>

enum { TIMES = 2000, SEEN = 100 };

struct object {
	struct membarrier_retired retired;
	long value;
	long readers; /* only the reader writes it; the reclaim function reads it */
};

static struct object *by_hazard, *by_section;
static int unprotected, outside, stop;
static int seen_by[2]; /* the number of objects that each reader has seen */
static long sum;

static struct object *make(long value)
{
	struct object *object = malloc(sizeof *object);

	if (!object)
		abort();
	object->value = value;
	object->readers = 0;
	return object;
}

static void reclaim(struct membarrier_retired *retired)
{
	struct object *object = (struct object *)retired;

	sum += object->value + object->readers;
	free(object);
}

/* A reader that is ahead lets the others run: if only one reader saw the last objects, the test would show nothing. */
static void count_object(int *mine, long *last, long value)
{
	if (value == *last)
		sched_yield();
	else
		__atomic_store_n(mine, *mine + 1, __ATOMIC_RELAXED);
	*last = value;
}

static void *read_by_hazard(void *unused)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	long seen = 0, last = -1;

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		struct object *object;
		long value;

		if (unprotected)
			object = __atomic_load_n(&by_hazard, __ATOMIC_ACQUIRE);
		else
			object = membarrier_hazard_protect(slot, &by_hazard);
		value = object->value;
		object->readers++;
		if (!unprotected)
			membarrier_hazard_clear(slot);
		seen += value;
		count_object(&seen_by[0], &last, value);
	}
	membarrier_hazard_put(slot);
	printf("%ld\n", seen);
	return unused;
}

static void *read_in_sections(void *unused)
{
	long seen = 0, last = -1;

	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		struct object *object;
		long value;

		if (!outside)
			membarrier_quiescence_enter();
		object = __atomic_load_n(&by_section, __ATOMIC_ACQUIRE);
		value = object->value;
		object->readers++;
		if (!outside)
			membarrier_quiescence_leave();
		seen += value;
		count_object(&seen_by[1], &last, value);
	}
	printf("%ld\n", seen);
	return unused;
}

/* Is that enough, also for the readers, which may have had no CPU? */
static int enough(int i)
{
	return i > TIMES && __atomic_load_n(&seen_by[0], __ATOMIC_RELAXED) > SEEN &&
	       __atomic_load_n(&seen_by[1], __ATOMIC_RELAXED) > SEEN;
}

int main(int argc, char **argv)
{
	pthread_t readers[2];

	unprotected = argc > 1 && strcmp(argv[1], "unprotected") == 0;
	outside = argc > 1 && strcmp(argv[1], "outside") == 0;
	by_hazard = make(0);
	by_section = make(0);
	pthread_create(&readers[0], NULL, read_by_hazard, NULL);
	pthread_create(&readers[1], NULL, read_in_sections, NULL);
	for (int i = 1; !enough(i); i++) {
		struct object *old = __atomic_exchange_n(&by_hazard, make(i), __ATOMIC_ACQ_REL);

		membarrier_hazard_retire(NULL, &old->retired, reclaim);
		old = __atomic_exchange_n(&by_section, make(i), __ATOMIC_ACQ_REL);
		if (i % 2 == 0) {
			membarrier_quiescence_retire(&old->retired, reclaim);
			continue;
		}
		membarrier_quiescence_synchronize();
		reclaim(&old->retired);
	}
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
	for (int i = 0; i < 2; i++)
		pthread_join(readers[i], NULL);
	if (membarrier_hazard_drain(NULL) || membarrier_quiescence_drain())
		return 1;
	printf("%ld\n", sum);
	return 0;
}
