/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * litmus - scenario SB with the C++ fences holds if both are seq_cst. There are two broken
 * controls: a heavy fence that orders its caller alone, and one that is relaxed, which is
 * none at all.
 */
#define _GNU_SOURCE
#include "../hostile/sb.h"
#include "../unit/strategy.h"
#include "fences.h"

int main(void)
{
	struct membarrier_info info = strategy_info();
	struct membarrier_stats before, after;
	unsigned long long served, made;
	long plays, weak;

	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();
	pair_pin(SLOW_CPU);

	weak = sb_until_weak(sb_play_threads, light_seq_cst, heavy_relaxed, &plays);
	printf("light seq_cst, heavy relaxed: %ld weak of %ld rounds\n", weak, plays * SB_ROUNDS);
	if (weak == 0)
		SKIP("INCONCLUSIVE: no fence at all on the heavy side, and it was not seen to fail");
	before = strategy_stats();
	CHECK(before.slow_paths == 0, "relaxed heavy fences made %llu slow paths", (unsigned long long)before.slow_paths);

	sb_judge("light seq_cst, heavy seq_cst", sb_play_threads, light_seq_cst, heavy_seq_cst);
	after = strategy_stats();
	served = after.slow_paths;
	made = after.barriers + after.joined;
	CHECK(served >= SB_ROUNDS && served % SB_ROUNDS == 0 && made == served,
	      "%llu slow paths for a multiple of %d rounds, %llu barriers made or joined", served, SB_ROUNDS, made);
	return 0;
}
