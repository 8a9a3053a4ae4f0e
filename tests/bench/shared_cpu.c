/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * shared_cpu.c - the thread beside which `membarrier bench` measures has no CPU, as on a busy machine: what was
 * measured meanwhile does not count.
 */
#include "../../tools/common/sys.h"
#include "../../tools/measure/costs_slice.h"
#include "test.h"

enum { SLICES = 4, MOST_SLICES = 100, CALLS = 100 };

static struct bench bench;
static struct run run;

/* Takes up to `most` slices until one is complete. */
static bool one_complete(enum figure figure, unsigned most)
{
	double round[FIGURES];
	bool complete = false;

	bench.turns[figure] = 64;
	for (unsigned i = 0; i < most && !complete; i++)
		complete = !costs_slice(&bench, figure, round);
	return complete;
}

/* A counter that stands still, and none. */
static void single_calls(void)
{
	static struct histogram times;
	static atomic_uint still;

	costs_time_single_calls(&bench, CALLS, &times, &still);
	CHECK(times.total == 0 && run.left_out == CALLS, "%llu count", (unsigned long long)times.total);
	costs_time_single_calls(&bench, CALLS, &times, NULL);
	CHECK(times.total == CALLS && run.left_out == CALLS, "%llu count", (unsigned long long)times.total);
	run.left_out = 0;
}

int main(void)
{
	unsigned cpus[2], allowed = sys_allowed_cpus(cpus, 2);

	bench.run = &run;
	bench.peer.run = &run;
	bench.peer.watched = &bench.lines;
	run.cpus = 2;
	single_calls();
	if (!allowed || !sys_pin(cpus[0]))
		SKIP("this system pins no thread");

	/* Both on one CPU: never do they run at the same time. */
	run.cpu[0] = run.cpu[1] = cpus[0];
	for (enum figure figure = POLLED_COMPILER; figure <= POLLED_C11; figure++)
		CHECK(!one_complete(figure, SLICES), "a slice of figure %d counts, and no other thread polled", figure);
	CHECK(!one_complete(SLOW_RUNNING, SLICES), "a slice of slow paths counts, and no other thread ran");
	CHECK(run.turns[POLLED_FAST] == 0 && run.turns[SLOW_RUNNING] == 0 && run.turns[LOSS] == 0, "turns count");
	CHECK(run.running.total == 0, "%llu single calls count", (unsigned long long)run.running.total);

	/* The control. */
	if (allowed < 2)
		SKIP("the control takes two CPUs");
	run.cpu[1] = cpus[1];
	if (!one_complete(POLLED_FAST, MOST_SLICES) || !one_complete(SLOW_RUNNING, MOST_SLICES) || !run.running.total)
		SKIP("INCONCLUSIVE: the second CPU never ran this program's thread for a whole slice");
	return 0;
}
