/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pledge - a program built with MEMBARRIER_ASSUME_ASYMMETRIC runs if the assumption is true, and
 * otherwise stops at start-up with a message.
 *
 *   pledge UNDER_FILTER PLEDGED...
 */
#define _GNU_SOURCE
#include <signal.h>

#include "spawn.h"
#include "strategy.h"

static const char line[] =
	"libmembarrier: this program was built with MEMBARRIER_ASSUME_ASYMMETRIC, "
	"and no process-wide barrier is known to be sound here "
	"(`membarrier info` says why)\n";

static const char *under_filter, *pledged;

static void run_plainly(const void *strategy)
{
	if (strategy)
		setenv("MEMBARRIER_STRATEGY", strategy, 1);
	execl(pledged, pledged, (char *)NULL);
	exit(126);
}

static void run_filtered(const void *filters)
{
	execl(under_filter, under_filter, (const char *)filters, pledged, (char *)NULL);
	exit(126);
}

static void expect_run(void (*body)(const void *), const char *argument)
{
	struct outcome outcome;

	spawn(&outcome, body, argument);
	spawn_skip(&outcome);
	CHECK(spawn_exited(&outcome, 0), "%s: %#x: %s", argument ? argument : "-", (unsigned)outcome.status, outcome.err);
	CHECK(strcmp(outcome.out, "constructor\nmain\n") == 0 && !*outcome.err, "%s%s", outcome.out, outcome.err);
}

static void expect_stop(void (*body)(const void *), const char *argument)
{
	struct outcome outcome;

	spawn(&outcome, body, argument);
	spawn_skip(&outcome);
	CHECK(spawn_killed(&outcome, SIGABRT), "%s: %#x: %s", argument, (unsigned)outcome.status, outcome.err);
	CHECK(!*outcome.out, "it went on: %s", outcome.out);
	CHECK(strcmp(outcome.err, line) == 0, "%s", outcome.err);
}

int main(int argc, char **argv)
{
	CHECK(argc >= 3, "programs");
	unsetenv("MEMBARRIER_STRATEGY");
	if (!strategy_info().asymmetric)
		SKIP("no asymmetric strategy, so that nothing can run");
	under_filter = argv[1];
	for (int i = 2; i < argc; i++) {
		pledged = argv[i];
		expect_run(run_plainly, NULL);
		expect_stop(run_plainly, "fence");
		expect_stop(run_filtered, "membarrier-enosys,mprotect-rw-enomem");
		if (strategy_candidate("mprotect").verdict == MEMBARRIER_OFFERED)
			expect_run(run_filtered, "membarrier-enosys");
	}
	return 0;
}
