/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclaim_refused.c - reclamation in a thread for which there is no memory. */
#include <errno.h>

#include "made_up_reclaim.h"

int main(void)
{
	static struct membarrier_retired objects[3];
	membarrier_hazard_slot_t *slot[MEMBARRIER_SLOTS_ + 1];
	membarrier_grace_t grace;

	port_has_no_memory = true;
	CHECK(!membarrier_hazard_get(), "a slot without memory");
	membarrier_hazard_retire(NULL, &objects[0], reclaim);
	membarrier_quiescence_retire(&objects[1], reclaim);
	CHECK(membarrier_hazard_drain(NULL) == -ENOMEM && membarrier_hazard_reclaim(NULL, 1) == 0, "drains without a record");
	membarrier_quiescence_enter();
	membarrier_quiescence_start(&grace);
	membarrier_slow_path();
	CHECK(!membarrier_quiescence_poll(&grace), "over, while a section without a record goes on");
	CHECK(membarrier_quiescence_synchronize() == -EDEADLK, "waits for its own section");

	/* The thread gets its record in the middle of the section. */
	port_has_no_memory = false;
	membarrier_quiescence_enter();
	CHECK(!membarrier_attach(), "no record");
	membarrier_quiescence_leave();
	CHECK(!membarrier_quiescence_poll(&grace), "over, before the outer section is");
	membarrier_quiescence_leave();
	CHECK(membarrier_quiescence_poll(&grace), "not over after the section");

	/* There is no memory for a second record. */
	for (int i = 0; i < MEMBARRIER_SLOTS_; i++)
		CHECK((slot[i] = membarrier_hazard_get()), "no slot");
	for (int i = 0; i < MEMBARRIER_SLOTS_; i++)
		membarrier_hazard_put(slot[i]);
	membarrier_hazard_retire(NULL, &objects[2], reclaim);
	CHECK(membarrier_hazard_drain(NULL) == 0 && reclaimed == 2, "%u reclaimed", reclaimed);
	CHECK(membarrier_quiescence_drain() == 0 && reclaimed == 3, "%u reclaimed", reclaimed);

	port_cannot_watch = true;
	CHECK(membarrier_detach() == 0 && !membarrier_hazard_get(), "a record that nothing gives back");
	return 0;
}
