// SPDX-License-Identifier: MIT OR Apache-2.0
// sync_peers.cpp - the C++ library's lock and its sleeping on a word.
#include <atomic>
#include <shared_mutex>

#include "sync.h"

static std::shared_mutex shared_mutex __attribute__((aligned(128)));
LOCK_LOOPS(shared_mutex, , shared_mutex.lock_shared(), shared_mutex.unlock_shared(), shared_mutex.lock(),
           shared_mutex.unlock(), )

// A separate count beside the items, on which consumers wait.
static std::atomic<uint32_t> told __attribute__((aligned(128)));
NOTIFY_LOOP(told, , told.fetch_add(1, std::memory_order_release); told.notify_one())

extern "C" unsigned sync_peers_cxx(struct contender *to)
{
	const struct contender peers[] = {
		{ "std::shared_mutex", ADAPTIVE, shared_mutex_mix, shared_mutex_write, nullptr, nullptr, nullptr },
		{ "std::atomic::notify_one", ADAPTIVE, nullptr, nullptr, nullptr, nullptr, told_notify },
	};

	to[0] = peers[0];
	to[1] = peers[1];
	return 2;
}
