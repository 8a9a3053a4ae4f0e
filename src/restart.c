/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* restart.c - restarting the critical sections of rseq(2) that other threads are in. The sections are the caller's own. */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include <membarrier.h>
#include <membarrier/restart.h>

#include "atomics.h"
#include "select.h"

#ifndef ENOTSUP
#define ENOTSUP EINVAL
#endif

static const struct restart *offered(void)
{
#ifdef MEMBARRIER_FENCE_ONLY
	return NULL;
#else
	static const struct verdict *agreed_verdict;
	const struct restart *restart = mb_port_kinds.restart;

	return restart && mb_agree(&agreed_verdict, restart->probe)->verdict == MEMBARRIER_OFFERED ? restart : NULL;
#endif
}

static int issue(const struct restart *restart, int cpu)
{
	int error;

	/* RESTART-1: what the caller has changed is there for a section that begins anew; pairs with its first load. */
	MEMBARRIER_FULL_FENCE_();
	error = restart->issue(cpu);
	if (error && !restart->renew())
		error = restart->issue(cpu);
	/* RESTART-2: what the sections did, then the caller's loads; pairs with their last stores. */
	MEMBARRIER_FULL_FENCE_();
	return error;
}

int membarrier_restart_cpu(int cpu)
{
	const struct restart *restart = offered();

	if (!restart)
		return -ENOTSUP;
	return cpu < 0 || cpu >= restart->cpus() ? -EINVAL : issue(restart, cpu);
}

int membarrier_restart_all(void)
{
	const struct restart *restart = offered();

	return restart ? issue(restart, MB_EVERY_CPU) : -ENOTSUP;
}
