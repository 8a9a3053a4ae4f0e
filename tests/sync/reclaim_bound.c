/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_bound.c - how many retired objects of one thread wait at most, if barriers are so slow that their rate alone
 * would allow more. A barrier takes as long as two looks, of 256 objects each. So the next one would be due 40 looks,
 * or 10,240 objects, later. At 8,192 objects it comes in any case.
 */
#include "made_up_reclaim.h"

enum { MOST = 8192, LOOK = 256, OBJECTS = 10 * MOST };

static struct membarrier_retired objects[OBJECTS];

static void retire_by_hazard(struct membarrier_retired *object)
{
	membarrier_hazard_retire(NULL, object, reclaim);
}

static void retire_by_quiescence(struct membarrier_retired *object)
{
	membarrier_quiescence_retire(object, reclaim);
}

static unsigned most_waiting(void (*retire)(struct membarrier_retired *))
{
	unsigned most = 0;

	reclaimed = 0;
	for (unsigned i = 0; i < OBJECTS; i++) {
		/* A look reads the clock once, so half of a barrier's time passes from one look to the next. */
		port_now -= i % LOOK == 0;
		retire(&objects[i]);
		most = i + 1 - reclaimed > most ? i + 1 - reclaimed : most;
	}
	CHECK(membarrier_hazard_drain(NULL) == 0 && membarrier_quiescence_drain() == 0 && reclaimed == OBJECTS,
	      "not drained");
	return most;
}

/* A barrier takes 115 us, and the thread retires an object each microsecond: 20 times as long is too long to wait. */
static unsigned most_waiting_by_time(void)
{
	unsigned most = 0;

	port_tick = 115000;
	reclaimed = 0;
	for (unsigned i = 0; i < OBJECTS; i++) {
		port_now += 1000;
		port_now -= i % LOOK == LOOK - 1 ? port_tick : 0; /* The look's own reading of the clock. */
		membarrier_hazard_retire(NULL, &objects[i], reclaim);
		most = i + 1 - reclaimed > most ? i + 1 - reclaimed : most;
	}
	CHECK(membarrier_hazard_drain(NULL) == 0 && reclaimed == OBJECTS, "not drained");
	return most;
}

int main(void)
{
	struct membarrier_hazard_stats stats = { .size = sizeof stats };
	unsigned most;

	port_tick = 2;
	most = most_waiting(retire_by_hazard);
	CHECK(most <= MOST, "hazard pointers: %u wait", most);
	CHECK(most > MOST - 2 * LOOK, "INCONCLUSIVE: barriers come often enough without a bound: %u wait", most);
	most = most_waiting(retire_by_quiescence);
	CHECK(most <= MOST && most > MOST - 2 * LOOK, "quiescence without a section: %u wait", most);
	most = most_waiting_by_time();
	CHECK(most <= 2048, "one per microsecond: %u wait", most);
	CHECK(membarrier_hazard_get_stats(&stats) == 0 && stats.most <= MOST && stats.waiting == 0,
	      "the statistics say more");
	return 0;
}
