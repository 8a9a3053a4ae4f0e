/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* interface.c - include/membarrier/sim.h. Outside of an execution there is nothing to decide. */
#include <membarrier/sim.h>

#include "sim.h"

static void expect_running(const char *function)
{
	if (!sim || !sim->running)
		mb_sim_stop("%s() outside of a simulated execution", function);
}

unsigned membarrier_sim_choose(unsigned n)
{
	return sim && sim->running ? mb_sim_decide(n) : 0;
}

void membarrier_sim_discard(void)
{
	expect_running("membarrier_sim_discard");
	mb_sim_discard();
}

void membarrier_sim_fail(const char *why)
{
	expect_running("membarrier_sim_fail");
	mb_sim_fail("%s", why);
}

void membarrier_sim_pause(void)
{
	if (sim && sim->running)
		mb_sim_spin(CALLER());
}

void membarrier_sim_barrier(void)
{
	mb_sim_barrier(CALLER());
}

unsigned membarrier_sim_thread(void)
{
	return sim && sim->running ? (unsigned)sim->me : 0;
}
