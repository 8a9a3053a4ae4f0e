/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* umtx.h - as much of it as the blocks' port uses, with FreeBSD's values; the test has the function. */
#ifndef MEMBARRIER_FAKE_UMTX_H
#define MEMBARRIER_FAKE_UMTX_H

#include <time.h>

#define UMTX_OP_WAIT_UINT_PRIVATE 15
#define UMTX_OP_WAKE_PRIVATE 16
#define UMTX_ABSTIME 1

struct _umtx_time {
	struct timespec _timeout;
	unsigned _flags;
	unsigned _clockid;
};

int _umtx_op(void *object, int operation, unsigned long value, void *size, void *time);

#endif
