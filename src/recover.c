/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* recover.c - what becomes of a barrier that the system refuses after it was chosen. */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "select.h"
#include "share.h"

static size_t recovered, refusals;

/* How often a barrier that failed for want of memory is tried again: about a second in all. */
#define ATTEMPTS 100

static bool may_pass(int error)
{
	return error == -ENOMEM || error == -EAGAIN || error == -EINTR;
}

/* A strategy that failed once: its set-up may be gone (checkpoint/restore), or the system short of memory. */
static int retry(const struct strategy_ *strategy)
{
	int error = -EAGAIN;

	for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
		error = strategy->renew();
		if (!error)
			error = strategy->issue();
		if (!may_pass(error))
			break;
		membarrier_port_pause_(attempt);
	}
	return error;
}

/*
 * The system refuses what it granted at the start, and fast paths are cheap by
 * now: nothing less than a barrier on every thread will do, from this strategy or
 * from any other that is sound here.
 */
NEVER_INLINE_ int membarrier_recover_(const struct strategy_ *refused)
{
	int error = retry(refused);

	for (unsigned i = 0; error && membarrier_candidate_(i)->id > 0; i++)
		if (membarrier_candidate_(i) != refused && membarrier_verdict_(i)->verdict == MEMBARRIER_OFFERED)
			error = retry(membarrier_candidate_(i));
	atomic_add_relaxed_(error ? &refusals : &recovered, 1);
	return error;
}

size_t membarrier_recovered_(void)
{
	return atomic_load_relaxed_(&recovered);
}

size_t membarrier_refused_(void)
{
	return atomic_load_relaxed_(&refusals);
}
