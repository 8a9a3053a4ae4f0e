/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * elsewhere.c - a thread that the system's barrier does not reach, for example a thread of another process on
 * shared memory. Its normal paths need a full fence in every slow path and in every ticket. So here the port's
 * barrier does nothing.
 */
#define MEMBARRIER_BUILDING_ 1
#include "made_up_port.h"
#include "store_buffering.h"

static const struct strategy reaches_none = MADE_UP(1000, "reaches-none", made_up_offer, made_up_nothing);
const struct strategy *const mb_port_strategies[] = { &reaches_none, NULL };

static void rare_ticket(void)
{
	membarrier_ticket_t ticket;

	STORE(y, 1);
	ticket = membarrier_ticket();
	if (!membarrier_ticket_passed(ticket))
		membarrier_sim_discard();
	rare_x = LOAD(x);
}

static const struct scenario scenarios[] = {
	{ "lone", NULL, { normal, rare }, check },
	{ "shared", NULL, { normal, rare, leader }, check },
	{ "try", NULL, { normal, rare_try, leader }, check },
	{ "ticket", NULL, { normal, rare_ticket, leader }, check },
	{ "fast", NULL, { hot, rare }, check }, /* must fail, because this barrier does nothing */
	{ NULL, NULL, { NULL }, NULL }
};

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
