/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* fallback.h - what happens if the system refuses a barrier of the chosen strategy. */
#ifndef MEMBARRIER_FALLBACK_H
#define MEMBARRIER_FALLBACK_H

#include <stddef.h>

#include "atomics.h"
#include "port/port.h"

/* Makes the barrier that this strategy has refused: by it again, or by any other sound one. 0, or a negative errno value. */
MB_INTERNAL int mb_recover(const struct strategy *refused);

/* Makes one barrier by this strategy or, if that fails, by recovery. */
static inline MB_ALWAYS_INLINE int mb_issue(const struct strategy *strategy)
{
	int error = strategy->issue();

	return error ? mb_recover(strategy) : 0;
}

/* Makes one barrier of a kind that no strategy can take the place of. 0, or a negative errno value. */
MB_INTERNAL int mb_make(const struct strategy *barrier);

/* Ends the program after a barrier failed: calls the last resorts with that line, then abort(). */
MB_INTERNAL void mb_give_up(const char *line);

/* How many barriers failed at first and were then made; how many were never made. */
MB_INTERNAL size_t mb_recovered(void);
MB_INTERNAL size_t mb_refused(void);

#endif
