/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* select.h - which strategy is in use, and what is known of the others. */
#ifndef MEMBARRIER_SELECT_H_
#define MEMBARRIER_SELECT_H_

#include "port.h"

/* The strategy in use; the first call chooses it. Plain fences have an id < 0 and nothing to call. */
const struct strategy_ *membarrier_chosen_(void);

/* Candidates by rank, plain fences last; NULL past the end. */
const struct strategy_ *membarrier_candidate_(unsigned index);

/* What all threads agree on about that candidate; the first call tries it. */
const struct verdict_ *membarrier_verdict_(unsigned index);

/* Why the strategy in use is in use, and what became of MEMBARRIER_STRATEGY (NULL: not set). */
const char *membarrier_choice_reason_(void);
const char *membarrier_setting_text_(void);

#endif
