/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * flag_interposed - the program defines the flag itself, as another copy of the library in it
 * would, and has chosen a strategy that this copy does not know. Fast paths are free, so every
 * slow path must make a real barrier, by a strategy that this copy knows to be sound.
 */
#include <membarrier.h>

#include "strategy.h"

struct membarrier_flag_ membarrier_strategy_ = { .id = 12345 };

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats;

	CHECK(membarrier_get_info(&info) == 0, "no info");
	CHECK(membarrier_strategy_.id == 12345, "the flag was overwritten with %d", membarrier_strategy_.id);
	CHECK(strcmp(info.strategy, "foreign") == 0 && info.asymmetric && !info.documented, "%s", info.strategy);
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == 0, "fast paths are cheap");
	if (strategy_candidate("membarrier").verdict != MEMBARRIER_OFFERED &&
	    strategy_candidate("mprotect").verdict != MEMBARRIER_OFFERED)
		SKIP("a barrier that is sound");
	CHECK(membarrier_try_slow_path(), "it declined");
	stats = strategy_stats();
	CHECK(stats.slow_paths == 1 && stats.barriers == 1 && stats.recovered == 1, "%lu, %lu, %lu",
	      (unsigned long)stats.slow_paths, (unsigned long)stats.barriers, (unsigned long)stats.recovered);
	return 0;
}
