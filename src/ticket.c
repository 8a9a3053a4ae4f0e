/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * ticket.c - tickets: take a sequence number now, ask later whether a barrier has served it.
 *
 * The rule is that of coalesce.h; the two halves are separate calls. A number belongs to this copy
 * of the library and means nothing in another copy. So a copy uses its numbers only if the
 * flag that the caller passes names this copy as its owner. Each flag has one owner, however
 * the linker resolved the symbols. For any other flag:
 *
 *   - taking a ticket makes a barrier at once, and the ticket is 0, which has passed;
 *   - a number other than 0 comes from another copy; asking about it makes a barrier.
 *
 * On a target without numbers (coalesce.h) every flag is treated as another copy's.
 */
#define MEMBARRIER_BUILDING_ 1
#include "fallback.h"
#include "select.h"
#include "wait.h"

/* The address does not tell: the linker may have copied the flag, or put another copy's flag in its place. */
static bool ours(const struct membarrier_flag_ *flag)
{
	return MB_NUMBERS && flag->owner == &mb_shared;
}

membarrier_ticket_t membarrier_ticket_for_(struct membarrier_flag_ *flag, int pledged)
{
	membarrier_ticket_t ticket = { 0 };

	if (mb_chosen(flag)->id > 0 && !ours(flag)) {
		membarrier_slow_path_for_(flag, pledged);
		return ticket;
	}
	/* TICKET-1: SB-a of a caller that a later barrier serves; pairs with the fast path, through that barrier. */
	MEMBARRIER_FULL_FENCE_();
	ticket.index = mb_need();
	return ticket;
}

bool membarrier_ticket_passed_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket)
{
	/* Plain fences: the caller's fence was TICKET-1, and every fast path without a pledge executes one. */
	if (load_relaxed(&flag->id) < 0)
		return !pledged;
	if (ours(flag))
		return mb_passed(ticket.index);
	return !ticket.index || membarrier_try_slow_path_for_(flag, pledged);
}

void membarrier_ticket_wait_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket)
{
	const struct strategy *strategy;
	uint64_t index;

	if (membarrier_ticket_passed_for_(flag, pledged, ticket))
		return;
	strategy = mb_chosen(flag);
	if (strategy->id < 0 || !ours(flag))
		membarrier_slow_path_for_(flag, pledged);
	else if (!(mb_begin_if_idle(&index) ? mb_lead(strategy, index) : mb_serve(strategy, ticket.index)))
		mb_give_up(mb_refusal(mb_chosen(flag)));
}

#if MB_NUMBERS
/* Is the last barrier longer ago than the interval? True for one of several callers at a time. */
static bool due(uint64_t interval)
{
	static struct last_seen last;
	uint64_t now = mb_port_now(), since;

	if (now == 0) /* There is no clock. */
		return true;
	since = mb_first_seen(&last, now);
	return now - since >= interval && compare_exchange_relaxed(&last.since, &since, now);
}
#else
static bool due(uint64_t interval)
{
	return interval == 0;
}
#endif

bool membarrier_ticket_poll_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket, uint64_t interval)
{
	if (membarrier_ticket_passed_for_(flag, pledged, ticket))
		return true;
	if (load_relaxed(&flag->id) < 0) { /* Only a pledge that cannot be kept gets here. */
		membarrier_slow_path_for_(flag, pledged);
		return true;
	}
	/* A barrier that begins now serves the ticket. */
	return ours(flag) && due(interval) && membarrier_try_slow_path_for_(flag, pledged);
}
