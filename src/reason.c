/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reason.c - why a strategy was chosen, and why a slow path failed, in words. */
#define MEMBARRIER_BUILDING_ 1
#include "select.h"

const char *mb_choice_reason(const struct strategy *chosen)
{
	int asked = mb_rank_asked_for();

	if (asked >= 0 && mb_candidate((unsigned)asked) == chosen)
		return "asked for with MEMBARRIER_STRATEGY";
	if (chosen->id == MB_FOREIGN_ID)
		return "another copy of the library in this process chose what this copy does not know";
	if (chosen->id != MB_FENCE_ID)
		return "the best of this system's strategies that is known to be sound here";
#ifdef MEMBARRIER_FENCE_ONLY
	return "the library was built with MEMBARRIER_FENCE_ONLY";
#else
	return mb_candidate(0)->id != MB_FENCE_ID ? "no process-wide barrier is known to be sound here"
	                                          : "no process-wide barrier is known for this system";
#endif
}

const char *mb_refusal(const struct strategy *chosen)
{
	if (chosen->id == MB_FOREIGN_ID)
		return "libmembarrier: another copy of the library in this process made fast paths free, and this one has no "
			   "process-wide barrier for them: it is older, or was built with MEMBARRIER_FENCE_ONLY\n";
	if (chosen->id < 0)
		return "libmembarrier: this program was built with MEMBARRIER_ASSUME_ASYMMETRIC, and no process-wide barrier "
			   "is known to be sound here (`membarrier info` says why)\n";
	return "libmembarrier: the system refuses the process-wide barrier it granted at start-up, and has no other that is "
		   "sound; fast paths are unordered without it\n";
}
