/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * generic_uncounted_selftest.c - what the selftest goes without on systems that do not tell a thread how often it lost
 * its CPU, nor how many interrupts a CPU took; and on those that keep no thread to one CPU.
 */
#if !defined(__linux__)

#define MEMBARRIER_BUILDING_ 1
#include "../port_selftest.h"

#if !defined(_WIN32)
bool mb_port_peer_pinned(const struct peer *peer)
{
	(void)peer;
	return false;
}
#endif

bool mb_port_peer_losses(const struct peer *peer, uint64_t *losses)
{
	(void)peer;
	(void)losses;
	return false;
}

bool mb_port_interrupts(const struct peer *peer, const struct strategy *strategy, struct interrupts *counts)
{
	(void)peer;
	(void)strategy;
	(void)counts;
	return false;
}

#else
typedef int mb_generic_uncounted_selftest_is_elsewhere;
#endif
