// SPDX-License-Identifier: MIT OR Apache-2.0
// stranger_sync.cc - as stranger.cc, for libmembarrier-sync: a table with a std::shared_lock, and freed objects.
#include <membarrier/eventcount.h>
#include <membarrier/hazard_pointer.hpp>
#include <membarrier/rcu.hpp>
#include <membarrier/rwlock.h>

#include <cstdio>
#include <mutex>
#include <thread>
#if __cplusplus >= 201402L
#include <shared_mutex>
#endif

static libmembarrier::shared_mutex mutex;
static int table[2];

static int look()
{
#if __cplusplus >= 201402L
	std::shared_lock<libmembarrier::shared_mutex> lock(mutex);
	return table[0] - table[1];
#else
	mutex.lock_shared();
	int difference = table[0] - table[1];
	mutex.unlock_shared();
	return difference;
#endif
}

struct seen_by_hazard : libmembarrier::hazard_pointer_obj_base<seen_by_hazard> {};
struct seen_in_section : libmembarrier::rcu_obj_base<seen_in_section> {};

static bool free_objects()
{
	libmembarrier::hazard_pointer hazard = libmembarrier::make_hazard_pointer();
	std::atomic<seen_by_hazard *> source(new seen_by_hazard);
	seen_by_hazard *seen = hazard.protect(source);

	source = nullptr;
	seen->retire();
	hazard.reset_protection();
	{
		std::lock_guard<libmembarrier::rcu_domain> section(libmembarrier::rcu_default_domain());

		(new seen_in_section)->retire();
	}
	libmembarrier::rcu_barrier();
	return membarrier_hazard_drain(nullptr) == 0;
}

int main()
{
	int torn = 0;
	std::thread writer([] {
		for (int i = 0; i < 1000; i++) {
			std::unique_lock<libmembarrier::shared_mutex> lock(mutex);
			table[0]++;
			table[1]++;
		}
	});

	for (int i = 0; i < 1000; i++)
		torn += look() != 0;
	writer.join();
	if (!mutex.try_lock_shared())
		return 1;
	if (mutex.try_lock() || torn || table[0] != 1000) {
		std::fprintf(stderr, "%d torn reads, %d writes\n", torn, table[0]);
		return 1;
	}
	mutex.unlock_shared();
	if (!free_objects())
		return 1;
	std::printf("stranger_sync: %d writes\n", table[0]);
	return 0;
}
