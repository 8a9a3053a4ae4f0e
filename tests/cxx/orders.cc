// SPDX-License-Identifier: MIT OR Apache-2.0
// orders.cc - a heavy fence of any order but relaxed makes one slow path; other fences make none.
#include <membarrier.hpp>

#include <cstdio>

#include "test.h"

namespace {

membarrier_stats stats_now()
{
	membarrier_stats stats = membarrier_stats();

	stats.size = sizeof stats;
	CHECK(membarrier_get_stats(&stats) == 0, "no stats");
	return stats;
}

// The fences' signature, which the TS gives.
using fence = void (*)(std::memory_order);

void expect_slow_paths(unsigned expected, bool asymmetric, fence called, std::memory_order order, const char *what)
{
	const membarrier_stats before = stats_now();

	called(order);
	const membarrier_stats after = stats_now();
	const unsigned long long served = after.slow_paths - before.slow_paths;
	const unsigned long long made = after.barriers + after.joined - before.barriers - before.joined;

	CHECK(served == expected, "%s, order %d: %llu slow paths", what, static_cast<int>(order), served);
	CHECK(made == (asymmetric ? expected : 0), "%s, order %d: %llu barriers", what, static_cast<int>(order), made);
}

} // namespace

int main()
{
	static_assert(noexcept(libmembarrier::asymmetric_thread_fence_light(std::memory_order_seq_cst)), "light: noexcept");
	static_assert(noexcept(libmembarrier::asymmetric_thread_fence_heavy(std::memory_order_seq_cst)), "heavy: noexcept");
	const std::memory_order orders[] = {
		std::memory_order_relaxed, std::memory_order_consume, std::memory_order_acquire,
		std::memory_order_release, std::memory_order_acq_rel, std::memory_order_seq_cst,
	};
	membarrier_info info = membarrier_info();

	info.size = sizeof info;
	CHECK(membarrier_get_info(&info) == 0, "no info");
	for (const std::memory_order order : orders) {
		const unsigned heavy = order == std::memory_order_relaxed ? 0 : 1;

		expect_slow_paths(heavy, info.asymmetric != 0, libmembarrier::asymmetric_thread_fence_heavy, order, "heavy");
		expect_slow_paths(0, info.asymmetric != 0, libmembarrier::asymmetric_thread_fence_light, order, "light");
	}
	std::printf("strategy %s\n", info.strategy);
	return 0;
}
