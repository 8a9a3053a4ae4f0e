/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * flag - what the header's inline functions do for each value of the flag, without the library:
 * this program defines the flag itself.
 *
 * Scenario SB, with a fast path on one side and an ordinary full fence on the other, which is what
 * a slow path is under plain fences. If nothing is chosen yet (0), and under plain fences (-1), the
 * fast path must be a full fence. Under an asymmetric strategy (1) it has no fence, and this pair
 * is not ordered: the control.
 */
#define _GNU_SOURCE
#include "sb.h"

struct membarrier_flag_ membarrier_strategy_;

int main(void)
{
	static const int fences[] = { 0, -1 };
	long plays, control;

	pair_find_cpus();
	pair_pin(SLOW_CPU);
	membarrier_strategy_.id = 1;
	control = sb_until_weak(sb_play_threads, sb_fast_path, pair_local_fence, &plays);
	printf("flag 1: control: %ld weak of %ld rounds\n", control, plays * SB_ROUNDS);
	if (control == 0)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	for (size_t i = 0; i < sizeof fences / sizeof fences[0]; i++) {
		long weak = 0;

		membarrier_strategy_.id = fences[i];
		for (long j = 0; j < plays; j++)
			weak += sb_count(sb_play_threads);
		printf("flag %d: %ld weak of %ld rounds\n", fences[i], weak, plays * SB_ROUNDS);
		CHECK(weak == 0, "flag %d: %ld weak outcomes", fences[i], weak);
	}
	return 0;
}
