// SPDX-License-Identifier: MIT OR Apache-2.0
// stranger.cc - as stranger.c, in C++: a program that knows only the installed header.
#include <membarrier.h>

#include <cstdio>

int main()
{
	membarrier_info info = membarrier_info();
	membarrier_stats stats = membarrier_stats();

	info.size = sizeof info;
	stats.size = sizeof stats;
	membarrier_fast_path();
	membarrier_normal_path();
	membarrier_slow_path();
	if (!membarrier_try_slow_path() || membarrier_get_info(&info) || membarrier_get_stats(&stats) ||
	    stats.slow_paths != 2) {
		std::fprintf(stderr, "a call failed, or slow paths counted: %llu\n",
		             static_cast<unsigned long long>(stats.slow_paths));
		return 1;
	}
	if (stats.barriers + stats.joined != (info.asymmetric ? 2u : 0u)) {
		std::fprintf(stderr, "%s: process-wide barriers counted: %llu\n", info.strategy,
		             static_cast<unsigned long long>(stats.barriers));
		return 1;
	}
	std::printf("stranger: %s\n", info.strategy);
	return 0;
}
