/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* no_address_wait.h - for system files whose system cannot sleep on an address: callers that meet yield. */
#ifndef MEMBARRIER_PORT_NO_ADDRESS_WAIT_H_
#define MEMBARRIER_PORT_NO_ADDRESS_WAIT_H_

#include "../port.h"

bool membarrier_port_sleep_(const uint32_t *word, uint32_t expected, uint32_t nanoseconds)
{
	(void)word;
	(void)expected;
	(void)nanoseconds;
	membarrier_port_yield_();
	return true;
}

unsigned membarrier_port_wake_(const uint32_t *word, unsigned most)
{
	(void)word;
	(void)most;
	return 0;
}

#endif
