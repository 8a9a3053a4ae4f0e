/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * wait - how callers wait for each other's barriers. The test defines the system
 * (wait_system.h). Each run is one case; nothing here depends on real time.
 */
#define _GNU_SOURCE
#include "wait_system.h"

static void test_alone(void)
{
	for (int i = 0; i < 100; i++) {
		membarrier_ticket_t ticket = membarrier_ticket();

		membarrier_slow_path();
		CHECK(membarrier_ticket_passed(ticket), "call %d", i);
		membarrier_ticket_wait(ticket);
		CHECK(membarrier_try_slow_path(), "call %d", i);
	}
	CHECK(issued == 200 && reads == 0, "%u barriers, the clock was read %u times", issued, reads);
}

/* Returns the virtual nanoseconds of a slow path while a barrier in flight does not end: it makes its own. */
static uint64_t wait_for_stuck(void)
{
	pthread_t leader = hold_leader();
	uint64_t before = clock_now;
	unsigned barriers = issued;

	membarrier_slow_path();
	before = clock_now - before - takes;
	CHECK(issued == barriers + 1 && joined() == 0, "%u barriers", issued - barriers);
	release(leader);
	return before;
}

/* A caller waits for a leader that is preempted, stopped or gone, but not much longer than a barrier takes. */
static void test_stuck(void)
{
	uint64_t waited = wait_for_stuck();

	CHECK(waited > USUAL && waited < 3 * USUAL, "%" PRIu64 " ns", waited);
}

/* The same for a caller that waits for a ticket. */
static void test_stuck_ticket(void)
{
	pthread_t leader = hold_leader();
	membarrier_ticket_t ticket = membarrier_ticket();

	membarrier_ticket_wait(ticket);
	CHECK(membarrier_ticket_passed(ticket) && issued == 2, "%u barriers", issued);
	CHECK(reads > 20 && reads < 60, "the clock was read %u times", reads);
	release(leader);
}

static pthread_t first, second;
static unsigned second_from; /* the read at which the second barrier is in flight */

/* The first barrier takes 1.5 times the usual time; the next one begins at once, and takes as long. */
static void move(unsigned number)
{
	if (number == 30)
		release(first);
	if (number == 31 && second_from == 0) {
		second = hold_leader();
		second_from = number;
	}
	if (number == 61)
		release(second);
}

/* A caller that enters during one barrier is served by the next: it waits its time for each of the two. */
static void test_moves(void)
{
	first = hold_leader();
	at_read = move;
	membarrier_slow_path();
	CHECK(issued == 2 && joined() == 1, "%u barriers", issued);
	CHECK(reads >= 61, "the clock was read %u times: the second barrier was still in flight", reads);
}

static void end_first(unsigned number)
{
	if (number == 10)
		release(first);
}

/* After a barrier that did not serve it, a follower waits a moment for others, and then leads. */
static void test_gathers(void)
{
	first = hold_leader();
	at_read = end_first;
	membarrier_slow_path();
	CHECK(issued == 2 && joined() == 0, "%u barriers", issued);
	CHECK(reads > 13 && reads < 20, "the clock was read %u times", reads);
}

static void call_slow_path(void)
{
	membarrier_ticket_t ticket = membarrier_ticket();

	membarrier_slow_path();
	CHECK(membarrier_ticket_passed(ticket), "no barrier has served it");
}

static void call_ticket_wait(void)
{
	membarrier_ticket_t ticket = membarrier_ticket();

	membarrier_ticket_wait(ticket);
	CHECK(membarrier_ticket_passed(ticket), "no barrier has served it");
}

static void call_try(void)
{
	CHECK(membarrier_try_slow_path(), "declined for a barrier that nothing ends");
}

static void (*const calls[])(void) = { call_slow_path, call_ticket_wait, call_try };

static void (*call_of_handler)(void);

/* The thread has moved to another CPU since it began the barrier. */
static void call_elsewhere(void)
{
	own_cpu++;
	call_of_handler();
}

/* A signal handler that interrupts its own thread's barrier makes its own, and does not wait. */
static void test_own(void)
{
	for (unsigned i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		unsigned before = issued, so_far = reads;

		call_of_handler = calls[i];
		in_barrier = call_elsewhere;
		membarrier_slow_path();
		CHECK(issued == before + 2, "call %u: %u barriers", i, issued - before);
		CHECK(reads - so_far <= 2, "call %u: the clock was read %u times: it waited for itself", i, reads - so_far);
	}
}

/* A caller on the CPU of a leader has preempted it, so the leader does not go on before the caller has ended. */
static void test_preempted(void)
{
	leaders_cpu = own_cpu = 3;
	for (unsigned i = 0; i < 2; i++) {
		pthread_t leader = hold_leader();
		unsigned before = issued, so_far = reads;

		calls[i]();
		CHECK(issued == before + 1, "call %u: %u barriers", i, issued - before);
		CHECK(reads - so_far <= 2, "call %u: the clock was read %u times: it waited", i, reads - so_far);
		release(leader);
	}
}

static void move_to_leader(unsigned number)
{
	if (number == 10)
		own_cpu = leaders_cpu;
}

/* The same if the caller moves to that CPU while it waits. */
static void test_preempted_later(void)
{
	pthread_t leader = hold_leader();

	at_read = move_to_leader;
	membarrier_slow_path();
	CHECK(issued == 2 && reads >= 10 && reads <= 12, "%u barriers, the clock was read %u times", issued, reads);
	release(leader);
}

/* If two threads do not know their CPUs, neither has preempted the other. */
static void test_cpu_unknown(void)
{
	leaders_cpu = own_cpu = -1;
	test_stuck();
}

/* A child of fork() in whose parent a barrier was in flight. (The leader is still here, and ends it later.) */
static void test_child(void)
{
	for (unsigned i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		pthread_t leader = hold_leader();
		membarrier_ticket_t ticket = membarrier_ticket();
		unsigned before = issued;

		at_fork_in_child();
		CHECK(!membarrier_ticket_passed(ticket), "call %u: no barrier has begun since", i);
		calls[i]();
		CHECK(issued == before + 1 && membarrier_ticket_passed(ticket), "call %u: %u barriers", i, issued - before);
		CHECK(reads == 0, "call %u: the clock was read %u times: it waited for a thread that it has not", i, reads);
		release(leader);
		CHECK(membarrier_try_slow_path() && reads == 0, "call %u: what was left behind is in flight", i);
	}
}

/* A try declines for ten milliseconds, however often it is asked. */
static void test_try(void)
{
	for (unsigned round = 0; round < 2; round++) {
		pthread_t leader = hold_leader();
		unsigned before = issued;

		step = 0;
		for (int i = 0; i < 1000; i++)
			CHECK(!membarrier_try_slow_path(), "refusal %d", i);
		clock_now += LOST - 1;
		CHECK(!membarrier_try_slow_path() && issued == before, "too early");
		clock_now += 1;
		CHECK(membarrier_try_slow_path() && issued == before + 1, "not lost");
		CHECK(membarrier_try_slow_path(), "it has been made good");
		release(leader);
	}
}

static void test_no_clock(void)
{
	pthread_t leader = hold_leader();

	clock_now = step = 0;
	membarrier_slow_path();
	CHECK(issued == 2 && reads < 6, "%u barriers, the clock was read %u times", issued, reads);
	release(leader);
	leader = hold_leader();
	CHECK(membarrier_try_slow_path(), "it may be lost");
	release(leader);
}

/* The usual time follows what barriers take, and one barrier that takes long changes it little. */
static void test_learns(void)
{
	uint64_t before = wait_for_stuck(), after;

	takes = UINT64_C(1000000000);
	wait_for_stuck();
	takes = before / 4;
	after = wait_for_stuck();
	CHECK(after <= before + before / 4, "%" PRIu64 " ns, and %" PRIu64 " after one that took long", before, after);
	takes = USUAL / 10;
	for (int i = 0; i < 40; i++)
		wait_for_stuck();
	after = wait_for_stuck();
	CHECK(after < before / 4, "%" PRIu64 " ns, and %" PRIu64 " after short ones", before, after);
	takes = 4 * USUAL;
	for (int i = 0; i < 60; i++)
		wait_for_stuck();
	after = wait_for_stuck();
	CHECK(after > 2 * before, "%" PRIu64 " ns, and %" PRIu64 " after long ones", before, after);
}

/* Polls a thousand times without a change of the clock: all must be false. */
static void not_yet(membarrier_ticket_t ticket, uint64_t interval)
{
	unsigned before = issued;

	for (int i = 0; i < 1000; i++)
		CHECK(!membarrier_ticket_poll(ticket, interval) && issued == before, "poll %d", i);
}

/* Polls make one barrier in an interval, which begins at the first poll that sees the last barrier of any thread. */
static void test_poll(void)
{
	const uint64_t interval = 50 * USUAL;
	membarrier_ticket_t ticket;
	pthread_t leader;

	step = 0;
	ticket = membarrier_ticket();
	not_yet(ticket, interval);
	for (unsigned round = 1; round <= 3; round++) {
		clock_now += interval;
		CHECK(membarrier_ticket_poll(ticket, interval) && issued == round, "round %u: %u barriers", round, issued);
		CHECK(membarrier_ticket_poll(ticket, interval) && membarrier_ticket_passed(ticket), "it has passed");
		ticket = membarrier_ticket();
		not_yet(ticket, interval);
		clock_now += interval - 1;
		not_yet(ticket, interval);
		clock_now -= interval; /* The clock of another CPU may be behind. */
		not_yet(ticket, interval);
		clock_now++;
	}
	membarrier_slow_path();
	CHECK(issued == 4 && membarrier_ticket_poll(ticket, interval) && issued == 4, "a slow path served it");
	ticket = membarrier_ticket();
	clock_now += interval;
	not_yet(ticket, interval); /* The slow path's barrier was first seen by this poll. */
	clock_now += interval;
	leader = hold_leader();
	not_yet(ticket, interval); /* One is in flight, and nothing waits for it. */
	release(leader);
	CHECK(membarrier_ticket_poll(ticket, interval) && issued == 5, "%u barriers", issued);
	CHECK(membarrier_ticket_poll(membarrier_ticket(), 0) && issued == 6, "an interval of nothing is a slow path");
	clock_now = 0;
	CHECK(membarrier_ticket_poll(membarrier_ticket(), interval) && issued == 7, "without a clock there is no interval");
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(void);
	} cases[] = {
		{ "alone", test_alone },
		{ "stuck", test_stuck },
		{ "stuck_ticket", test_stuck_ticket },
		{ "moves", test_moves },
		{ "gathers", test_gathers },
		{ "own", test_own },
		{ "child", test_child },
		{ "try", test_try },
		{ "no_clock", test_no_clock },
		{ "learns", test_learns },
		{ "poll", test_poll },
		{ "preempted", test_preempted },
		{ "preempted_later", test_preempted_later },
		{ "cpu_unknown", test_cpu_unknown },
	};

	for (size_t i = 0; argc == 2 && i < sizeof cases / sizeof cases[0]; i++)
		if (strcmp(argv[1], cases[i].name) == 0) {
			reads = 0; /* The constructor has read the clock, to bind its symbol early. */
			cases[i].test();
			return 0;
		}
	fprintf(stderr, "usage: wait CASE\n");
	return 2;
}
