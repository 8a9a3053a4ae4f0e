/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim.c - bench/reclaim.c on the simulated machine: threads retire nodes, keep up to BATCH of them, and need a
 * barrier before they reclaim one.
 *
 * RAW and LIBRARY make one when a batch is full. TICKETS takes a ticket for each GROUP nodes, reclaims those whose
 * tickets have passed when a batch is full, and waits for the oldest ticket only if none has passed.
 */
#include <membarrier.h>
#include <string.h>

#include "simulator.h"

enum { BATCH = 64, GROUP = 8, GROUPS = BATCH / GROUP };

struct retired {
	membarrier_ticket_t tickets[GROUPS]; /* the oldest first; RAW and LIBRARY take none */
	unsigned groups;
};

static void forget(struct retired *retired, unsigned groups)
{
	retired->groups -= groups;
	memmove(retired->tickets, retired->tickets + groups, retired->groups * sizeof *retired->tickets);
}

static unsigned passed(const struct retired *retired)
{
	unsigned groups = 0;

	while (groups < retired->groups && membarrier_ticket_passed(retired->tickets[groups]))
		groups++;
	return groups;
}

static void reclaim(struct retired *retired)
{
	switch (plan.way) {
	case RAW:
		barrier_make();
		break;
	case TICKETS:
		if (!passed(retired))
			membarrier_ticket_wait(retired->tickets[0]);
		forget(retired, passed(retired));
		return;
	default:
		thread_spend(cost.own_code);
		membarrier_slow_path();
	}
	retired->groups = 0;
}

void program_reclaim(struct thread *thread)
{
	struct retired retired = { .groups = 0 };

	for (;;) {
		uint64_t began = now;

		thread_spend(GROUP * cost.node);
		if (plan.way == TICKETS) {
			thread_spend(cost.own_code / 2); /* A ticket has two of the three locked operations of a call. */
			retired.tickets[retired.groups] = membarrier_ticket();
		}
		if (++retired.groups == GROUPS)
			reclaim(&retired);
		if (began >= plan.begin && began < plan.end) {
			histogram_add(&plan.took, (double)(now - began) / GROUP);
			plan.sum += (double)(now - began);
			plan.calls += GROUP;
			thread->calls += GROUP;
		}
	}
}
