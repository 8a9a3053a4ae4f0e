/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include <membarrier.h>
#include <stdio.h>

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };

	membarrier_fast_path();
	if (!membarrier_try_slow_path() || membarrier_get_info(&info) || membarrier_version() != MEMBARRIER_VERSION)
		return 1;
	printf("libmembarrier %u: %s\n", membarrier_version(), info.strategy);
	return 0;
}
