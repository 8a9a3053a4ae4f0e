/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* wait.h - how long a caller waits for another caller's barrier, and what it does then. */
#ifndef MEMBARRIER_WAIT_H_
#define MEMBARRIER_WAIT_H_

#include "share.h"

/* Serves what needs a barrier of that number or a later one. False where the system refuses every barrier. */
INTERNAL_ bool membarrier_serve_(const struct strategy_ *strategy, uint64_t need);

/* The barrier in flight does not end, as far as one that does not wait for it can tell. */
INTERNAL_ bool membarrier_lost_(void);

#endif
