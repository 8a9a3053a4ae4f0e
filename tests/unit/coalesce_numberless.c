/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A library without numbered barriers, as on targets that have no 64-bit atomics. Taking a ticket makes a
 * barrier at once (a fence under plain fences), every slow path makes its own barrier, and asking about a
 * ticket with a number makes one too.
 */
#include <pthread.h>

#include "strategy.h"

enum { CALLERS = 4, CALLS = 1000 };

static void *call(void *unused)
{
	for (int i = 0; i < CALLS; i++)
		membarrier_slow_path();
	return unused;
}

int main(void)
{
	struct membarrier_stats before = strategy_stats(), after;
	const bool asymmetric = strategy_info().asymmetric;
	pthread_t threads[CALLERS];
	membarrier_ticket_t ticket = membarrier_ticket();

	after = strategy_stats();
	CHECK(after.slow_paths == before.slow_paths + asymmetric && after.barriers == before.barriers + asymmetric,
	      "%lu, %lu", (unsigned long)after.slow_paths, (unsigned long)after.barriers);
	CHECK(membarrier_ticket_passed(ticket), "it was made at once");
	membarrier_ticket_wait(ticket);
	CHECK(strategy_stats().slow_paths == after.slow_paths, "nothing was left to wait for");

	/* A number of another copy. */
	ticket.index = 1;
	CHECK(membarrier_ticket_passed(ticket), "a barrier can be made here");
	membarrier_ticket_wait(ticket);
	CHECK(strategy_stats().slow_paths == after.slow_paths + 2 * asymmetric, "two barriers for two questions");

	before = strategy_stats();
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_create(&threads[i], NULL, call, NULL) == 0, "no thread");
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "no thread");
	CHECK(membarrier_try_slow_path(), "it waits for no thread");
	after = strategy_stats();
	CHECK(after.joined == 0 && after.declined == 0, "%lu joined", (unsigned long)after.joined);
	CHECK(after.slow_paths - before.slow_paths == CALLERS * CALLS + 1, "%lu",
	      (unsigned long)(after.slow_paths - before.slow_paths));
	CHECK(after.barriers - before.barriers == (asymmetric ? after.slow_paths - before.slow_paths : 0), "%lu",
	      (unsigned long)(after.barriers - before.barriers));
	return 0;
}
