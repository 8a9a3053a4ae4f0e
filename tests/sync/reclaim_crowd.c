/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_crowd.c - 10,000 threads at once, each with a slot that shows an object of its own, and in a section. What they
 * show stays, and grace periods are not over, until they leave: first one half, and then the other.
 */
#define _GNU_SOURCE
#include <membarrier/quiescence.h>

#include "retired_objects.h"

#ifdef MEMBARRIER_TSAN_
enum { THREADS = 500 }; /* ThreadSanitizer needs more than a MiB for each. */
#else
enum { THREADS = 10000 };
#endif
enum { STACK = 64 * 1024 };

static pthread_t threads[THREADS];
static _Atomic(struct object *) sources[THREADS];
static pthread_barrier_t step;

static void *one_of_the_crowd(void *index)
{
	uintptr_t me = (uintptr_t)index;
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	struct object *object = membarrier_hazard_protect(slot, &sources[me]);

	membarrier_quiescence_enter();
	pthread_barrier_wait(&step); /* all are inside */
	for (uintptr_t half = 0; half < 2; half++) {
		pthread_barrier_wait(&step); /* one half may leave */
		if (me % 2 == half) {
			CHECK(object->live == WATCHED, "thread %d: reclaimed under its slot", (int)me);
			membarrier_hazard_put(slot);
			membarrier_quiescence_leave();
		}
		pthread_barrier_wait(&step); /* it has left */
	}
	return NULL;
}

static void start_all(void)
{
	pthread_attr_t small;

	CHECK(pthread_barrier_init(&step, NULL, THREADS + 1) == 0, "no barrier");
	CHECK(pthread_attr_init(&small) == 0 && pthread_attr_setstacksize(&small, STACK) == 0, "no attributes");
	for (uintptr_t i = 0; i < THREADS; i++) {
		atomic_store(&sources[i], make_watched());
		if (pthread_create(&threads[i], &small, one_of_the_crowd, (void *)i)) {
			printf("cannot be tried here: %d threads: no more than %d\n", (int)THREADS, (int)i);
			fflush(stdout);
			_Exit(77); /* Not exit(), because other threads sleep. */
		}
	}
	pthread_attr_destroy(&small);
}

static void one_half_leaves(void)
{
	pthread_barrier_wait(&step);
	pthread_barrier_wait(&step);
}

int main(void)
{
	membarrier_grace_t grace;

	start_all();
	pthread_barrier_wait(&step);
	for (int i = 0; i < THREADS; i++)
		membarrier_hazard_retire(NULL, &atomic_exchange(&sources[i], NULL)->retired, reclaim);
	for (int i = 0; i < 3 * MOST; i++)
		retire(NULL);
	membarrier_hazard_reclaim(NULL, SIZE_MAX);
	CHECK(atomic_load(&freed) == 3 * MOST && stats().waiting == THREADS, "%u reclaimed", atomic_load(&freed));
	membarrier_quiescence_start(&grace);
	membarrier_slow_path();
	CHECK(!membarrier_quiescence_poll(&grace), "over before any section is");

	one_half_leaves();
	CHECK(!membarrier_quiescence_poll(&grace), "over before all sections are");
	CHECK(membarrier_hazard_reclaim(NULL, SIZE_MAX) == THREADS / 2, "not those of one half alone");

	one_half_leaves();
	CHECK(membarrier_quiescence_poll(&grace) && membarrier_quiescence_synchronize() == 0, "not over when all have left");
	drain(NULL);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	return 0;
}
