/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* select.h - which strategy is in use, and what is known of the others. */
#ifndef MEMBARRIER_SELECT_H_
#define MEMBARRIER_SELECT_H_

#include "port/port.h"

/* The strategy that a flag says is in use; the first call chooses it. Plain fences have an id < 0 and nothing to call. */
INTERNAL_ const struct strategy_ *membarrier_chosen_(struct membarrier_flag_ *flag);

/* ---- reason.c: for operators ---- */

/* Why a slow path failed, in one line for the last resorts. */
INTERNAL_ const char *membarrier_refusal_(const struct strategy_ *chosen);

/* Why a chosen strategy was chosen. */
INTERNAL_ const char *membarrier_choice_reason_(const struct strategy_ *chosen);

/* ---- candidate.c: the strategies of this system ---- */

/* Ids that no port has: plain fences, and what another copy of the library chose. */
enum { MEMBARRIER_FENCE_ID_ = -1, MEMBARRIER_FOREIGN_ID_ = 0x7fffffff };

/* The strategy with that id; the foreign one if this copy has none. */
INTERNAL_ const struct strategy_ *membarrier_strategy_of_(int id);

/* Candidates by rank, plain fences last; NULL past the end. */
INTERNAL_ const struct strategy_ *membarrier_candidate_(unsigned index);

/* The verdict on that candidate, on which all threads agree; the first call tries the candidate. */
INTERNAL_ const struct verdict_ *membarrier_verdict_(unsigned index);

/* ---- setting.c: MEMBARRIER_STRATEGY ---- */

/* The candidate that MEMBARRIER_STRATEGY names, if it can be used here; else -1. */
INTERNAL_ int membarrier_rank_asked_for_(void);

/* Whether MEMBARRIER_STRATEGY was obeyed, with the value that was read; NULL: not set. */
INTERNAL_ const char *membarrier_setting_text_(void);

#endif
