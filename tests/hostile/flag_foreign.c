/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * flag_foreign - another, newer copy of the library has chosen a strategy that this copy does not
 * know: the flag that they share is 99. Fast paths are free, so a slow path must make a real barrier
 * by a strategy that this copy knows to be sound, or not return.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/resource.h>

#include "sb.h"
#include "seccomp.h"
#include "../unit/early.h"
#include "../unit/spawn.h"
#include "../unit/strategy.h"

enum { UNKNOWN = 99 };

/* Does what the other copy would have done before this one chooses. */
static void choose(int argc, char **argv, char **environment)
{
	(void)argc;
	(void)argv;
	(void)environment;
	early_begin();
	__atomic_store_n(&membarrier_strategy_.id, UNKNOWN, __ATOMIC_RELAXED);
}

RUN_BEFORE_CONSTRUCTORS(choose);

static void nothing_sound(const void *unused)
{
	(void)unused;
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	for (int i = 0; i < 2; i++) {
		int error = filter_process(i ? "mprotect-none-eperm" : "membarrier-enosys");

		if (error)
			SKIP("a seccomp filter: %s", strerror(-error));
	}
	CHECK(!membarrier_try_slow_path(), "nothing can have made the barrier");
	puts("declined");
	fflush(stdout);
	membarrier_slow_path();
	puts("returned");
}

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats;
	struct outcome o;

	early_check();
	CHECK(membarrier_strategy_.id == UNKNOWN, "the flag was overwritten with %d", membarrier_strategy_.id);
	CHECK(membarrier_get_info(&info) == 0, "no info");
	printf("strategy %s: %s\n", info.strategy, info.reason);
	CHECK(strcmp(info.strategy, "foreign") == 0 && info.asymmetric && !info.documented, "%s", info.strategy);
	spawn(&o, nothing_sound, NULL);
	spawn_skip(&o);
	CHECK(spawn_killed(&o, SIGABRT) && strcmp(o.out, "declined\n") == 0, "status %#x: %s%s", (unsigned)o.status, o.out,
	      o.err);

	if (strategy_candidate("membarrier").verdict != MEMBARRIER_OFFERED &&
	    strategy_candidate("mprotect").verdict != MEMBARRIER_OFFERED)
		SKIP("a barrier that is sound (that none is made was as expected)");
	membarrier_slow_path();
	CHECK(membarrier_try_slow_path(), "it declined");
	stats = strategy_stats();
	CHECK(stats.slow_paths == 2 && stats.barriers == 2 && stats.recovered == 2 && stats.declined == 0, "%lu, %lu, %lu",
	      (unsigned long)stats.slow_paths, (unsigned long)stats.barriers, (unsigned long)stats.recovered);
	pair_want_cheap_fast_path(info.strategy, true);
	pair_find_cpus();
	pair_pin(SLOW_CPU);
	sb_judge("under an unknown strategy", sb_play_threads, sb_fast_path, membarrier_slow_path);
	stats = strategy_stats();
	CHECK(stats.barriers == stats.slow_paths && stats.recovered == stats.slow_paths, "a slow path without a barrier");
	return 0;
}
