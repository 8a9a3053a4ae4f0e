/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* made_up_reclaim.h - the made-up port for tests of reclamation: a park ends at once; reclaimed objects are counted. */
#ifndef MADE_UP_RECLAIM_H
#define MADE_UP_RECLAIM_H

#include <membarrier/quiescence.h>

#include "made_up_port.h"

static unsigned reclaimed;

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	(void)word;
	(void)expected;
	(void)deadline;
	return true;
}

static inline void reclaim(struct membarrier_retired *object)
{
	(void)object;
	reclaimed++;
}

#endif
