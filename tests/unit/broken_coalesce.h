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
	return load_relaxed(&mb_shared.started);
#else
	return load_relaxed(&mb_shared.done) + 1;
#endif
}

#define mb_need broken_need

#ifdef BROKEN_IN_ANY_CASE
/* Only every fourth caller leads: the others take what is over. */
static inline bool broken_begin_if_idle(uint64_t *index)
{
	static unsigned turns;

	return add_relaxed(&turns, 1) % 4 == 0 && mb_begin_if_idle(index);
}

#define mb_begin_if_idle broken_begin_if_idle
#endif

#endif
