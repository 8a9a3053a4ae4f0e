/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sync_policy.c - the blocks' policy, which can also be set to stay fenced, or asymmetric. For libbench_forms, in
 * which the functions of src/sync/policy.c have names that begin with adaptive_.
 */
#include <membarrier/pair.h>

#include "sync.h"

__attribute__((visibility("default"))) enum form sync_form;

bool adaptive_fenced(struct membarrier_policy_ *policy);
bool adaptive_stay(struct membarrier_policy_ *policy, uint64_t begin);
bool adaptive_quiet(struct membarrier_policy_ *policy);

/* As src/sync/policy.h declares them. */
bool mb_sync_policy_fenced(struct membarrier_policy_ *policy);
bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin);
bool mb_sync_policy_quiet(struct membarrier_policy_ *policy);

bool mb_sync_policy_fenced(struct membarrier_policy_ *policy)
{
	return sync_form == ADAPTIVE ? adaptive_fenced(policy) : sync_form == ASYMMETRIC;
}

bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin)
{
	return sync_form == ADAPTIVE ? adaptive_stay(policy, begin) : sync_form == ASYMMETRIC;
}

/* Calls the adaptive one in any case, because it counts the next block. */
bool mb_sync_policy_quiet(struct membarrier_policy_ *policy)
{
	bool quiet = adaptive_quiet(policy);

	return sync_form == ADAPTIVE ? quiet : sync_form == ASYMMETRIC;
}
