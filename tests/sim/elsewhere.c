/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * elsewhere.c - a thread that the system's barrier does not reach, as one of another process on shared
 * memory: its normal paths must find a full fence in every slow path, and in every ticket. So here
 * the port's barrier does nothing.
 */
#define MEMBARRIER_BUILDING_ 1
#include "made_up_port.h"
#include "scenario.h"

static atomic_int x, y;
static int normal_y = -1, rare_x = -1;

static const struct strategy reaches_nobody = MADE_UP(1000, "reaches-nobody", made_up_offer, made_up_nothing);
const struct strategy *const mb_port_strategies[] = { &reaches_nobody, NULL };

static void normal(void)
{
	STORE(x, 1);
	membarrier_normal_path();
	normal_y = LOAD(y);
}

static void rare(void)
{
	STORE(y, 1);
	membarrier_slow_path();
	rare_x = LOAD(x);
}

static void rare_try(void)
{
	STORE(y, 1);
	if (!membarrier_try_slow_path())
		membarrier_sim_discard();
	rare_x = LOAD(x);
}

static void rare_ticket(void)
{
	membarrier_ticket_t ticket;

	STORE(y, 1);
	ticket = membarrier_ticket();
	if (!membarrier_ticket_passed(ticket))
		membarrier_sim_discard();
	rare_x = LOAD(x);
}

static void leader(void)
{
	membarrier_slow_path();
}

static void hot(void)
{
	STORE(x, 1);
	membarrier_fast_path();
	normal_y = LOAD(y);
}

static void check(void)
{
	EXPECT(!(normal_y == 0 && rare_x == 0));
}

static const struct scenario scenarios[] = { { "lone", NULL, { normal, rare }, check },
	                                         { "shared", NULL, { normal, rare, leader }, check },
	                                         { "try", NULL, { normal, rare_try, leader }, check },
	                                         { "ticket", NULL, { normal, rare_ticket, leader }, check },
	                                         { "fast", NULL, { hot, rare }, check }, /* must fail: this barrier is none */
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
