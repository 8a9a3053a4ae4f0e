/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * slow_path.c - store buffering with the library's real code: src/slow_path.c, coalesce.h, wait.c, ticket.c.
 * A hot thread, a rare thread that is served in each possible way, and others that make barriers meanwhile.
 */
#define _GNU_SOURCE
#include <membarrier.h>
#include <time.h>

#include "store_buffering.h"

#define MEMBARRIER_BUILDING_ 1
#include "coalesce.h"

static atomic_int z;
static int hot_z = -1, other_x = -1;

static void hot_of_two(void)
{
	STORE(x, 1);
	membarrier_fast_path();
	hot_y = LOAD(y);
	hot_z = LOAD(z);
}

static void other(void)
{
	STORE(z, 1);
	membarrier_slow_path();
	other_x = LOAD(x);
}

static void rare_ticket(void)
{
	membarrier_ticket_t ticket;

	STORE(y, 1);
	ticket = membarrier_ticket();
	if (!membarrier_ticket_passed(ticket)) {
		membarrier_sim_pause();
		if (!membarrier_ticket_passed(ticket))
			membarrier_sim_discard();
	}
	rare_x = LOAD(x);
}

static void rare_ticket_poll(void)
{
	membarrier_ticket_t ticket;

	STORE(y, 1);
	ticket = membarrier_ticket();
	if (!membarrier_ticket_poll(ticket, 1)) {
		membarrier_sim_pause();
		if (!membarrier_ticket_poll(ticket, 1))
			membarrier_sim_discard();
	}
	rare_x = LOAD(x);
}

/* The interval: the last barrier began later than this ago, and the clock is older than this. */
static const uint64_t long_ago = UINT64_C(1000000000) * 1000;

static void long_running(void)
{
	nanosleep(&(struct timespec){ .tv_sec = 3000 }, NULL);
	membarrier_slow_path();
}

static void poll_too_early(void)
{
	membarrier_ticket_poll(membarrier_ticket(), long_ago);
}

static void check_one_barrier(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	EXPECT(membarrier_get_stats(&stats) == 0 && stats.barriers == 1);
}

static void rare_ticket_wait(void)
{
	STORE(y, 1);
	membarrier_ticket_wait(membarrier_ticket());
	rare_x = LOAD(x);
}

static void check_two(void)
{
	check();
	EXPECT(!(hot_z == 0 && other_x == 0));
}

/* Begins a barrier that never ends, because its leader is gone. */
static void leader_vanished(void)
{
	(void)mb_begin();
	mb_shared.leader = 0;
}

/* ---- message passing, by the pairs that order it ---- */

static int data;
static atomic_int flag;

static void send_after_fast(void)
{
	STORE(x, 1);
	membarrier_fast_path();
	STORE(flag, 1);
}

static void get_after_slow(void)
{
	if (!LOAD(flag))
		membarrier_sim_discard();
	membarrier_slow_path();
	EXPECT(LOAD(x) == 1);
}

static void send_after_slow(void)
{
	data = 1;
	membarrier_slow_path();
	STORE(flag, 1);
}

static void get_after_fast(void)
{
	if (!LOAD(flag))
		membarrier_sim_discard();
	membarrier_fast_path();
	EXPECT(data == 1);
}

/* ---- faults that the simulator must find ---- */

static void forgot_fast_path(void)
{
	STORE(x, 1);
	hot_y = LOAD(y);
}

static void rare_is_normal(void)
{
	STORE(y, 1);
	membarrier_normal_path();
	rare_x = LOAD(x);
}

static void get_without_barrier(void)
{
	if (!LOAD(flag))
		membarrier_sim_discard();
	EXPECT(data == 1);
}

/* One slow path between two fast ones passes nothing on. */
static atomic_int r_z;
static int relay_y = -1, relay_z = -1, relay_x = -1;

static void relay_first(void)
{
	STORE(x, 1);
	membarrier_fast_path();
	relay_y = LOAD(y);
}

static void relay_middle(void)
{
	STORE(y, 1);
	membarrier_slow_path();
	relay_z = LOAD(r_z);
}

static void relay_last(void)
{
	STORE(r_z, 1);
	membarrier_fast_path();
	relay_x = LOAD(x);
}

static void check_relay(void)
{
	EXPECT(relay_y || relay_z || relay_x);
}

/* For the setting "plain". */
static void expect_plain_fences(void)
{
	EXPECT(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) != 0);
}

static const struct scenario scenarios[] = {
	{ "lone", NULL, { hot, rare }, check },
	{ "try", NULL, { hot, rare_try, leader }, check },
	{ "ticket", NULL, { hot, rare_ticket, leader }, check },
	{ "ticket-poll", NULL, { hot, rare_ticket_poll }, check },
	{ "ticket-poll-early", long_running, { poll_too_early, poll_too_early }, check_one_barrier },
	{ "ticket-wait", NULL, { hot, rare_ticket_wait }, check },
	{ "ticket-wait-leader", NULL, { hot, rare_ticket_wait, leader }, check },
	{ "shared", NULL, { hot, rare, leader }, check },
	{ "shared-two", NULL, { hot_of_two, rare, other }, check_two },
	{ "vanished", leader_vanished, { hot, rare, leader }, check },
	{ "vanished-lone", leader_vanished, { hot, rare }, check },
	{ "vanished-two", leader_vanished, { hot_of_two, rare, other }, check_two },
	{ "normal-lone", NULL, { normal, rare }, check },
	{ "normal-shared", NULL, { normal, rare, leader }, check },
	{ "normal-vanished", leader_vanished, { normal, rare, leader }, check },
	{ "normal-ticket", NULL, { normal, rare_ticket, leader }, check },
	{ "message-fast-slow", NULL, { send_after_fast, get_after_slow }, NULL },
	{ "message-slow-fast", NULL, { send_after_slow, get_after_fast }, NULL },
	{ "strategy", NULL, { expect_plain_fences }, NULL },
	{ "no-fast-path", NULL, { forgot_fast_path, rare }, check },
	{ "fast-normal", NULL, { hot, rare_is_normal }, check },
	{ "message-slow-nothing", NULL, { send_after_slow, get_without_barrier }, NULL },
	{ "relay", NULL, { relay_first, relay_middle, relay_last }, check_relay },
	{ NULL, NULL, { NULL }, NULL }
};

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
