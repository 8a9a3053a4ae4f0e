/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * fence_only - a library built with MEMBARRIER_FENCE_ONLY has plain fences, and says so.
 * It is run under filters that kill on the system calls of the other strategies.
 */
#define _GNU_SOURCE
#include <errno.h>

#include "strategy.h"

#ifdef FENCE_ONLY_FILTERS_KILL
#include "../seccomp.h"

/* The control of the filters: the call that the library must not make kills. */
int main(void)
{
	syscall(SYS_membarrier, FILTER_QUERY, 0, 0);
	return 0;
}
#else
int main(void)
{
	struct membarrier_info info;
	struct membarrier_candidate c = { .size = sizeof c };
	struct membarrier_stats stats;

	CHECK(membarrier_strategy_.id == -1, "%d: it is not fixed at compile time", membarrier_strategy_.id);
	membarrier_fast_path();
	membarrier_normal_path();
	membarrier_slow_path();
	CHECK(membarrier_try_slow_path(), "a fence cannot be refused");
	info = strategy_info();
	CHECK(strcmp(info.strategy, "fence") == 0 && !info.asymmetric && info.documented, "%s", info.strategy);
	CHECK(strstr(info.reason, "MEMBARRIER_FENCE_ONLY"), "%s", info.reason);
	CHECK(info.candidates == 1, "%u", info.candidates);
	CHECK(membarrier_get_candidate(0, &c) == 0 && strcmp(c.name, "fence") == 0, "%s", c.name);
	CHECK(c.verdict == MEMBARRIER_OFFERED, "%d", (int)c.verdict);
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == -ENOTSUP, "plain fences are not free");
	stats = strategy_stats();
	CHECK(stats.slow_paths == 2 && stats.barriers == 0 && stats.recovered == 0, "%lu, %lu",
	      (unsigned long)stats.slow_paths, (unsigned long)stats.barriers);
	return 0;
}
#endif
