/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* freebsd_park.c - sleeping on a word: _umtx_op(2), of FreeBSD 10 and later. It was never run on FreeBSD. */
#if defined(__FreeBSD__)

#include <errno.h>
#include <limits.h>
#include <sys/types.h>
#include <sys/umtx.h> /* after sys/types.h */
#include <time.h>

#include "../port.h"

/* The call takes the word without const, and the size of the time as a pointer (_umtx_op(2)). */
#define AS_POINTER(number) ((void *)(uintptr_t)(number))

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	struct _umtx_time time = {
		._timeout = { (time_t)(deadline / 1000000000u), (long)(deadline % 1000000000u) },
		._flags = UMTX_ABSTIME,
		._clockid = CLOCK_MONOTONIC,
	};
	int saved = errno;
	bool in_time = _umtx_op(AS_POINTER(word), UMTX_OP_WAIT_UINT_PRIVATE, expected,
	                        AS_POINTER(deadline ? sizeof time : 0), deadline ? &time : NULL) == 0 ||
	               errno != ETIMEDOUT;

	errno = saved;
	return in_time;
}

/* All, because the system does not know which sleeper has which expected value. */
void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask)
{
	int saved = errno;

	(void)all;
	(void)mask;
	_umtx_op(AS_POINTER(word), UMTX_OP_WAKE_PRIVATE, INT_MAX, NULL, NULL);
	errno = saved;
}

#else
typedef int membarrier_sync_freebsd_is_elsewhere_;
#endif
