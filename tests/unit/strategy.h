/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* strategy.h - for tests that run once under each strategy. */
#ifndef MEMBARRIER_TEST_STRATEGY_H
#define MEMBARRIER_TEST_STRATEGY_H

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>

#include "../test.h"

/* Returns membarrier_get_info(); exits with 77 if this system does not offer what MEMBARRIER_STRATEGY asks for. */
static inline struct membarrier_info strategy_info(void)
{
	struct membarrier_info info = { .size = sizeof info };
	const char *asked = getenv("MEMBARRIER_STRATEGY");

	CHECK(membarrier_get_info(&info) == 0, "membarrier_get_info() failed");
	if (asked && strcmp(asked, info.strategy) != 0)
		SKIP("%s: %s", asked, info.setting ? info.setting : "the setting was not seen");
	printf("strategy: %s\n", info.strategy);
	return info;
}

static inline struct membarrier_stats strategy_stats(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	CHECK(membarrier_get_stats(&stats) == 0, "membarrier_get_stats() failed");
	return stats;
}

/*
 * While a barrier of another caller is in flight, a try returns false, until that barrier counts as lost.
 * Tries until it succeeds; returns how often it did not.
 */
static inline unsigned long strategy_try(void)
{
	const unsigned long most = 10000000;

	unsigned long declined = 0;

	while (!membarrier_try_slow_path()) {
		CHECK(++declined <= most, "declined %lu times", declined);
		sched_yield();
	}
	return declined;
}

/* Returns the candidate with that name. */
static inline struct membarrier_candidate strategy_candidate(const char *name)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };

	for (unsigned i = 0; membarrier_get_candidate(i, &candidate) == 0; i++)
		if (strcmp(candidate.name, name) == 0)
			return candidate;
	SKIP("this system has no candidate %s", name);
}

#endif
