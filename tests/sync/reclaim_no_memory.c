/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_no_memory.c - hazard pointers and quiescence when memory is refused: each request in turn, after all earlier
 * ones were granted; and all, to one thread of two. What is refused is said, nothing is reclaimed early, nothing is lost.
 *
 * Controls: objects that no slot shows, because there was none, and an object that a thread uses outside a section.
 * They must be reclaimed while they are used.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>

#include "child.h"
#include "made_up_reclaim.h"

enum { SLOTS = 500, MORE = 30000, REFUSED = 2, EARLY }; /* the slots need the memory of three groups of records */

struct object {
	struct membarrier_retired retired;
	unsigned times; /* it was reclaimed */
};

static struct object shown[SLOTS], looked_at, more[MORE];

static void reclaim_once(struct membarrier_retired *retired)
{
	struct object *object = (struct object *)retired;

	CHECK(object->times == 0, "reclaimed twice");
	object->times++;
	reclaim(retired);
}

/* Enough for several barriers. */
static void retire_more(void)
{
	for (int i = 0; i < MORE; i++) {
		more[i].times = 0;
		if (i % 2)
			membarrier_hazard_retire(NULL, &more[i].retired, reclaim_once);
		else
			membarrier_quiescence_retire(&more[i].retired, reclaim_once);
	}
}

static void drain_all(unsigned retired)
{
	CHECK(membarrier_hazard_drain(NULL) == 0 && membarrier_quiescence_drain() == 0, "cannot drain");
	CHECK(reclaimed == retired, "%u of %u reclaimed", reclaimed, retired);
}

/* ---- each request in turn ------------------------------------------------------- */

/* Exits with REFUSED if a request was refused. */
static void use_all(const void *granted)
{
	membarrier_hazard_slot_t *slot[SLOTS];
	bool refused = false;

	port_tick = 1000;
	port_most_requests = *(const unsigned *)granted;
	for (int i = 0; i < SLOTS; i++) {
		void *source = &shown[i];

		slot[i] = membarrier_hazard_get();
		refused |= !slot[i];
		if (slot[i])
			CHECK(membarrier_hazard_protect(slot[i], &source) == &shown[i], "slot %d: another object", i);
		membarrier_hazard_retire(NULL, &shown[i].retired, reclaim_once);
	}
	retire_more();
	if (membarrier_attach() == 0)
		CHECK(reclaimed > 0, "nothing is reclaimed");
	port_most_requests = UINT32_MAX;
	membarrier_hazard_reclaim(NULL, SIZE_MAX);
	for (int i = 0; i < SLOTS; i++) {
		CHECK(!slot[i] || !shown[i].times, "reclaimed under slot %d", i);
		CHECK(slot[i] || shown[i].times, "INCONCLUSIVE: kept without a slot");
		if (slot[i])
			membarrier_hazard_put(slot[i]);
	}
	drain_all(SLOTS + MORE);
	for (int i = 0; i < SLOTS; i++)
		CHECK((slot[i] = membarrier_hazard_get()), "memory, and no slot");
	exit(refused ? REFUSED : 0);
}

static void each_request_is_refused_once(void)
{
	unsigned granted = 0;
	int status;

	while ((status = status_of(use_all, &granted)) != 0) {
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == REFUSED, "%u granted: wait status %#x", granted,
		      (unsigned)status);
		granted++;
	}
	printf("%u requests for memory\n", granted);
	CHECK(granted >= 3, "only %u requests", granted);
}

/* ---- a thread without memory beside one that reclaims --------------------------------- */

static atomic_int stage;

static void await_stage(int at)
{
	while (atomic_load(&stage) < at)
		sched_yield();
}

static void *look(void *in_a_section)
{
	CHECK(!membarrier_hazard_get() && membarrier_attach() == -ENOMEM, "a record without memory");
	if (in_a_section)
		membarrier_quiescence_enter();
	atomic_store(&stage, 1);
	await_stage(2);
	if (in_a_section) {
		CHECK(looked_at.times == 0, "reclaimed in a section");
		CHECK(membarrier_quiescence_synchronize() == -EDEADLK, "waits for its own section");
		membarrier_quiescence_leave();
	}
	membarrier_hazard_retire(NULL, &shown[0].retired, reclaim_once);
	membarrier_quiescence_retire(&shown[1].retired, reclaim_once);
	CHECK(membarrier_hazard_drain(NULL) == -ENOMEM && membarrier_quiescence_drain() == -ENOMEM, "drains");
	CHECK(membarrier_hazard_reclaim(NULL, 1) == 0, "reclaims");
	CHECK(membarrier_quiescence_synchronize() == 0, "cannot wait");
	return NULL;
}

/* Exits with EARLY if the object was reclaimed while the other thread used it. */
static void two_threads(const void *in_a_section)
{
	membarrier_grace_t grace;
	pthread_t thread;
	bool early;

	port_tick = 1000;
	CHECK(membarrier_attach() == 0, "no record");
	port_cannot_watch = true; /* There are records, but no memory to give them back at the thread's end. */
	CHECK(pthread_create(&thread, NULL, look, (void *)(uintptr_t)in_a_section) == 0, "no thread");
	await_stage(1);
	membarrier_quiescence_start(&grace);
	membarrier_quiescence_retire(&looked_at.retired, reclaim_once);
	retire_more();
	early = looked_at.times;
	CHECK(membarrier_quiescence_poll(&grace) == !in_a_section, "the grace period and the section differ");
	atomic_store(&stage, 2);
	CHECK(membarrier_quiescence_wait(&grace) == 0, "no grace period");
	pthread_join(thread, NULL);
	drain_all(MORE + 3);
	_exit(early ? EARLY : 0);
}

int main(void)
{
	int status;

	each_request_is_refused_once();
	status = status_of(two_threads, NULL);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == EARLY, "the control is not seen to fail: wait status %#x",
	      (unsigned)status);
	status = status_of(two_threads, &looked_at);
	CHECK(status == 0, "wait status %#x", (unsigned)status);
	return 0;
}
