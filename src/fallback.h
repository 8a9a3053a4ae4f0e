/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* fallback.h - what happens if the system refuses a barrier of the chosen strategy. */
#ifndef MEMBARRIER_FALLBACK_H_
#define MEMBARRIER_FALLBACK_H_

#include <stddef.h>

#include "atomics.h"
#include "port/port.h"

/* Makes the barrier that this strategy has refused: by it again, or by any other sound one. 0, or a negative errno value. */
INTERNAL_ int membarrier_recover_(const struct strategy_ *refused);

/* Makes one barrier by this strategy or, if that fails, by recovery. */
static inline ALWAYS_INLINE_ int membarrier_issue_(const struct strategy_ *strategy)
{
	int error = strategy->issue();

	return error ? membarrier_recover_(strategy) : 0;
}

/* Ends the program after a slow path failed: calls the last resorts, then abort(). */
INTERNAL_ void membarrier_give_up_(struct membarrier_flag_ *flag);

/* How many barriers failed at first and were then made; how many were never made. */
INTERNAL_ size_t membarrier_recovered_(void);
INTERNAL_ size_t membarrier_refused_(void);

#endif
