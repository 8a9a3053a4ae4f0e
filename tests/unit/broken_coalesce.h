/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * broken_coalesce.h - the mistakes that the rule of src/coalesce.h prevents, for controls. Included before
 * the library's files, it makes callers accept a barrier that began before they entered and ends
 * later; with BROKEN_IN_ANY_CASE, also one that has ended.
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
/* Every fourth caller leads: the others accept a barrier that is over. */
static inline bool broken_begin_if_idle(uint64_t *index)
{
	static unsigned turns;

	return add_relaxed(&turns, 1) % 4 == 0 && mb_begin_if_idle(index);
}

#define mb_begin_if_idle broken_begin_if_idle
#endif

#endif
