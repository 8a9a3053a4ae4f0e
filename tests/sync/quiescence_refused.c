/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * quiescence_refused.c - quiescence in the rounds of refused_rounds.h: a section that looks at an object and a thread
 * that unlinks it. If the section has seen it, the grace period is not over before the section is, and then it is.
 */
#define _GNU_SOURCE
#include <membarrier/quiescence.h>

#include "refused_rounds.h"

static bool has_passed(membarrier_ticket_t ticket);

#define membarrier_ticket_passed has_passed
#include "../../src/sync/quiescence.c"
#undef membarrier_ticket_passed

static bool has_passed(membarrier_ticket_t ticket)
{
	return slow_path_is == IGNORED || membarrier_ticket_passed(ticket);
}

static struct pair_line linked;
static membarrier_grace_t grace;
static bool seen, over;

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	(void)word;
	(void)expected;
	(void)deadline;
	return true;
}

static void hot_prepare(uint32_t *random)
{
	(void)random;
}

static void hot_side(int round)
{
	(void)round;
	membarrier_quiescence_enter();
	seen = LOAD(linked.word);
}

static void hot_leave(void)
{
	membarrier_quiescence_leave();
}

static void rare_prepare(uint32_t *random)
{
	(void)random;
	STORE(linked.word, 1);
}

static void rare_side(int round)
{
	(void)round;
	STORE(linked.word, 0);
	membarrier_quiescence_start(&grace);
	slow_path();
	over = membarrier_quiescence_poll(&grace);
}

static bool was_forbidden(int round)
{
	(void)round;
	return seen && over;
}

/* The hot side leaves now. */
static void rare_leave(void)
{
	CHECK(membarrier_quiescence_wait(&grace) == 0, "no grace period");
}

int main(void)
{
	return run_refused();
}
