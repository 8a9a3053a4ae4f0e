/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* threads_refused.c - a system that has no memory for a record, or cannot watch a thread's end: -ENOMEM, and no harm. */
#include <errno.h>
#include <string.h>

#include "port.h"
#include "test.h"
#include "thread.h"

static bool no_memory, no_watch;
static _Alignas(64) char memory[1 << 20];
static size_t taken;

uint64_t sync_port_now(void)
{
	return 0;
}

void *sync_port_memory(size_t size)
{
	void *at = memory + taken;

	if (no_memory)
		return NULL;
	taken += (size + 63) / 64 * 64;
	CHECK(taken <= sizeof memory, "so much memory for one thread's records");
	return at;
}

void sync_port_hold_signals(struct sync_port_signals *signals)
{
	memset(signals, 0, sizeof *signals);
}

void sync_port_release_signals(const struct sync_port_signals *signals)
{
	(void)signals;
}

int sync_port_watch_thread(void)
{
	return no_watch ? -ENOMEM : 0;
}

int main(void)
{
	struct membarrier_thread_ *none = membarrier_self_, *first;
	size_t before;

	CHECK(none && none->fenced == 0, "a thread without a record has one");
	no_memory = true;
	CHECK(membarrier_attach() == -ENOMEM && membarrier_self_ == none, "a record without memory");
	CHECK(!sync_thread_rest() && sync_thread_count() == 0, "records without memory");
	no_memory = false;
	no_watch = true;
	CHECK(membarrier_attach() == -ENOMEM && membarrier_self_ == none, "a record that nothing gives back");
	before = taken;
	no_watch = false;
	CHECK(membarrier_attach() == 0 && membarrier_self_ != none, "no record");
	CHECK(taken == before && sync_thread_count() == 1, "the record that could not be watched was lost");
	first = membarrier_self_;
	sync_thread_ended();
	CHECK(membarrier_self_ == none, "a thread that ended has a record");
	CHECK(membarrier_attach() == 0 && membarrier_self_ == first, "the record was not given back");
	return 0;
}
