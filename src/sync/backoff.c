/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* backoff.c - how a thread waits for another thread that will act soon. */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "backoff.h"

#include "atomics.h"
#include "port.h"

enum { SPINS = 1000, SLEEP_NS = 100000 };

void mb_sync_back_off(unsigned *times)
{
	static const uint32_t never;

	if (++*times < SPINS)
		cpu_relax();
	else
		mb_sync_port_park(&never, 0, mb_sync_port_now() + SLEEP_NS);
}
