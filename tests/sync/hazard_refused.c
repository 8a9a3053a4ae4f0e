/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard_refused.c - hazard pointers in the rounds of refused_rounds.h: a reader that protects an object and a thread
 * that retires and reclaims it. If the reader has it, it is not reclaimed. In the next round it is, once.
 */
#define _GNU_SOURCE
#include <membarrier/hazard.h>

#include "refused_rounds.h"

static void barrier_of(membarrier_ticket_t ticket);

#define membarrier_ticket_wait barrier_of
#include "../../src/sync/retire.c"
#undef membarrier_ticket_wait

static void barrier_of(membarrier_ticket_t ticket)
{
	if (slow_path_is == SLOW_PATH)
		membarrier_ticket_wait(ticket);
	else
		slow_path();
}

/* Only the rare thread reclaims, and when it is asked to. */
static const membarrier_hazard_domain_t asked = MEMBARRIER_HAZARD_DOMAIN_INIT(MEMBARRIER_HAZARD_ON_REQUEST);
static struct membarrier_retired object;
static struct {
	_Atomic(void *) pointer __attribute__((aligned(128)));
} source;
static MEMBARRIER_THREAD_LOCAL_ membarrier_hazard_slot_t *slot;
static bool protected;
static int times; /* the object was reclaimed in this round */

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	CHECK(0, "waits at %p (%u, %llu)", (const void *)word, expected, (unsigned long long)deadline);
}

static void reclaim(struct membarrier_retired *retired)
{
	CHECK(retired == &object && times == 0, "reclaimed twice");
	times++;
}

static void hot_prepare(uint32_t *random)
{
	(void)random;
	if (!slot)
		slot = membarrier_hazard_get();
	CHECK(slot, "no slot");
}

static void hot_side(int round)
{
	void *seen = &object;

	(void)round;
	protected = membarrier_hazard_try_protect(slot, &seen, &source.pointer);
}

static void hot_leave(void)
{
	membarrier_hazard_clear(slot);
}

static void rare_prepare(uint32_t *random)
{
	(void)random;
	times = 0;
	STORE(source.pointer, &object);
}

static void rare_side(int round)
{
	(void)round;
	STORE(source.pointer, NULL);
	membarrier_hazard_retire(&asked, &object, reclaim);
	membarrier_hazard_reclaim(&asked, 1);
}

static bool was_forbidden(int round)
{
	(void)round;
	return protected && times;
}

/* The slot may show the object still. */
static void rare_leave(void)
{
	while (!times)
		membarrier_hazard_reclaim(&asked, 1);
}

int main(void)
{
	return run_refused();
}
