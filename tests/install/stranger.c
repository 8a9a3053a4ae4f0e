/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* stranger.c - a program of a user of the library, which knows only the installed header. */
#include <membarrier.h>
#include <stdio.h>

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };

	if (membarrier_version() != MEMBARRIER_VERSION) {
		fprintf(stderr, "library %u, header %d\n", membarrier_version(), MEMBARRIER_VERSION);
		return 1;
	}
	membarrier_fast_path();
	membarrier_normal_path();
	membarrier_slow_path();
	if (membarrier_get_info(&info) || membarrier_get_stats(&stats) || stats.slow_paths != 1) {
		fprintf(stderr, "info or stats failed, or slow paths counted: %llu\n", (unsigned long long)stats.slow_paths);
		return 1;
	}
	/* Not a local fence where fast paths are free, and nothing of the system where they are fences. */
	if (stats.barriers + stats.joined != (info.asymmetric ? 1u : 0u)) {
		fprintf(stderr, "%s: process-wide barriers counted: %llu\n", info.strategy, (unsigned long long)stats.barriers);
		return 1;
	}
	printf("stranger: %s\n", info.strategy);
	return 0;
}
