/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* ticket.c - asking later whether anybody's barrier has served: the index rule of share.h, in two halves. */
#define MEMBARRIER_BUILDING_ 1
#include "select.h"
#include "wait.h"

membarrier_ticket_t(membarrier_ticket)(void)
{
	membarrier_ticket_t ticket;

	(void)membarrier_chosen_();
	/* TICKET-1: SB-a of a caller that is served later; pairs with the fast path, through the barrier. */
	MEMBARRIER_FULL_FENCE_();
	ticket.index = membarrier_need_();
	return ticket;
}

bool(membarrier_ticket_passed)(membarrier_ticket_t ticket)
{
	/* Plain fences: the ticket's own fence was the caller's half, and every fast path has the other. */
	return atomic_load_relaxed_(&membarrier_strategy_) < 0 || membarrier_passed_(ticket.index);
}

void(membarrier_ticket_wait)(membarrier_ticket_t ticket)
{
	if ((membarrier_ticket_passed)(ticket))
		return;
	if (!membarrier_serve_(membarrier_chosen_(), ticket.index))
		membarrier_give_up_();
}
