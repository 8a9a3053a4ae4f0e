/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclamation_pledged.c - a reader of a program that pledges an asymmetric strategy, as the loop by hand does. */
#define MEMBARRIER_ASSUME_ASYMMETRIC
#include "reclamation.h"

#include <membarrier/hazard.h>
#include <stdio.h>
#include <stdlib.h>

static struct {
	struct membarrier_retired *object __attribute__((aligned(128)));
} shared;

static membarrier_hazard_slot_t *get_slot(void)
{
	static struct membarrier_retired one;
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

	if (!slot) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
	__atomic_store_n(&shared.object, &one, __ATOMIC_RELAXED);
	return slot;
}

WORK_LOOP(
	pledged_protect, membarrier_hazard_slot_t *slot = get_slot(),
	{
		membarrier_hazard_protect(slot, &shared.object);
		membarrier_hazard_clear(slot);
	},
	membarrier_hazard_put(slot))
