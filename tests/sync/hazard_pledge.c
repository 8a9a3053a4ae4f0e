/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* hazard_pledge.c - what a program that pledges asks of the library: it goes on, or stops with a message. */
#define _GNU_SOURCE
#include <membarrier/hazard.h>
#include <signal.h>
#include <stdlib.h>

#include "unit/spawn.h"
#include "unit/strategy.h"

static void ask(const void *unused)
{
	(void)unused;
	membarrier_hazard_pledge_();
	exit(0);
}

int main(void)
{
	struct outcome outcome;
	bool asymmetric = strategy_info().asymmetric;

	spawn(&outcome, ask, NULL);
	if (asymmetric) {
		CHECK(spawn_exited(&outcome, 0) && !*outcome.err, "%#x: %s", (unsigned)outcome.status, outcome.err);
	} else {
		CHECK(spawn_killed(&outcome, SIGABRT), "%#x: %s", (unsigned)outcome.status, outcome.err);
		CHECK(strstr(outcome.err, "libmembarrier: this program was built with MEMBARRIER_ASSUME_ASYMMETRIC"), "%s",
		      outcome.err);
	}
	printf("strategy %s: it %s\n", strategy_info().strategy, asymmetric ? "goes on" : "stops");
	return 0;
}
