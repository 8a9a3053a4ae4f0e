/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * side.c - a component called NAME. With HOT or RARE it refers only to what that side needs of the
 * library, because a linker decides by the references what a program exports.
 */
#include "side.h"

#if !defined(HOT) && !defined(RARE)
#define HOT
#define RARE
#define BOTH
#endif

#ifdef HOT
static void fast_path(void)
{
	membarrier_fast_path();
}
#endif

#ifdef RARE
static void slow_path(void)
{
	membarrier_slow_path();
}

static membarrier_ticket_t ticket(void)
{
	return membarrier_ticket();
}

static void ticket_wait(membarrier_ticket_t taken)
{
	membarrier_ticket_wait(taken);
}
#endif

#ifdef BOTH
/* Calls by name, not by address: a call uses the flag of the same component. */
static int get_info(struct membarrier_info *info)
{
	return membarrier_get_info(info);
}
#endif

static const struct side *side(void)
{
	static struct side self;

#ifdef HOT
	self.fast_path = fast_path;
	self.flag = (const int *)(const void *)&membarrier_strategy_;
#ifdef MEMBARRIER_ASSUME_ASYMMETRIC
	self.pledged = 1;
#endif
#endif
#ifdef RARE
	self.slow_path = slow_path;
	self.ticket = ticket;
	self.ticket_wait = ticket_wait;
#endif
#ifdef BOTH
	self.get_stats = membarrier_get_stats;
	self.get_info = get_info;
#endif
	return &self;
}

#define PASTE(a, b) a##b
#define GETTER(name) PASTE(side_, name)
side_getter GETTER(NAME);
const struct side *GETTER(NAME)(void)
{
	return side();
}
