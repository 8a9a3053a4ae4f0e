/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* hazard_threads.c - hazard pointers: threads that end, drain, fork(), handlers. */
#define _GNU_SOURCE
#include <signal.h>

#include "child.h"
#include "retired_objects.h"

/* ---- threads ----------------------------------------------------------------------------------- */

static void *retire_some(void *count)
{
	for (size_t i = 0; i < (size_t)(uintptr_t)count; i++)
		retire(NULL);
	return NULL;
}

static void *retire_and_stay(void *count)
{
	retire_some(count);
	atomic_fetch_add(&ready, 1);
	while (!atomic_load(&stop))
		usleep(100);
	return NULL;
}

static void threads_that_end_leave_theirs(void)
{
	pthread_t thread[8];
	unsigned left;

	for (size_t i = 0; i < 8; i++) /* The last one has a batch with a ticket. */
		start(&thread[i], retire_some, (void *)(uintptr_t)(i < 7 ? 100 + i : 300));
	for (int i = 0; i < 8; i++)
		pthread_join(thread[i], NULL);
	left = atomic_load(&made) - atomic_load(&freed);
	CHECK(left == 1021, "%u left", left);
	retire_some((void *)(uintptr_t)(4 * MOST));
	CHECK(atomic_load(&made) - atomic_load(&freed) <= 2 * MOST, "the orphans were not adopted");
	drain(NULL);
	for (size_t i = 4 * MOST; i < 4 * MOST + 3; i++) { /* Most of what they leave is ready. */
		start(&thread[0], retire_some, (void *)(uintptr_t)i);
		pthread_join(thread[0], NULL);
		drain(NULL);
	}
}

static const membarrier_hazard_domain_t asked = MEMBARRIER_HAZARD_DOMAIN_INIT(MEMBARRIER_HAZARD_ON_REQUEST);

static void *retire_many_and_end(void *count)
{
	for (size_t i = 0; i < (size_t)(uintptr_t)count; i++)
		membarrier_hazard_retire(&asked, i ? &make()->retired : &atomic_load(&shared_object)->retired, reclaim);
	return NULL;
}

/* Reclaims all of a long list but the object that a slot shows. */
static void ten_thousand_orphans(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	pthread_t thread;

	atomic_store(&shared_object, make());
	membarrier_hazard_set(slot, atomic_load(&shared_object));
	start(&thread, retire_many_and_end, (void *)(uintptr_t)10000);
	pthread_join(thread, NULL);
	CHECK(atomic_load(&made) - atomic_load(&freed) == 10000, "reclaimed where it must not be");
	CHECK(membarrier_hazard_reclaim(&asked, 1) == 1, "the orphans are not found");
	CHECK(membarrier_hazard_reclaim(&asked, SIZE_MAX) == 9998, "not all orphans but the one that a slot shows");
	CHECK(atomic_load(&shared_object)->live == LIVE, "reclaimed under a slot");
	membarrier_hazard_put(slot);
	CHECK(membarrier_hazard_reclaim(&asked, SIZE_MAX) == 1, "the last orphan is lost");
	drain(&asked);
}

/* Draining reclaims what other living threads have retired too, also while they go on. */
static void drain_takes_all_threads(void)
{
	pthread_t thread[3];

	atomic_store(&ready, 0);
	atomic_store(&stop, false);
	for (size_t i = 0; i < 3; i++)
		start(&thread[i], retire_and_stay, (void *)(uintptr_t)(200 + 5000 * i));
	while (atomic_load(&ready) != 3)
		usleep(100);
	drain(NULL);
	atomic_store(&stop, true);
	for (int i = 0; i < 3; i++)
		pthread_join(thread[i], NULL);
}

static void *retire_until_stopped(void *unused)
{
	while (!atomic_load(&stop))
		retire(NULL);
	return unused;
}

static atomic_int mine_freed;

static void count_mine(struct membarrier_retired *retired)
{
	reclaim(retired);
	atomic_fetch_add(&mine_freed, 1);
}

static void drain_beside_threads_that_retire(void)
{
	pthread_t thread[2];

	atomic_store(&stop, false);
	for (int i = 0; i < 2; i++)
		start(&thread[i], retire_until_stopped, NULL);
	for (int i = 0; i < 200; i++) {
		struct object *mine = make();

		membarrier_hazard_retire(NULL, &mine->retired, count_mine);
		CHECK(membarrier_hazard_drain(NULL) == 0, "cannot drain");
		CHECK(atomic_load(&mine_freed) == i + 1, "drained without the caller's own");
	}
	atomic_store(&stop, true);
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	drain(NULL);
}

/* ---- fork() -------------------------------------------------------------------------------------- */

static void drain_twice(const void *unused)
{
	(void)unused;
	drain(NULL); /* The thread whose slot shows the object is not in the child. */
	retire_some((void *)(uintptr_t)(3 * MOST));
	drain(NULL);
}

static void a_child_goes_on(void)
{
	struct object *shown = make();
	pthread_t thread;
	int status;

	atomic_store(&ready, 0);
	atomic_store(&stop, false);
	atomic_store(&shared_object, shown);
	start(&thread, sleep_for_ever, NULL);
	while (!atomic_load(&ready))
		;
	membarrier_hazard_retire(NULL, &shown->retired, reclaim);
	retire_some((void *)(uintptr_t)300);
	status = status_of(drain_twice, NULL);
	CHECK(status == 0, "child: wait status %#x", (unsigned)status);
	CHECK(shown->live == LIVE, "reclaimed under a slot");
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
	drain(NULL);
}

static void *drain_and_wait(void *unused)
{
	CHECK(membarrier_hazard_drain(NULL) == 0, "cannot drain");
	return unused;
}

static void retire_and_drain(const void *unused)
{
	unsigned before = atomic_load(&freed), lost = atomic_load(&made) - before;

	(void)unused;
	retire_some((void *)(uintptr_t)(3 * MOST));
	CHECK(membarrier_hazard_drain(NULL) == 0, "cannot drain");
	CHECK(atomic_load(&freed) - before >= 3 * MOST && lost <= 1, "the child's own are not reclaimed");
}

/* fork() while another thread drains and has taken objects: the child loses these, and no others. */
static void a_child_of_a_drain_goes_on(void)
{
	struct object *shown = make();
	pthread_t sleeper, drainer;
	int status;

	atomic_store(&ready, 0);
	atomic_store(&stop, false);
	atomic_store(&shared_object, shown);
	start(&sleeper, sleep_for_ever, NULL);
	while (!atomic_load(&ready))
		;
	membarrier_hazard_retire(NULL, &shown->retired, reclaim);
	for (int i = 0; i < 20; i++) {
		start(&drainer, drain_and_wait, NULL);
		usleep(200u * (unsigned)i); /* So that fork() comes at any of its steps. */
		status = status_with_memory_of(retire_and_drain, NULL);
		CHECK(status == 0, "child: wait status %#x", (unsigned)status);
		if (i < 19)
			pthread_detach(drainer);
	}
	CHECK(shown->live == LIVE, "reclaimed under a slot");
	atomic_store(&stop, true);
	pthread_join(sleeper, NULL);
	pthread_join(drainer, NULL);
	drain(NULL);
}

/* ---- signal handlers ------------------------------------------------------------------------------- */

static atomic_int in_handler;

static void protect_in_handler(int signal)
{
	membarrier_hazard_slot_t *slot[3];

	(void)signal;
	for (int i = 0; i < 3; i++) {
		struct object *object;

		slot[i] = membarrier_hazard_get();
		object = membarrier_hazard_protect(slot[i], &shared_object);
		CHECK(object->live == LIVE, "a handler saw a reclaimed object");
	}
	for (int i = 0; i < 3; i++)
		membarrier_hazard_put(slot[i]);
	atomic_fetch_add(&in_handler, 1);
}

static void *read_in_a_storm(void *unused)
{
	(void)unused;
	while (!atomic_load(&stop)) {
		membarrier_hazard_slot_t *slot[6];

		for (int i = 0; i < 6; i++) {
			slot[i] = membarrier_hazard_get();
			for (int k = 0; k < i; k++)
				CHECK(slot[k] != slot[i], "one slot twice");
			CHECK(((struct object *)membarrier_hazard_protect(slot[i], &shared_object))->live == LIVE, "reclaimed");
		}
		for (int i = 0; i < 6; i++)
			membarrier_hazard_put(slot[i]);
	}
	return NULL;
}

static void handlers_may_protect(void)
{
	struct sigaction action = { .sa_handler = protect_in_handler };
	pthread_t thread;

	sigaction(SIGUSR1, &action, NULL);
	atomic_store(&stop, false);
	atomic_store(&shared_object, make());
	start(&thread, read_in_a_storm, NULL);
	for (int i = 0; i < 20000; i++) {
		struct object *old = atomic_exchange(&shared_object, make());

		membarrier_hazard_retire(NULL, &old->retired, reclaim);
		if (i % 8 == 0)
			pthread_kill(thread, SIGUSR1);
	}
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
	membarrier_hazard_retire(NULL, &atomic_exchange(&shared_object, NULL)->retired, reclaim);
	drain(NULL);
	CHECK(atomic_load(&in_handler) > 0, "no handler ran");
}

int main(void)
{
	threads_that_end_leave_theirs();
	ten_thousand_orphans();
	drain_takes_all_threads();
	drain_beside_threads_that_retire();
	a_child_goes_on();
	a_child_of_a_drain_goes_on();
	handlers_may_protect();
	return 0;
}
