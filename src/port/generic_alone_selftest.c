/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* generic_alone_selftest.c - the selftest's second thread where there is none to be had: WebAssembly without threads. */
#if defined(__wasi__) && !defined(_REENTRANT)

#define _DEFAULT_SOURCE 1
#define MEMBARRIER_BUILDING_ 1
#include <time.h>

#include "../port_selftest.h"

unsigned membarrier_port_cpus_(void)
{
	return 1;
}

struct peer_ *membarrier_port_peer_start_(void (*run)(void *), void *argument)
{
	(void)run;
	(void)argument;
	return NULL;
}

bool membarrier_port_peer_pinned_(const struct peer_ *peer)
{
	(void)peer;
	return false;
}

bool membarrier_port_peer_losses_(const struct peer_ *peer, uint64_t *losses)
{
	(void)peer;
	(void)losses;
	return false;
}

void membarrier_port_peer_join_(struct peer_ *peer)
{
	(void)peer;
}

uint64_t membarrier_port_nanoseconds_(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool membarrier_port_interrupts_(const struct peer_ *peer, const struct strategy_ *strategy, struct interrupts_ *counts)
{
	(void)peer;
	(void)strategy;
	(void)counts;
	return false;
}

#else
typedef int membarrier_generic_alone_selftest_is_elsewhere_;
#endif
