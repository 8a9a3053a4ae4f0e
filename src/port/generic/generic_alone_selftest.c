/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* generic_alone_selftest.c - the selftest's second thread where there can be none: WebAssembly without threads. */
#if defined(__wasi__) && !defined(_REENTRANT)

#define MEMBARRIER_BUILDING_ 1
#include "../port_selftest.h"

unsigned mb_port_cpus(void)
{
	return 1;
}

struct peer *mb_port_peer_start(void (*run)(void *), void *argument)
{
	(void)run;
	(void)argument;
	return NULL;
}

void mb_port_peer_join(struct peer *peer)
{
	(void)peer;
}

#else
typedef int mb_generic_alone_selftest_is_elsewhere;
#endif
