/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * ticket - a ticket passes by a barrier that any thread begins after the ticket was taken,
 * and by no other. Waiting makes one barrier at most. Under plain fences a ticket passes at once.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "strategy.h"

enum { TICKETS = 100, THREADS = 6, WAITS = 3000, MAGIC = 12345 };

static bool asymmetric;

/* Takes a ticket. Without a barrier since, it has passed only where none is needed. */
static membarrier_ticket_t take(void)
{
	membarrier_ticket_t ticket = membarrier_ticket();

	CHECK(membarrier_ticket_passed(ticket) == !asymmetric, "a ticket just taken");
	return ticket;
}

/* Checks that there were `calls` slow paths since, and under an asymmetric strategy as many barriers. */
static void check_made(struct membarrier_stats *before, uint64_t calls, const char *what)
{
	struct membarrier_stats after = strategy_stats();

	CHECK(after.slow_paths - before->slow_paths == calls, "%s: %lu", what,
	      (unsigned long)(after.slow_paths - before->slow_paths));
	CHECK(after.barriers - before->barriers == (asymmetric ? calls : 0), "%s: %lu", what,
	      (unsigned long)(after.barriers - before->barriers));
	CHECK(after.joined == before->joined && after.declined == before->declined && after.recovered == before->recovered,
	      "%s: there is no other thread", what);
	*before = after;
}

static void *run_slow_path(void *unused)
{
	membarrier_slow_path();
	return unused;
}

static void *run_try(void *unused)
{
	CHECK(membarrier_try_slow_path(), "nothing is on its way");
	return unused;
}

static void *run_ticket(void *unused)
{
	membarrier_ticket_wait(membarrier_ticket());
	return unused;
}

static void in_a_thread(void *(*run)(void *))
{
	pthread_t thread;

	CHECK(pthread_create(&thread, NULL, run, NULL) == 0 && pthread_join(thread, NULL) == 0, "no thread");
}

static void check_others_barriers(void)
{
	static void *(*const runs[])(void *) = { run_slow_path, run_try, run_ticket };
	struct membarrier_stats before = strategy_stats();

	for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
		membarrier_ticket_t earlier = take(), later;

		in_a_thread(runs[i]);
		CHECK(membarrier_ticket_passed(earlier), "kind %zu: it began later", i);
		later = take();
		CHECK(membarrier_ticket_passed(earlier), "kind %zu: no longer", i);
		check_made(&before, asymmetric || runs[i] != run_ticket, "another thread's");
		membarrier_ticket_wait(later);
		CHECK(membarrier_ticket_passed(later), "kind %zu: waited for", i);
		check_made(&before, asymmetric, "our own");
	}
}

/* Tickets that were taken at one time pass together: one wait is enough for many. */
static void check_wait(void)
{
	struct membarrier_stats before = strategy_stats();
	membarrier_ticket_t tickets[TICKETS];

	for (int i = 0; i < TICKETS; i++)
		tickets[i] = take();
	check_made(&before, 0, "taking");
	errno = MAGIC;
	membarrier_ticket_wait(tickets[TICKETS / 2]);
	CHECK(errno == MAGIC, "errno %d", errno);
	check_made(&before, asymmetric, "the first wait");
	for (int i = 0; i < TICKETS; i++) {
		CHECK(membarrier_ticket_passed(tickets[i]), "ticket %d", i);
		membarrier_ticket_wait(tickets[i]);
	}
	CHECK(errno == MAGIC, "errno %d", errno);
	check_made(&before, 0, "waiting for what has passed");
	membarrier_slow_path();
	check_made(&before, 1, "a slow path");
	CHECK(membarrier_ticket_passed(tickets[0]), "no longer");
}

static void check_zero(void)
{
	struct membarrier_stats before = strategy_stats();
	membarrier_ticket_t zero;

	memset(&zero, 0, sizeof zero);
#ifndef MB_FIRST_INDEX /* If numbers do not begin at 0, 0 is an ordinary number. */
	CHECK(membarrier_ticket_passed(zero), "a ticket of all zeros");
	membarrier_ticket_wait(zero);
	check_made(&before, 0, "a ticket of all zeros");
#else
	CHECK(membarrier_ticket_passed(zero) == !asymmetric, "the numbers have wrapped already");
	/* Enough barriers for the numbers to pass it. */
	for (int i = 0; i < 100; i++) {
		membarrier_ticket_t ticket = take();

		membarrier_slow_path();
		CHECK(membarrier_ticket_passed(ticket), "slow path %d", i);
	}
	check_made(&before, 100, "wrapping");
	CHECK(membarrier_ticket_passed(zero), "the numbers have not wrapped");
#endif
}

/* A child uses a ticket of its parent; what the child does has no effect in the parent. */
static void check_fork(void)
{
	membarrier_ticket_t inherited = take();
	pid_t child = fork();
	int status;

	CHECK(child >= 0, "fork(): %s", strerror(errno));
	if (child == 0) {
		if (membarrier_ticket_passed(inherited) == asymmetric)
			_exit(2);
		membarrier_ticket_wait(inherited);
		if (!membarrier_ticket_passed(inherited))
			_exit(3);
		inherited = membarrier_ticket();
		if (membarrier_ticket_passed(inherited) == asymmetric)
			_exit(4);
		membarrier_slow_path();
		_exit(membarrier_ticket_passed(inherited) ? 0 : 5);
	}
	CHECK(waitpid(child, &status, 0) == child && status == 0, "status %#x", (unsigned)status);
	CHECK(membarrier_ticket_passed(inherited) == !asymmetric, "the child's barriers are not ours");
	membarrier_ticket_wait(inherited);
	CHECK(membarrier_ticket_passed(inherited), "waited for");
}

static void *take_and_wait(void *unused)
{
	membarrier_ticket_t oldest = membarrier_ticket();

	for (int i = 0; i < WAITS; i++) {
		membarrier_ticket_t ticket = membarrier_ticket();

		membarrier_ticket_wait(ticket);
		CHECK(membarrier_ticket_passed(ticket) && membarrier_ticket_passed(oldest), "wait %d", i);
	}
	return unused;
}

/* A wait is counted once, whether it ends at once, makes a barrier, or joins one. */
static void check_threads(void)
{
	struct membarrier_stats before = strategy_stats(), after;
	uint64_t served, made;
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, take_and_wait, NULL) == 0, "thread %d", i);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	after = strategy_stats();
	served = after.slow_paths - before.slow_paths;
	made = after.barriers - before.barriers;
	printf("%d waits: %lu served, %lu barriers\n", THREADS * WAITS, (unsigned long)served, (unsigned long)made);
	CHECK(served == made + after.joined - before.joined && served <= THREADS * WAITS, "%lu", (unsigned long)served);
	CHECK(asymmetric ? made > 0 : served == 0, "%lu", (unsigned long)made);
	CHECK(after.declined == before.declined && after.recovered == before.recovered, "nothing was refused");
}

int main(void)
{
	asymmetric = strategy_info().asymmetric;
	check_others_barriers();
	check_wait();
	check_fork();
	check_zero();
	check_threads();
	check_wait();
	return 0;
}
