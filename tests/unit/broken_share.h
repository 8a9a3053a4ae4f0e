/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * broken_share.h - the mistake that the rule of src/share.h is there to prevent, for controls:
 * included before the library's files, it makes callers take any barrier that ends after
 * they entered, even one that had begun before.
 */
#ifndef MEMBARRIER_TEST_BROKEN_SHARE_H
#define MEMBARRIER_TEST_BROKEN_SHARE_H

#include "../../src/share.h"

static inline uint64_t broken_need(void)
{
	return atomic_load_relaxed_(&membarrier_shared_.done) + 1;
}

#define membarrier_need_ broken_need

#endif
