/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* hazard_pledged.c - a program that pledges asks the library before its own constructors run, and hazard pointers work. */
#define MEMBARRIER_ASSUME_ASYMMETRIC
#include <membarrier/hazard.h>

#include "../test.h"

static unsigned asked, asked_before;
static struct membarrier_retired object;
static _Atomic(void *) source = &object;

/* The loader prefers the program's function to the library's. */
void membarrier_hazard_pledge_(void)
{
	asked++;
}

/* The second priority that a program may have. */
__attribute__((constructor(102))) static void early(void)
{
	asked_before = asked;
}

int main(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	void *seen = NULL;

	CHECK(asked_before == 1 && asked == 1, "%u before, %u", asked_before, asked);
	CHECK(slot, "no slot");
	CHECK(membarrier_hazard_protect(slot, &source) == &object && *membarrier_hazard_at_(slot) == &object, "protect");
	membarrier_hazard_clear(slot);
	CHECK(!membarrier_hazard_try_protect(slot, &seen, &source) && seen == &object && !*membarrier_hazard_at_(slot),
	      "try_protect");
	membarrier_hazard_set(slot, &object);
	CHECK(*membarrier_hazard_at_(slot) == &object, "set");
	membarrier_hazard_put(slot);
	CHECK(!*membarrier_hazard_at_(slot), "put");
	printf("asked once\n");
	return 0;
}
