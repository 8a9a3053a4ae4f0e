// SPDX-License-Identifier: MIT OR Apache-2.0
/* reclaim.cc - hazard_pointer.hpp and rcu.hpp: what they promise in one thread, and objects under two. */
#include <atomic>
#include <mutex>
#include <thread>
#include <type_traits>

#include <membarrier/hazard_pointer.hpp>
#include <membarrier/rcu.hpp>

#include "test.h"

static std::atomic<int> deleted;

struct other_base {
	int something = 1;
};

struct node : other_base, libmembarrier::hazard_pointer_obj_base<node> {
	~node()
	{
		live = 0;
		deleted++;
	}
	int live = 0x5afe;
};

struct entry : libmembarrier::rcu_obj_base<entry> {
	~entry()
	{
		live = 0;
		deleted++;
	}
	int live = 0x5afe;
};

struct plain {
	~plain()
	{
		deleted++;
	}
};

/* A deleter with a state of its own; not the default one. */
struct counter {
	int *count = nullptr;

	template <class T> void operator()(T *object) const
	{
		++*count;
		delete object;
	}
};

struct counted : libmembarrier::hazard_pointer_obj_base<counted, counter> {};
struct counted_entry : libmembarrier::rcu_obj_base<counted_entry, counter> {};

/* Read through hazard pointers here, and in sections there. */
struct both : libmembarrier::rcu_obj_base<both>, libmembarrier::hazard_pointer_obj_base<both> {
	using by_hazard = libmembarrier::hazard_pointer_obj_base<both>;
	using by_rcu = libmembarrier::rcu_obj_base<both>;

	~both()
	{
		deleted++;
	}
};

static_assert(!std::is_copy_constructible<libmembarrier::hazard_pointer>::value, "");
static_assert(std::is_nothrow_move_constructible<libmembarrier::hazard_pointer>::value, "");
static_assert(std::is_nothrow_move_assignable<libmembarrier::hazard_pointer>::value, "");
static_assert(std::is_nothrow_default_constructible<libmembarrier::hazard_pointer>::value, "");
static_assert(!std::is_copy_constructible<libmembarrier::rcu_domain>::value, "");
static_assert(!std::is_default_constructible<libmembarrier::rcu_domain>::value, "");
static_assert(!std::is_constructible<libmembarrier::rcu_obj_base<entry>>::value, "");
static_assert(!std::is_constructible<libmembarrier::hazard_pointer_obj_base<node>>::value, "");

static void hazards_in_one_thread()
{
	libmembarrier::hazard_pointer none, h = libmembarrier::make_hazard_pointer();
	node *first = new node, *second = new node;
	std::atomic<node *> source(first);
	node *seen = second;

	CHECK(none.empty() && !h.empty(), "what is empty");
	CHECK(!h.try_protect(seen, source) && seen == first && h.try_protect(seen, source), "try_protect");
	CHECK(h.protect(source) == first, "protect");
	source = second;
	first->retire();
	CHECK(membarrier_hazard_reclaim(nullptr, 10) == 0 && first->live, "deleted under a hazard pointer");
	swap(none, h);
	CHECK(h.empty() && !none.empty(), "swap");
	h = std::move(none);
	h.reset_protection();
	CHECK(membarrier_hazard_reclaim(nullptr, 10) == 1 && deleted == 1, "not deleted");
	h.reset_protection(second);
	second->retire();
	CHECK(membarrier_hazard_reclaim(nullptr, 10) == 0, "deleted under a hazard pointer");
	/* Another thread ends the protection. */
	std::thread([](libmembarrier::hazard_pointer moved) { CHECK(!moved.empty(), "moved"); }, std::move(h)).join();
	CHECK(membarrier_hazard_reclaim(nullptr, 10) == 1 && deleted == 2, "not deleted");
}

static void rcu_in_one_thread()
{
	deleted = 0;
	{
		std::unique_lock<libmembarrier::rcu_domain> outer(libmembarrier::rcu_default_domain());
		std::unique_lock<libmembarrier::rcu_domain> inner(libmembarrier::rcu_default_domain());

		(new entry)->retire();
		libmembarrier::rcu_retire(new plain);
	}
	libmembarrier::rcu_synchronize();
	libmembarrier::rcu_barrier();
	CHECK(deleted == 2, "%d deleted", deleted.load());
}

static void empty_sources_and_moves()
{
	libmembarrier::hazard_pointer h = libmembarrier::make_hazard_pointer(), other;
	std::atomic<node *> source(nullptr);
	node *object = new node, *seen = object;

	CHECK(!h.protect(source), "protects nothing");
	CHECK(!h.try_protect(seen, source) && !seen && h.try_protect(seen, source), "try_protect of nothing");
	deleted = 0;
	h.reset_protection(object);
	object->retire();
	libmembarrier::hazard_pointer &same = h;
	h = std::move(same);
	CHECK(!h.empty() && membarrier_hazard_reclaim(nullptr, 10) == 0, "assigned to itself");
	other = libmembarrier::make_hazard_pointer();
	other = std::move(h); /* What other had is put; the protection moves. */
	CHECK(h.empty() && membarrier_hazard_reclaim(nullptr, 10) == 0 && deleted == 0, "moved without its protection");
	other.reset_protection(static_cast<node *>(nullptr));
	CHECK(membarrier_hazard_reclaim(nullptr, 10) == 1 && deleted == 1, "not deleted");
}

static void deleters()
{
	int count = 0;
	counter deleter;
	libmembarrier::hazard_pointer h = libmembarrier::make_hazard_pointer();

	deleter.count = &count;
	(new counted)->retire(deleter);
	CHECK(membarrier_hazard_drain(nullptr) == 0 && count == 1, "another deleter: %d", count);
	(new counted_entry)->retire(deleter);
	libmembarrier::rcu_retire(new plain, deleter);
	libmembarrier::rcu_retire(new int, [&count](int *object) {
		delete object;
		count++;
	});
	libmembarrier::rcu_barrier();
	CHECK(count == 4, "other deleters: %d", count);

	both *by_hazard = new both, *by_rcu = new both;
	deleted = 0;
	h.reset_protection(by_hazard);
	by_hazard->both::by_hazard::retire();
	CHECK(membarrier_hazard_reclaim(nullptr, 10) == 0, "deleted under a hazard pointer");
	h.reset_protection();
	by_rcu->both::by_rcu::retire();
	libmembarrier::rcu_barrier();
	CHECK(membarrier_hazard_drain(nullptr) == 0 && deleted == 2, "an object of both bases");
}

static void beside_a_reader()
{
	std::atomic<node *> hazard_source(new node);
	std::atomic<entry *> rcu_source(new entry);
	std::atomic<bool> stop(false);

	std::thread reader([&] {
		libmembarrier::hazard_pointer h = libmembarrier::make_hazard_pointer();

		while (!stop) {
			CHECK(h.protect(hazard_source)->live == 0x5afe, "deleted under a hazard pointer");
			libmembarrier::rcu_default_domain().lock();
			CHECK(rcu_source.load(std::memory_order_acquire)->live == 0x5afe, "deleted in a section");
			libmembarrier::rcu_default_domain().unlock();
		}
	});
	for (int i = 0; i < 20000; i++) {
		hazard_source.exchange(new node)->retire();
		rcu_source.exchange(new entry)->retire();
	}
	stop = true;
	reader.join();
	hazard_source.load()->retire();
	rcu_source.load()->retire();
	CHECK(membarrier_hazard_drain(nullptr) == 0, "cannot drain");
	libmembarrier::rcu_barrier();
}

int main()
{
	hazards_in_one_thread();
	rcu_in_one_thread();
	empty_sources_and_moves();
	deleters();
	beside_a_reader();
	return 0;
}
