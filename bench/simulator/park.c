/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * park.c - the control: a way to wait that gives up the CPU, instead of src/wait.c.
 *
 * A caller yields before it leads, so that others may come. A caller that waits for another
 * caller's barrier yields for a while and then sleeps. A leader wakes one sleeper; a sleeper
 * that is served but not woken sleeps until its time is up. Every tenth refused try leads.
 * This library once did so too. If other threads need the CPU, each of these steps costs
 * more than the raw call, and the simulator must show that.
 */
#define MEMBARRIER_BUILDING_ 1
#include "park.h"
#include "../../src/wait.h"

#define YIELDS 2
#define SLEEPS 2
#define LONGEST 2000000 /* the longest sleep in nanoseconds */
#define REFUSALS 10

/* The half of done that changes, on the machines on which this runs. */
static const uint32_t *low_half(void)
{
	return (const uint32_t *)(const void *)&mb_shared.done;
}

static bool lead(const struct strategy *strategy, uint64_t index)
{
	if (!mb_lead(strategy, index))
		return false;
	mb_port_wake(low_half(), 1);
	return true;
}

bool mb_serve(const struct strategy *strategy, uint64_t need)
{
	unsigned yields = 0, sleeps = 0;
	uint64_t index;

	for (;;) {
		uint64_t done = load_relaxed(&mb_shared.done);

		if (mb_passed(need)) {
			add_relaxed(&mb_shared.joined, 1);
			return true;
		}
		if (yields < YIELDS) {
			yields++;
			mb_port_yield();
		} else if (mb_begin_if_idle(&index)) {
			return lead(strategy, index);
		} else if (sleeps < SLEEPS) {
			sleeps++;
			mb_port_sleep(low_half(), (uint32_t)done, LONGEST);
		} else {
			return lead(strategy, mb_begin());
		}
	}
}

bool mb_lost(void)
{
	static unsigned refusals;

	return ++refusals % REFUSALS == 0;
}
