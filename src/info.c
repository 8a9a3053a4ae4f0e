/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* info.c - what was chosen and why, for programs and for operators. */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "select.h"

#ifndef ENOTSUP
#define ENOTSUP EINVAL
#endif

int membarrier_get_info_for_(struct membarrier_flag_ *flag, struct membarrier_info *info)
{
	const struct strategy *chosen;

	/* 0.1 has the smallest such structure; a larger one is a newer header's. */
	if (!info || info->size < sizeof *info)
		return -EINVAL;
	chosen = mb_chosen(flag);
	info->strategy = chosen->name;
	info->reason = mb_choice_reason(chosen);
	info->basis = chosen->basis;
	info->setting = mb_setting_text();
	info->asymmetric = chosen->id > 0;
	info->documented = chosen->documented;
	info->candidates = 0;
	while (mb_candidate(info->candidates))
		info->candidates++;
	return 0;
}

int membarrier_get_candidate_for_(unsigned index, struct membarrier_candidate *candidate)
{
	const struct strategy *strategy = mb_candidate(index);
	const struct verdict *verdict;

	if (!candidate || candidate->size < sizeof *candidate)
		return -EINVAL;
	if (!strategy)
		return -ENOENT;
	verdict = mb_verdict(index);
	candidate->name = strategy->name;
	candidate->reason = verdict->reason;
	candidate->basis = strategy->basis;
	candidate->verdict = verdict->verdict;
	candidate->error = verdict->error;
	candidate->asymmetric = strategy->id > 0;
	candidate->documented = strategy->documented;
	return 0;
}

int membarrier_require_for_(struct membarrier_flag_ *flag, unsigned properties)
{
	const struct strategy *chosen;

	if (properties & ~(MEMBARRIER_REQUIRE_ASYMMETRIC | MEMBARRIER_REQUIRE_DOCUMENTED))
		return -EINVAL;
	chosen = mb_chosen(flag);
	if ((properties & MEMBARRIER_REQUIRE_ASYMMETRIC) && chosen->id < 0)
		return -ENOTSUP;
	if ((properties & MEMBARRIER_REQUIRE_DOCUMENTED) && !chosen->documented)
		return -ENOTSUP;
	return 0;
}

unsigned membarrier_version(void)
{
	return MEMBARRIER_VERSION;
}
