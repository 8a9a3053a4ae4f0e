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
	const struct strategy_ *chosen;

	/* 0.1 has the smallest such structure; a larger one is a newer header's. */
	if (!info || info->size < sizeof *info)
		return -EINVAL;
	chosen = membarrier_chosen_(flag);
	info->strategy = chosen->name;
	info->reason = membarrier_choice_reason_(chosen);
	info->basis = chosen->basis;
	info->setting = membarrier_setting_text_();
	info->asymmetric = chosen->id > 0;
	info->documented = chosen->documented;
	info->candidates = 0;
	while (membarrier_candidate_(info->candidates))
		info->candidates++;
	return 0;
}

int membarrier_get_candidate_for_(unsigned index, struct membarrier_candidate *candidate)
{
	const struct strategy_ *strategy = membarrier_candidate_(index);
	const struct verdict_ *verdict;

	if (!candidate || candidate->size < sizeof *candidate)
		return -EINVAL;
	if (!strategy)
		return -ENOENT;
	verdict = membarrier_verdict_(index);
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
	const struct strategy_ *chosen;

	if (properties & ~(MEMBARRIER_REQUIRE_ASYMMETRIC | MEMBARRIER_REQUIRE_DOCUMENTED))
		return -EINVAL;
	chosen = membarrier_chosen_(flag);
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
