/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pledged - a program whose fast paths are nothing at all; run by pledge. */
#define MEMBARRIER_ASSUME_ASYMMETRIC
#include <membarrier.h>

#include "../test.h"

/* The second priority that a program may have: the pledge must have been checked before. */
__attribute__((constructor(102))) static void early(void)
{
	printf("constructor\n");
	fflush(stdout);
}

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };

	membarrier_fast_path();
	membarrier_slow_path();
	CHECK(membarrier_get_info(&info) == 0 && info.asymmetric, "%s", info.strategy);
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == 0, "%s", info.strategy);
	printf("main\n");
	return 0;
}
