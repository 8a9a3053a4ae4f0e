/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* threads_refused.c - if there is no memory for a record, or a thread cannot be watched: -ENOMEM, and no harm. */
#include <errno.h>
#include <string.h>

#include "made_up_port.h"
#include "test.h"
#include "thread.h"

int main(void)
{
	struct membarrier_thread_ *none = membarrier_self_, *first;
	size_t before;

	CHECK(none && none->fenced == 0, "a thread without a record has one");
	port_has_no_memory = true;
	CHECK(membarrier_attach() == -ENOMEM && membarrier_self_ == none, "a record without memory");
	CHECK(!mb_sync_thread_rest() && mb_sync_thread_count() == 0, "records without memory");
	port_has_no_memory = false;
	port_cannot_watch = true;
	CHECK(membarrier_attach() == -ENOMEM && membarrier_self_ == none, "a record that nothing gives back");
	before = port_taken;
	port_cannot_watch = false;
	CHECK(membarrier_attach() == 0 && membarrier_self_ != none, "no record");
	CHECK(port_taken == before && mb_sync_thread_count() == 1, "the record that could not be watched was lost");
	first = membarrier_self_;
	port_thread_ended();
	CHECK(membarrier_self_ == none, "a thread that ended has a record");
	CHECK(membarrier_attach() == 0 && membarrier_self_ == first, "the record was not given back");
	return 0;
}
