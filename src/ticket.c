/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * ticket.c - asking later whether anybody's barrier has served: the index rule of share.h, in two halves.
 *
 * The number in a ticket is this copy's, and means nothing in another. So a copy gives and
 * reads numbers only for the flag that says it is the owner: one flag has one owner, whatever
 * the linker did. For any other flag a ticket is a barrier made at once, and a number that
 * it is asked about, which another copy must have given, asks for a barrier. Without numbers
 * (share.h) no flag is ours in this sense.
 */
#define MEMBARRIER_BUILDING_ 1
#include "select.h"
#include "wait.h"

/* Not by the flag's address: the flag may be a copy that the linker made of it, or another's that took its place. */
static bool ours(const struct membarrier_flag_ *flag)
{
	return MEMBARRIER_NUMBERS_ && flag->owner == &membarrier_shared_;
}

membarrier_ticket_t membarrier_ticket_for_(struct membarrier_flag_ *flag, int pledged)
{
	membarrier_ticket_t ticket = { 0 };

	if (membarrier_chosen_(flag)->id > 0 && !ours(flag)) {
		membarrier_slow_path_for_(flag, pledged);
		return ticket;
	}
	/* TICKET-1: SB-a of a caller that is served later; pairs with the fast path, through the barrier. */
	MEMBARRIER_FULL_FENCE_();
	ticket.index = membarrier_need_();
	return ticket;
}

bool membarrier_ticket_passed_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket)
{
	/* Plain fences: the ticket's own fence was the caller's half, and every fast path that pledged nothing has the other. */
	if (atomic_load_relaxed_(&flag->id) < 0)
		return !pledged;
	if (ours(flag))
		return membarrier_passed_(ticket.index);
	return !ticket.index || membarrier_try_slow_path_for_(flag, pledged);
}

void membarrier_ticket_wait_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket)
{
	const struct strategy_ *strategy;
	uint64_t index;

	if (membarrier_ticket_passed_for_(flag, pledged, ticket))
		return;
	strategy = membarrier_chosen_(flag);
	if (strategy->id < 0 || !ours(flag))
		membarrier_slow_path_for_(flag, pledged);
	else if (!(membarrier_begin_if_idle_(&index) ? membarrier_lead_(strategy, index)
	                                             : membarrier_serve_(strategy, ticket.index)))
		membarrier_give_up_(flag);
}
