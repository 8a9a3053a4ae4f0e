/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* candidate.c - the strategies of this system, plain fences last, and what all threads agree on about each. */
#define MEMBARRIER_BUILDING_ 1
#include "select.h"

#include <errno.h>

#include "atomics.h"

static const struct verdict fence_verdict = { MEMBARRIER_OFFERED, 0,
	                                          "always works: fast and slow path are both ordinary full fences" };

static const struct verdict *probe_fence(void)
{
	return &fence_verdict;
}

static int nothing(void)
{
	return 0;
}

static const struct strategy fence = {
	.id = MB_FENCE_ID,
	.name = "fence",
	.basis = "the language: two full fences order each other",
	.documented = true,
	.probe = probe_fence,
	.issue = nothing,
	.renew = nothing,
};

/*
 * The flag is > 0, and this copy does not have that strategy: a newer copy chose it, or this
 * copy was built with MEMBARRIER_FENCE_ONLY. Fast paths are free, so plain fences would be
 * unsound. The barrier of this strategy always fails; recovery then uses a strategy that is
 * sound here, or the slow path fails.
 */
static int unheard_of(void)
{
	return -ENOSYS;
}

static const struct strategy foreign = {
	.id = MB_FOREIGN_ID,
	.name = "foreign",
	.basis = "chosen by another copy of this library in the process, which knows it",
	.documented = false,
	.probe = probe_fence,
	.issue = unheard_of,
	.renew = nothing,
};

#ifdef MEMBARRIER_FENCE_ONLY
static const struct strategy *const strategies[] = { NULL };
#else
#define strategies mb_port_strategies
#endif

/* The verdicts that all threads agree on; NULL: not known yet. */
static const struct verdict *agreed_verdict[MB_PORT_MOST];

static unsigned count(void)
{
	unsigned n = 0;

	while (strategies[n])
		n++;
	return n;
}

const struct strategy *mb_candidate(unsigned index)
{
	unsigned n = count();

	return index < n ? strategies[index] : index == n ? &fence : NULL;
}

const struct verdict *mb_agree(const struct verdict **agreed_on, const struct verdict *(*probe)(void))
{
	/* PUBLISH-1: pairs with PUBLISH-2; what the prober set up (a registration, pages)
	 * is then there for every thread that reads its verdict. */
	const struct verdict *mine, *agreed = load_acquire(agreed_on);

	if (agreed)
		return agreed;
	mine = probe();
	/* PUBLISH-2: release for PUBLISH-1, acquire if another prober was first. */
	return compare_exchange(agreed_on, &agreed, mine) ? mine : agreed;
}

const struct verdict *mb_verdict(unsigned index)
{
	return index < count() ? mb_agree(&agreed_verdict[index], strategies[index]->probe) : &fence_verdict;
}

const struct strategy *mb_strategy_of(int id)
{
	for (unsigned i = 0; strategies[i]; i++)
		if (strategies[i]->id == id)
			return strategies[i];
	return id < 0 ? &fence : &foreign;
}
