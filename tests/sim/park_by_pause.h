/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* park_by_pause.h - a park for scenarios: a thread that parks lets the other threads run, and looks again. */
#ifndef PARK_BY_PAUSE_H
#define PARK_BY_PAUSE_H

#include <membarrier/sim.h>

#include "sync/port.h"

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	(void)word;
	(void)expected;
	(void)deadline;
	membarrier_sim_pause();
	return true;
}

#endif
