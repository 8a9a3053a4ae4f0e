/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * last_resort.c - how a slow path that failed ends the program.
 *
 * The library keeps hooks in an array. Adding a hook is a compare-and-swap into a free
 * place, so two libraries may add hooks at the same time. After a hook is removed, nothing
 * points into the library that added it, which may then be unloaded.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "select.h"
#include "share.h"

#define MOST 32

static membarrier_last_resort hooks[MOST];

int membarrier_add_last_resort(membarrier_last_resort hook)
{
	if (!hook)
		return -EINVAL;
	for (unsigned i = 0; i < MOST; i++) {
		membarrier_last_resort none = NULL;

		/* HOOK-1: what the hook needs is there before it; pairs with HOOK-2. */
		if (!atomic_load_relaxed_(&hooks[i]) && atomic_compare_exchange_(&hooks[i], &none, hook))
			return 0;
	}
	return -ENOSPC;
}

int membarrier_remove_last_resort(membarrier_last_resort hook)
{
	for (unsigned i = MOST; hook && i-- > 0;) {
		membarrier_last_resort there = hook;

		/* HOOK-3: as HOOK-1, for who adds to this place next; carries nothing but itself. */
		if (atomic_load_relaxed_(&hooks[i]) == hook && atomic_compare_exchange_(&hooks[i], &there, NULL))
			return 0;
	}
	return -ENOENT;
}

NEVER_INLINE_ void membarrier_give_up_(struct membarrier_flag_ *flag)
{
	const char *line = membarrier_refusal_(membarrier_chosen_(flag));

	for (unsigned i = MOST; i-- > 0;) {
		/* HOOK-2: pairs with HOOK-1. */
		membarrier_last_resort hook = atomic_load_acquire_(&hooks[i]);

		if (hook)
			hook(line);
	}
	membarrier_port_abort_(line);
}
