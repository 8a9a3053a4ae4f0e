/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * broken_coalesce.h - the mistakes that the rule of src/coalesce.h is there to prevent, for controls:
 * included before the library's files, it makes callers that meet take a barrier that had
 * begun before they entered, if it ends later; or, with BROKEN_IN_ANY_CASE, even if not.
 */
#ifndef MEMBARRIER_TEST_BROKEN_COALESCE_H
#define MEMBARRIER_TEST_BROKEN_COALESCE_H

#include "../../src/coalesce.h"

static inline uint64_t broken_need(void)
{
#ifdef BROKEN_IN_ANY_CASE
	return atomic_load_relaxed_(&membarrier_shared_.started);
#else
	return atomic_load_relaxed_(&membarrier_shared_.done) + 1;
#endif
}

#define membarrier_need_ broken_need

#ifdef BROKEN_IN_ANY_CASE
/* Only every fourth caller leads: the others take what is over. */
static inline bool broken_begin_if_idle(uint64_t *index)
{
	static unsigned turns;

	return atomic_add_relaxed_(&turns, 1) % 4 == 0 && membarrier_begin_if_idle_(index);
}

#define membarrier_begin_if_idle_ broken_begin_if_idle
#endif

#endif
