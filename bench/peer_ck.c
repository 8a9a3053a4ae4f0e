/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* peer_ck.c - Concurrency Kit's full fence. */
#include "peers.h"

#include <stddef.h>

#ifdef HAVE_CK
#include <ck_pr.h>

const char *peer_ck_version(void)
{
	return HAVE_CK;
}

HOT_LOOP(loop_ck_fence_memory, ck_pr_fence_memory()) /* No partner: only the cost matters. */

#else

const char *peer_ck_version(void)
{
	return NULL;
}

HOT_LOOP(loop_ck_fence_memory, (void)0)

#endif
