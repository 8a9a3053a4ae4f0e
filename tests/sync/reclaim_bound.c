/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_bound.c - how many retired objects of one thread wait at the most, where barriers are so slow that their rate alone
 * would let more wait: each reading of the clock is a tick later than the one before, so a barrier lasts a tick, and
 * 20 ticks later, 20 looks or 5,120 objects, another would be due. At 4,096 objects it comes in any case.
 */
#include "made_up_reclaim.h"

enum { MOST = 4096, OBJECTS = 20 * MOST };

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
		retire(&objects[i]);
		most = i + 1 - reclaimed > most ? i + 1 - reclaimed : most;
	}
	CHECK(membarrier_hazard_drain(NULL) == 0 && membarrier_quiescence_drain() == 0 && reclaimed == OBJECTS,
	      "not drained");
	return most;
}

int main(void)
{
	struct membarrier_hazard_stats stats = { .size = sizeof stats };
	unsigned most;

	port_tick = 1;
	most = most_waiting(retire_by_hazard);
	CHECK(most <= 2 * MOST, "hazard pointers: %u wait", most);
	CHECK(most > MOST, "INCONCLUSIVE: barriers come often enough without a bound: %u wait", most);
	most = most_waiting(retire_by_quiescence);
	CHECK(most <= 2 * MOST && most > MOST, "quiescence without a section: %u wait", most);
	CHECK(membarrier_hazard_get_stats(&stats) == 0 && stats.most <= 2 * MOST && stats.waiting == 0,
	      "the statistics say more");
	return 0;
}
