/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * killed - the first program survives filters that kill, the second does not:
 *   killed UNDER_FILTER FILTERS SURVIVOR CONTROL
 */
#define _GNU_SOURCE
#include <signal.h>

#include "spawn.h"

static void run(const void *arguments)
{
	char *const *argv = (char *const *)arguments;

	execv(argv[0], argv);
	exit(126);
}

int main(int argc, char **argv)
{
	struct outcome outcome;

	CHECK(argc == 5, "programs and filters");
	for (int i = 3; i < 5; i++) {
		char *arguments[] = { argv[1], argv[2], argv[i], NULL };

		spawn(&outcome, run, arguments);
		spawn_skip(&outcome);
		if (i == 3)
			CHECK(spawn_exited(&outcome, 0), "%#x: %s", (unsigned)outcome.status, outcome.err);
		else
			CHECK(spawn_killed(&outcome, SIGSYS), "INCONCLUSIVE: the control ended with %#x", (unsigned)outcome.status);
	}
	return 0;
}
