/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* generic_selftest.c - the selftest's second thread, by POSIX alone. */
#if !defined(__linux__) && !defined(_WIN32) && (!defined(__wasi__) || defined(_REENTRANT))

#define _DEFAULT_SOURCE 1
#define MEMBARRIER_BUILDING_ 1
#include <stdlib.h>
#include <unistd.h>

#include "../port_selftest.h"
#include "../posix_selftest.h"

struct peer {
	struct posix_peer posix;
};

unsigned mb_port_cpus(void)
{
#ifdef _SC_NPROCESSORS_ONLN
	long online = sysconf(_SC_NPROCESSORS_ONLN);

	return online <= 0 ? 0 : online == 1 ? 1 : 2;
#else
	return 0;
#endif
}

static void *begin(void *argument)
{
	struct posix_peer *peer = argument;

	peer->run(peer->argument);
	return NULL;
}

struct peer *mb_port_peer_start(void (*run)(void *), void *argument)
{
	struct peer *peer = calloc(1, sizeof *peer);

	if (peer && posix_peer_start(&peer->posix, begin, run, argument))
		return peer;
	free(peer);
	return NULL;
}

void mb_port_peer_join(struct peer *peer)
{
	posix_peer_join(&peer->posix);
}

#else
typedef int mb_generic_selftest_is_elsewhere;
#endif
