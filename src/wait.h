/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* wait.h - how long a caller waits for another caller's barrier. */
#ifndef MEMBARRIER_WAIT_H
#define MEMBARRIER_WAIT_H

#include "coalesce.h"

/* Waits for a barrier of that number or a higher one, or makes it. False if the system refuses every barrier. */
MB_INTERNAL bool mb_serve(const struct strategy *strategy, uint64_t need);

/* For callers that do not wait: the barrier in flight has been there for so long that it counts as lost. */
MB_INTERNAL bool mb_lost(void);

#endif
