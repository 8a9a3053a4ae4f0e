/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* select.h - which strategy is in use, and what is known of the others. */
#ifndef MEMBARRIER_SELECT_H
#define MEMBARRIER_SELECT_H

#include "port/port.h"

/* The strategy that a flag says is in use; the first call chooses it. Plain fences have an id < 0 and nothing to call. */
MB_INTERNAL const struct strategy *mb_chosen(struct membarrier_flag_ *flag);

/* ---- reason.c: for operators ---- */

/* Why a slow path failed, in one line for the last resorts. */
MB_INTERNAL const char *mb_refusal(const struct strategy *chosen);

/* Why a chosen strategy was chosen. */
MB_INTERNAL const char *mb_choice_reason(const struct strategy *chosen);

/* ---- candidate.c: the strategies of this system ---- */

/* Ids that no port has: plain fences, and what another copy of the library chose. */
enum { MB_FENCE_ID = -1, MB_FOREIGN_ID = 0x7fffffff };

/* The strategy with that id; the foreign one if this copy has none. */
MB_INTERNAL const struct strategy *mb_strategy_of(int id);

/* Candidates by rank, plain fences last; NULL past the end. */
MB_INTERNAL const struct strategy *mb_candidate(unsigned index);

/* The verdict that all threads agree on; NULL in *agreed_on: not known yet, and then the probe is asked. */
MB_INTERNAL const struct verdict *mb_agree(const struct verdict **agreed_on, const struct verdict *(*probe)(void));

/* The verdict on that candidate, on which all threads agree; the first call tries the candidate. */
MB_INTERNAL const struct verdict *mb_verdict(unsigned index);

/* ---- setting.c: MEMBARRIER_STRATEGY ---- */

/* The candidate that MEMBARRIER_STRATEGY names, if it can be used here; else -1. */
MB_INTERNAL int mb_rank_asked_for(void);

/* Whether MEMBARRIER_STRATEGY was obeyed, with the value that was read; NULL: not set. */
MB_INTERNAL const char *mb_setting_text(void);

#endif
