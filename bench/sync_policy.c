/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync_policy.c - the blocks' policy, and the same told to stay fenced, or asymmetric. In libbench_forms. */
#define mb_sync_policy_fenced adaptive_fenced
#define mb_sync_policy_stay adaptive_stay
#define mb_sync_policy_quiet adaptive_quiet
#include "../src/sync/policy.c"
#undef mb_sync_policy_fenced
#undef mb_sync_policy_stay
#undef mb_sync_policy_quiet

#include "sync.h"

__attribute__((visibility("default"))) enum form sync_form;

LOCAL_ bool mb_sync_policy_fenced(struct membarrier_policy_ *policy);
LOCAL_ bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin);
LOCAL_ bool mb_sync_policy_quiet(struct membarrier_policy_ *policy, const void *block);

bool mb_sync_policy_fenced(struct membarrier_policy_ *policy)
{
	return sync_form == ADAPTIVE ? adaptive_fenced(policy) : sync_form == ASYMMETRIC;
}

bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin)
{
	return sync_form == ADAPTIVE ? adaptive_stay(policy, begin) : sync_form == ASYMMETRIC;
}

bool mb_sync_policy_quiet(struct membarrier_policy_ *policy, const void *block)
{
	bool quiet = adaptive_quiet(policy, block);

	return sync_form == ADAPTIVE ? quiet : sync_form == ASYMMETRIC;
}
