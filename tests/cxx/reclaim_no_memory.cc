// SPDX-License-Identifier: MIT OR Apache-2.0
/* reclaim_no_memory.cc - hazard_pointer.hpp and rcu.hpp where memory is short; with and without exceptions. */
#include <cstdint>
#include <cstdlib>
#include <new>

#include <membarrier/hazard_pointer.hpp>
#include <membarrier/rcu.hpp>

#include "test.h"

static bool no_memory;
static int deleted;

void *operator new(std::size_t size)
{
	void *memory = no_memory ? nullptr : std::malloc(size);

	if (!memory)
#ifdef __cpp_exceptions
		throw std::bad_alloc();
#else
		std::abort();
#endif
	return memory;
}

void operator delete(void *memory) noexcept
{
	std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
	std::free(memory);
}

/* The port of libmembarrier-sync. */
extern "C" {
struct mb_sync_port_signals;
std::uint64_t mb_sync_port_now(void);
void *mb_sync_port_memory(std::size_t size);
void mb_sync_port_hold_signals(struct mb_sync_port_signals *signals);
void mb_sync_port_release_signals(const struct mb_sync_port_signals *signals);
void mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void));
int mb_sync_port_watch_thread(void);
bool mb_sync_port_park(const std::uint32_t *word, std::uint32_t expected, std::uint64_t deadline);

std::uint64_t mb_sync_port_now(void)
{
	return 0;
}

void *mb_sync_port_memory(std::size_t size)
{
	return no_memory ? nullptr : std::calloc((size + 127) / 128 + 1, 128);
}

void mb_sync_port_hold_signals(struct mb_sync_port_signals *)
{
}

void mb_sync_port_release_signals(const struct mb_sync_port_signals *)
{
}

void mb_sync_port_on_threads(void (*)(void), void (*)(void))
{
}

int mb_sync_port_watch_thread(void)
{
	return 0;
}

bool mb_sync_port_park(const std::uint32_t *, std::uint32_t, std::uint64_t)
{
	return true;
}
}

struct plain {
	~plain()
	{
		deleted++;
	}
};

struct node : libmembarrier::hazard_pointer_obj_base<node>, plain {};
struct entry : libmembarrier::rcu_obj_base<entry>, plain {};

/* What has its base needs no memory. */
static void retire_without_memory(node *object, entry *other)
{
	object->retire();
	other->retire();
	CHECK(deleted == 0, "deleted at once");
}

#ifdef __cpp_exceptions
static bool throws(void (*action)())
{
	try {
		action();
	} catch (const std::bad_alloc &) {
		return true;
	}
	return false;
}

static plain *object;
#endif

int main()
{
	node *first = new node;
	entry *second = new entry;

#ifdef __cpp_exceptions
	object = new plain;
	no_memory = true;
	CHECK(throws([] { libmembarrier::make_hazard_pointer(); }), "a hazard pointer without memory");
	CHECK(throws([] { libmembarrier::rcu_retire(object); }) && deleted == 0, "retired without memory");
	libmembarrier::rcu_default_domain().lock(); /* Also where nothing could be waited for. */
	CHECK(throws([] { libmembarrier::rcu_retire(object); }) && deleted == 0, "retired without memory in a section");
	libmembarrier::rcu_default_domain().unlock();
	delete object; /* Still the caller's. */
	CHECK(deleted == 1, "%d deleted", deleted);
	deleted = 0;
#else
	no_memory = true;
	CHECK(libmembarrier::make_hazard_pointer().empty(), "a hazard pointer without memory");
#endif
	retire_without_memory(first, second);
	no_memory = false;
	CHECK(!libmembarrier::make_hazard_pointer().empty(), "no hazard pointer");
	CHECK(membarrier_hazard_drain(nullptr) == 0 && deleted == 1, "%d deleted", deleted);
	libmembarrier::rcu_barrier();
	CHECK(deleted == 2, "%d deleted", deleted);
	return 0;
}
