/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * select.c - scenario PUBLISH of src/select.c: fast and slow paths while the strategy is being
 * chosen. The files themselves are included, so that nothing is chosen yet when the threads begin.
 *
 * What a prober prepares is plain memory here, and the barrier reads it: a thread that uses the
 * choice of another must see what that one prepared.
 */
#define MEMBARRIER_BUILDING_ 1
#include "../../src/candidate.c"
#include "../../src/select.c"

#include "made_up_port.h"
#include "store_buffering.h"

/* ---- the port ---- */

static int offers_nothing, probers_disagree;
static int prepared[8];
static struct verdict verdicts[8];

static const struct verdict *probe(void)
{
	unsigned self = membarrier_sim_thread();

	prepared[self] = 1;
	verdicts[self].verdict =
		offers_nothing || (probers_disagree && self % 2) ? MEMBARRIER_UNAVAILABLE : MEMBARRIER_OFFERED;
	return &verdicts[self];
}

static int issue(void)
{
	int any = 0;

	/* Uses what the prober prepared whose verdict all threads use. */
	for (unsigned i = 0; i < 8; i++)
		if (__atomic_load_n(&agreed_verdict[0], __ATOMIC_RELAXED) == &verdicts[i])
			any += prepared[i];
	EXPECT(any == 1);
	membarrier_sim_barrier();
	return 0;
}

static const struct strategy simulated = MADE_UP(1000, "simulated", probe, issue);
const struct strategy *const mb_port_strategies[] = { &simulated, NULL };

/* ---- threads ---- */

static void nothing_chosen(void)
{
	membarrier_strategy_.id = 0;
	agreed_verdict[0] = NULL;
	memset(prepared, 0, sizeof prepared);
}

static void nothing_offered(void)
{
	nothing_chosen();
	offers_nothing = 1;
}

static void nothing_agreed(void)
{
	nothing_chosen();
	probers_disagree = 1;
}

static void chooser(void)
{
	mb_chosen(&membarrier_strategy_);
}

/* All threads that ask must get the same answer. */
static const void *found[2];

static void look(void)
{
	found[membarrier_sim_thread() - 1] = mb_chosen(&membarrier_strategy_);
}

static void check_same(void)
{
	EXPECT(found[0] == found[1]);
}

static const struct scenario scenarios[] = { { "hot-rare", nothing_chosen, { hot, rare }, check },
	                                         { "chooser", nothing_chosen, { hot, rare, chooser }, check },
	                                         { "fence", nothing_offered, { hot, rare }, check },
	                                         { "disagree", nothing_agreed, { hot, rare, chooser }, check },
	                                         { "same", nothing_agreed, { look, look }, check_same },
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
