/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* hazard.c - hazard pointers: slots, the bound on waiting objects, domains, reclaim functions that retire. */
#define _GNU_SOURCE
#include "retired_objects.h"

/* ---- slots --------------------------------------------------------------------------- */

static void *put_all(void *slots)
{
	for (int i = 0; i < 21; i++)
		membarrier_hazard_put(((membarrier_hazard_slot_t **)slots)[i]);
	return NULL;
}

static void slots_are_the_callers_alone(void)
{
	membarrier_hazard_slot_t *slot[21], *again[21];
	unsigned old = 0;
	pthread_t thread;

	for (int i = 0; i < 21; i++) {
		slot[i] = membarrier_hazard_get();
		CHECK(slot[i] && !*membarrier_hazard_at_(slot[i]), "no slot, or one that shows something");
		for (int k = 0; k < i; k++)
			CHECK(slot[k] != slot[i], "one slot twice");
		membarrier_hazard_set(slot[i], &slot[i]);
	}
	start(&thread, put_all, slot);
	pthread_join(thread, NULL);
	for (int i = 0; i < 21; i++) {
		again[i] = membarrier_hazard_get();
		CHECK(!*membarrier_hazard_at_(again[i]), "a slot that shows something");
		for (int k = 0; k < 21; k++)
			old += again[i] == slot[k];
	}
	CHECK(old == 21, "%u of 21 slots that another thread put are used again", old);
	put_all(again);
}

static void *get_one(void *unused)
{
	(void)unused;
	return membarrier_hazard_get();
}

/* This thread takes the record of the one that has ended. */
static void *get_others(void *taken)
{
	membarrier_hazard_slot_t *slot[MEMBARRIER_SLOTS_ + 1];

	for (int i = 0; i < MEMBARRIER_SLOTS_ + 1; i++) {
		slot[i] = membarrier_hazard_get();
		CHECK(slot[i] && slot[i] != taken && !*membarrier_hazard_at_(slot[i]), "a slot that is taken");
	}
	for (int i = 0; i < MEMBARRIER_SLOTS_ + 1; i++)
		membarrier_hazard_put(slot[i]);
	return NULL;
}

/* A slot may outlive its thread: the object stays, also after another thread has taken the record. */
static void a_slot_outlives_its_thread(void)
{
	struct object *object = make_watched();
	_Atomic(struct object *) source = object;
	membarrier_hazard_slot_t *slot;
	pthread_t thread;

	start(&thread, get_one, NULL);
	pthread_join(thread, (void **)&slot);
	CHECK(membarrier_hazard_protect(slot, &source) == object, "protects another");
	atomic_store(&source, NULL);
	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	start(&thread, get_others, slot);
	pthread_join(thread, NULL);
	CHECK(membarrier_hazard_reclaim(NULL, SIZE_MAX) == 0 && object->live == WATCHED, "reclaimed under a slot");
	membarrier_hazard_put(slot);
	CHECK(membarrier_hazard_reclaim(NULL, SIZE_MAX) == 1, "not reclaimed when no slot shows it");
}

static void protects_what_is_there(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	struct object *object = make_watched();
	_Atomic(struct object *) source = object;
	void *seen = NULL;

	CHECK(!membarrier_hazard_try_protect(slot, &seen, &source) && seen == object && !*membarrier_hazard_at_(slot),
	      "NULL is not there");
	CHECK(membarrier_hazard_try_protect(slot, &seen, &source) && *membarrier_hazard_at_(slot) == object,
	      "the object is there");
	atomic_store(&source, NULL);
	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	for (int i = 0; i < 3 * MOST; i++)
		retire(NULL);
	CHECK(object->live == WATCHED, "reclaimed under a slot");
	CHECK(membarrier_hazard_drain(NULL) == -EDEADLK && object->live == WATCHED, "drains what its own slot shows");
	membarrier_hazard_put(slot);
	drain(NULL);
}

/* ---- objects that wait -------------------------------------------------------------------- */

static void what_waits_is_bounded(void)
{
	struct object *shown = make_watched();
	pthread_t thread;
	unsigned most = 0;

	atomic_store(&ready, 0);
	atomic_store(&stop, false);
	atomic_store(&shared_object, shown);
	start(&thread, sleep_for_ever, NULL);
	while (!atomic_load(&ready))
		;
	atomic_store(&shared_object, NULL);
	membarrier_hazard_retire(NULL, &shown->retired, reclaim);
	for (int i = 0; i < 50 * MOST; i++) {
		unsigned waiting;

		retire(NULL);
		waiting = atomic_load(&made) - atomic_load(&freed);
		most = waiting > most ? waiting : most;
	}
	CHECK(most <= 2 * MOST + 1, "%u wait", most);
	CHECK(stats().most <= 2 * MOST + 1 && stats().waiting <= most, "the statistics say more");
	CHECK(shown->live == WATCHED, "reclaimed under a slot");
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
	drain(NULL);
	CHECK(stats().waiting == 0, "some wait after a drain");
}

/* Batches are reclaimed object by object while few objects are shown, and at once while many are. */
static void what_slots_show_is_kept(int shown)
{
	enum { MANY = 64 };
	membarrier_hazard_slot_t *slot[MANY];
	struct object *object[MANY];

	for (int i = 0; i < shown; i++) {
		slot[i] = membarrier_hazard_get();
		object[i] = make_watched();
		membarrier_hazard_set(slot[i], object[i]);
		membarrier_hazard_retire(NULL, &object[i]->retired, reclaim);
	}
	for (int i = 0; i < 5 * MOST; i++)
		retire(NULL);
	CHECK(atomic_load(&freed) > 0 && stats().waiting <= 2 * MOST + (unsigned)shown, "nothing is reclaimed");
	for (int i = 0; i < shown; i++) {
		CHECK(object[i]->live == WATCHED, "reclaimed under a slot, with %d shown", shown);
		membarrier_hazard_put(slot[i]);
	}
	CHECK(membarrier_hazard_reclaim(NULL, SIZE_MAX) > 0 && stats().waiting == 0, "%u wait", (unsigned)stats().waiting);
	CHECK(atomic_load(&freed) == atomic_load(&made), "%u of %u reclaimed", atomic_load(&freed), atomic_load(&made));
}

static void sizes_bound_too(void)
{
	size_t most = 0;

	for (int i = 0; i < 200; i++) {
		unsigned waiting;

		membarrier_hazard_retire_sized(NULL, &make()->retired, reclaim, 1 << 20);
		waiting = atomic_load(&made) - atomic_load(&freed);
		most = waiting > most ? waiting : most;
	}
	CHECK(most <= 18, "%zu MiB wait", most);
	drain(NULL);
}

/* ---- domains ---------------------------------------------------------------------------- */

static void domains_are_apart(void)
{
	static const membarrier_hazard_domain_t plain = MEMBARRIER_HAZARD_DOMAIN_INIT(0);
	static const membarrier_hazard_domain_t asked = MEMBARRIER_HAZARD_DOMAIN_INIT(MEMBARRIER_HAZARD_ON_REQUEST);
	unsigned before;

	before = atomic_load(&freed);
	for (int i = 0; i < 3 * MOST; i++)
		retire(&asked);
	CHECK(atomic_load(&freed) == before, "retire reclaims, where it must not");
	CHECK(membarrier_hazard_reclaim(&asked, 10) == 10 && atomic_load(&freed) == before + 10, "not 10 reclaimed");
	retire(&plain);
	retire(NULL);
	CHECK(membarrier_hazard_drain(&plain) == 0 && atomic_load(&freed) == before + 11, "drains more than the domain");
	CHECK(membarrier_hazard_reclaim(&asked, SIZE_MAX) == 3 * MOST - 10, "does not reclaim all that is asked for");
	drain(NULL);
}

/* ---- reclaim functions that retire ---------------------------------------------------------- */

static int generations;
static bool inside;

static void reclaim_and_retire(struct membarrier_retired *retired)
{
	CHECK(!inside, "a reclaim function that retires reclaims");
	inside = true;
	reclaim(retired);
	CHECK(membarrier_hazard_drain(NULL) == -EDEADLK, "drains in a reclaim function");
	CHECK(membarrier_hazard_reclaim(NULL, 1) == 0, "reclaims in a reclaim function");
	/* Makes barriers, so that objects retired here could be reclaimed at once. */
	if (generations % 100 == 0)
		membarrier_slow_path();
	if (generations-- > 0)
		membarrier_hazard_retire(NULL, &make()->retired, reclaim_and_retire);
	inside = false;
}

static void reclaim_functions_may_retire(void)
{
	generations = 20000;
	for (int i = 0; i < 5 * MOST; i++)
		membarrier_hazard_retire(NULL, &make()->retired, reclaim_and_retire);
	while (atomic_load(&freed) != atomic_load(&made))
		CHECK(membarrier_hazard_drain(NULL) == 0, "cannot drain");
	CHECK(generations < 0, "not all generations were reclaimed");
}

int main(void)
{
	slots_are_the_callers_alone();
	a_slot_outlives_its_thread();
	protects_what_is_there();
	what_waits_is_bounded();
	what_slots_show_is_kept(3);
	what_slots_show_is_kept(64);
	sizes_bound_too();
	domains_are_apart();
	reclaim_functions_may_retire();
	return 0;
}
