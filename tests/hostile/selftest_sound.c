/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* selftest_sound.c - on a system that keeps its promise, the selftest says SOUND: selftest_sound [STRATEGY]. */
#include <string.h>

#include "selftest.h"

int main(int argc, char **argv)
{
	struct membarrier_selftest_report s;

	if (argc == 2 && strcmp(argv[1], selftest_strategy()) != 0)
		SKIP("strategy %s is not available: %s is in use", argv[1], selftest_strategy());
	s = selftest_conclude();
	CHECK(s.result == MEMBARRIER_SELFTEST_SOUND, "result %d", (int)s.result);
	CHECK(s.forbidden == 0 && s.rounds > 0 && s.control_weak > 0, "sound without a reason to believe it");
	if (strcmp(selftest_strategy(), "fence") == 0)
		CHECK(s.witnessed == 0 && s.interrupts == 0, "plain fences interrupt no CPU");
	else if (s.witnessed)
		CHECK(s.interrupts >= s.witnessed / 10 * 9 && s.interrupts <= s.witnessed,
		      "not one interrupt for each slow path");
	return 0;
}
