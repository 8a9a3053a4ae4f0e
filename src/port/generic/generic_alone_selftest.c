/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* generic_alone_selftest.c - the selftest's second thread where there is none to be had: WebAssembly without threads. */
#if defined(__wasi__) && !defined(_REENTRANT)

#define MEMBARRIER_BUILDING_ 1
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

void membarrier_port_peer_join_(struct peer_ *peer)
{
	(void)peer;
}

#else
typedef int membarrier_generic_alone_selftest_is_elsewhere_;
#endif
