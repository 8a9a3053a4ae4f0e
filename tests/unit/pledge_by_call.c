/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pledge_by_call - a component whose fast paths have no instructions. It pledges by a call, so it can tell its host
 * "not here" instead of ending it. A slow path of such a component is never only a fence.
 */
#define _GNU_SOURCE
#define MEMBARRIER_ASSUME_ASYMMETRIC
#define MEMBARRIER_PLEDGE_BY_CALL
#include <membarrier.h>

#include <errno.h>
#include <signal.h>

#include "spawn.h"

static void start(const void *unused)
{
	(void)unused;
	puts(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) ? "not here" : "here");
}

static void slow_path(const void *unused)
{
	(void)unused;
	membarrier_slow_path();
	puts("ordered");
}

static void poll(const void *unused)
{
	(void)unused;
	(void)membarrier_ticket_poll(membarrier_ticket(), 1000);
	puts("polled");
}

static void expect(void (*body)(const void *), const char *says)
{
	struct outcome outcome;

	spawn(&outcome, body, NULL);
	spawn_skip(&outcome);
	if (says)
		CHECK(spawn_exited(&outcome, 0) && strcmp(outcome.out, says) == 0, "expected %s: %#x: %s%s", says,
		      (unsigned)outcome.status, outcome.out, outcome.err);
	else
		CHECK(spawn_killed(&outcome, SIGABRT) && !*outcome.out, "expected abort(): %#x: %s%s", (unsigned)outcome.status,
		      outcome.out, outcome.err);
}

int main(void)
{
	/* That this is reached without an asymmetric strategy shows that there is no constructor. */
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == 0) {
		expect(start, "here\n");
		expect(slow_path, "ordered\n");
		expect(poll, "polled\n");
	} else {
		expect(start, "not here\n");
		expect(slow_path, NULL);
		expect(poll, NULL);
	}
	return 0;
}
