/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * liar.c - a library that does not do what it says. The environment variable LIE is
 * version  it is another version's;
 * local    its slow path is a local full fence, while fast paths are cheap;
 * missing  its fast paths are full fences, but some slow paths are never counted.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>
#include <membarrier/home.h>

struct membarrier_flag_ membarrier_strategy_ = { .id = 1 };
unsigned membarrier_tsan_;
static uint64_t called;

static int lie_is(const char *name)
{
	const char *lie = getenv("LIE");

	return lie && strcmp(lie, name) == 0;
}

__attribute__((constructor)) static void begin(void)
{
	if (lie_is("missing"))
		membarrier_strategy_.id = -1;
}

void membarrier_slow_path_for_(struct membarrier_flag_ *flag, int pledged)
{
	(void)flag;
	(void)pledged;
	MEMBARRIER_FULL_FENCE_(); /* Pairs with full fences only: that is the lie. */
	__atomic_fetch_add(&called, 1, __ATOMIC_RELAXED);
	MEMBARRIER_FULL_FENCE_(); /* Likewise. */
}

bool membarrier_try_slow_path_for_(struct membarrier_flag_ *flag, int pledged)
{
	membarrier_slow_path_for_(flag, pledged);
	return true;
}

int membarrier_get_info_for_(struct membarrier_flag_ *flag, struct membarrier_info *info)
{
	info->strategy = "liar";
	info->reason = "for a test";
	info->basis = "nothing";
	info->setting = NULL;
	info->asymmetric = flag->id > 0;
	info->documented = 0;
	info->candidates = 0;
	return 0;
}

int membarrier_get_home_info_for_(struct membarrier_flag_ *flag, struct membarrier_info *info)
{
	membarrier_get_info_for_(flag, info);
	info->strategy = "every-cpu";
	return 0;
}

int membarrier_get_candidate_for_(unsigned index, struct membarrier_candidate *candidate)
{
	(void)index;
	(void)candidate;
	return -ENOENT;
}

int membarrier_get_stats_for_(struct membarrier_stats *stats)
{
	uint64_t count = __atomic_load_n(&called, __ATOMIC_RELAXED);

	if (lie_is("missing"))
		count -= count / 1000;
	stats->slow_paths = count;
	stats->barriers = membarrier_strategy_.id > 0 ? count : 0;
	stats->joined = stats->recovered = stats->declined = 0;
	return 0;
}

int membarrier_require_for_(struct membarrier_flag_ *flag, unsigned properties)
{
	(void)flag;
	(void)properties;
	return 0;
}

int membarrier_selftest_for_(unsigned milliseconds, struct membarrier_selftest_report *selftest)
{
	(void)milliseconds;
	(void)selftest;
	return -EAGAIN;
}

unsigned membarrier_version(void)
{
	return lie_is("version") ? 999800 : MEMBARRIER_VERSION;
}
