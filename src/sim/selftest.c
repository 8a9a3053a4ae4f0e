/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* selftest.c - replaces the selftest, also in a program that has a port of its own. */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include <membarrier.h>

int membarrier_selftest_for_(unsigned milliseconds, struct membarrier_selftest_report *selftest)
{
	if (milliseconds == 0 || !selftest || selftest->size < sizeof *selftest)
		return -EINVAL;
	*selftest = (struct membarrier_selftest_report){
		.size = selftest->size,
		.result = MEMBARRIER_SELFTEST_INCONCLUSIVE,
		.reason = "the program runs under a simulator, which has no CPUs to look at",
		.home_result = MEMBARRIER_SELFTEST_INCONCLUSIVE,
		.home_reason = "the program runs under a simulator, which has no CPUs to look at",
	};
	return 0;
}
