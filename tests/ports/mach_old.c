/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A system that cannot read registers: the weak symbol is NULL, and nothing may call it. */
#include <membarrier.h>

#include <errno.h>
#include <string.h>

#include "../test.h"
#include "fake_mach.h"

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_candidate mach = { .size = sizeof mach };

	CHECK(membarrier_get_info(&info) == 0 && membarrier_get_candidate(0, &mach) == 0, "no facts");
	CHECK(strcmp(mach.name, "mach") == 0, "%s", mach.name);
	CHECK(mach.verdict == MEMBARRIER_UNAVAILABLE && mach.error == ENOSYS, "verdict %d, error %d", mach.verdict,
	      mach.error);
	CHECK(strcmp(info.strategy, "fence") == 0, "%s", info.strategy);
	CHECK(fake_lists == 0 && fake_lent() == 0, "the kernel was asked all the same");
	membarrier_slow_path();
	CHECK(fake_lists == 0, "the kernel was asked all the same");
	return 0;
}
