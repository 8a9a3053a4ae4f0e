/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * generic_uncounted_selftest.c - what the selftest goes without on systems that do not tell a thread how often it lost
 * its CPU, nor how many interrupts a CPU took; and on those that keep no thread to one CPU.
 */
#if !defined(__linux__)

#define MEMBARRIER_BUILDING_ 1
#include "../port_selftest.h"

#if !defined(_WIN32)
bool membarrier_port_peer_pinned_(const struct peer_ *peer)
{
	(void)peer;
	return false;
}
#endif

bool membarrier_port_peer_losses_(const struct peer_ *peer, uint64_t *losses)
{
	(void)peer;
	(void)losses;
	return false;
}

bool membarrier_port_interrupts_(const struct peer_ *peer, const struct strategy_ *strategy, struct interrupts_ *counts)
{
	(void)peer;
	(void)strategy;
	(void)counts;
	return false;
}

#else
typedef int membarrier_generic_uncounted_selftest_is_elsewhere_;
#endif
