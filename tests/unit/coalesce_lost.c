/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce_lost - a barrier in flight whose leader does not go on: a signal handler has
 * interrupted it, or has left by longjmp(), or the process is a child of fork() made
 * meanwhile, which has no such thread. No call lasts for ever (the test's time limit), and
 * tickets pass by later barriers. Each scenario is a process.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>

#include "held.h"
#include "spawn.h"

enum { CALLS = 20, CROWD = 6, MAGIC = 12345 };

/* Another thread than those that ask takes them: before the barrier begins, and while it is in flight. */
static membarrier_ticket_t taken_first, taken_before;

/*
 * All calls end and do what they promise, whatever was left behind. A try declines at first,
 * unless the barrier in flight is one of its own thread or of the parent.
 */
static void call_everything(bool knows_better)
{
	struct membarrier_stats before = strategy_stats(), after;
	membarrier_ticket_t first = membarrier_ticket();
	unsigned long declined;

	errno = MAGIC;
	CHECK(!membarrier_ticket_passed(first) && !membarrier_ticket_passed(taken_before), "no barrier is over");
	declined = strategy_try();
	CHECK((declined == 0) == knows_better, "declined %lu times", declined);
	CHECK(membarrier_ticket_passed(first) && membarrier_ticket_passed(taken_before), "one has begun since, and is over");
	for (int i = 0; i < CALLS; i++) {
		membarrier_ticket_t mine = membarrier_ticket();

		CHECK(!membarrier_ticket_passed(mine), "call %d", i);
		if (i % 3 == 0)
			membarrier_ticket_wait(mine);
		else if (i % 3 == 1)
			membarrier_slow_path();
		else
			CHECK(membarrier_try_slow_path(), "call %d: what was left behind has been made good", i);
		CHECK(membarrier_ticket_passed(mine), "call %d", i);
	}
	CHECK(errno == MAGIC, "errno %d", errno);
	after = strategy_stats();
	CHECK(after.slow_paths - before.slow_paths == CALLS + 1, "%lu", (unsigned long)after.slow_paths);
	CHECK(after.barriers - before.barriers == CALLS + 1, "%lu", (unsigned long)after.barriers);
	CHECK(after.declined - before.declined == declined, "%lu", (unsigned long)after.declined);
	CHECK(after.recovered == before.recovered, "%lu", (unsigned long)after.recovered);
}

/* First calls a slow path, which waits for the other barrier, but not for ever. */
static void call_slow_path_first(void)
{
	membarrier_ticket_t mine = membarrier_ticket();
	uint64_t before = strategy_stats().barriers;

	membarrier_slow_path();
	CHECK(strategy_stats().barriers - before == 1, "it was served by what had begun before");
	CHECK(membarrier_ticket_passed(mine), "it has been served");
	CHECK(membarrier_try_slow_path(), "what was left behind has been made good");
}

/* ---- a leader that is interrupted -------------------------------------------------- */

static volatile sig_atomic_t in_handler;
static bool leave, slow_path_first;
static sigjmp_buf before_the_call;

static void handle(int signal)
{
	(void)signal;
	in_handler = 1;
	if (leave)
		siglongjmp(before_the_call, 1);
	if (slow_path_first)
		call_slow_path_first();
	else
		call_everything(true);
}

static void *lead(void *unused)
{
	membarrier_ticket_t mine = membarrier_ticket();

	if (sigsetjmp(before_the_call, 1) == 0) {
		membarrier_slow_path();
		CHECK(!leave, "the handler has not left");
		CHECK(membarrier_ticket_passed(mine), "the slow path was interrupted, and has returned");
		CHECK(membarrier_try_slow_path(), "nothing is on its way");
	}
	return unused;
}

static void install(int flags)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_handler = handle;
	action.sa_flags = flags;
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0, "sigaction() failed");
}

/* The leader's barrier is in flight when the signal arrives, and may go on when the handler runs. */
static pthread_t interrupt_leader(void)
{
	unsigned begun = held_hold();
	pthread_t leader;

	taken_first = membarrier_ticket();
	CHECK(pthread_create(&leader, NULL, lead, NULL) == 0, "no thread");
	held_await(begun + 1);
	taken_before = membarrier_ticket();
	CHECK(!membarrier_ticket_passed(taken_first) && !membarrier_ticket_passed(taken_before), "nothing is over");
	CHECK(pthread_kill(leader, SIGUSR1) == 0, "pthread_kill() failed");
	while (!__atomic_load_n(&in_handler, __ATOMIC_RELAXED))
		sched_yield();
	return leader;
}

struct interruption {
	int flags; /* without SA_RESTART the barrier is refused (EINTR), and made after all */
	bool slow_path_first;
};

static void handler_calls(const void *argument)
{
	const struct interruption *interruption = argument;
	struct membarrier_stats before, after;
	pthread_t leader;

	held_begin();
	slow_path_first = interruption->slow_path_first;
	install(interruption->flags);
	before = strategy_stats();
	leader = interrupt_leader();
	held_release();
	CHECK(pthread_join(leader, NULL) == 0, "no thread");
	after = strategy_stats();
	CHECK(after.barriers + after.joined - before.barriers - before.joined == after.slow_paths - before.slow_paths,
	      "a slow path without a barrier");
	CHECK(after.recovered - before.recovered == (interruption->flags & SA_RESTART ? 0 : 1), "%lu recovered",
	      (unsigned long)after.recovered);
}

static void *call_often(void *unused)
{
	for (int i = 0; i < CALLS; i++) {
		membarrier_ticket_t mine = membarrier_ticket();

		membarrier_slow_path();
		CHECK(membarrier_ticket_passed(mine), "call %d", i);
	}
	return unused;
}

/* A leader that has left its slow path, alone and in a crowd. */
static void handler_leaves(const void *argument)
{
	const unsigned crowd = *(const unsigned *)argument;
	pthread_t leader, callers[CROWD];

	held_begin();
	leave = true;
	install(0);
	for (int i = 0; i < 2; i++) {
		in_handler = 0;
		leader = interrupt_leader();
		held_release();
		CHECK(pthread_join(leader, NULL) == 0, "no thread");
		for (unsigned j = 0; j < crowd; j++)
			CHECK(pthread_create(&callers[j], NULL, call_often, NULL) == 0, "no thread");
		for (unsigned j = 0; j < crowd; j++)
			CHECK(pthread_join(callers[j], NULL) == 0, "no thread");
		if (!crowd)
			call_everything(false);
	}
	CHECK(membarrier_ticket_passed(taken_before), "barriers have begun since");
	CHECK(membarrier_try_slow_path(), "what was left behind has been made good");
}

/* ---- a child of fork() without the leader ------------------------------------------ */

static void run_child(bool after_a_slow_path)
{
	pid_t child = fork();
	int status;

	CHECK(child >= 0, "fork(): %s", strerror(errno));
	if (child == 0) {
		held_limit(); /* is not inherited */
		if (after_a_slow_path)
			call_slow_path_first();
		else
			call_everything(true);
		fflush(NULL);
		_exit(0);
	}
	/* The child's barriers are asked for through the same supervisor. */
	held_release();
	CHECK(waitpid(child, &status, 0) == child, "waitpid(): %s", strerror(errno));
	CHECK(status == 0, "the child's status is %#x", (unsigned)status);
}

static void born_meanwhile(const void *argument)
{
	unsigned begun;
	pthread_t leader;

	held_begin();
	begun = held_hold();
	CHECK(pthread_create(&leader, NULL, lead, NULL) == 0, "no thread");
	held_await(begun + 1);
	taken_before = membarrier_ticket();
	run_child(*(const bool *)argument);
	CHECK(pthread_join(leader, NULL) == 0, "no thread");
	/* In the parent the leader has gone on, and has tried once more. */
	CHECK(membarrier_ticket_passed(taken_before), "the leader's second barrier has begun since");
}

static void expect_success(const char *what, void (*body)(const void *), const void *argument)
{
	struct outcome outcome;

	spawn(&outcome, body, argument);
	spawn_skip(&outcome);
	CHECK(spawn_exited(&outcome, 0), "%s: status %#x: %s", what, (unsigned)outcome.status, outcome.err);
	printf("%s: all calls ended\n", what);
}

int main(void)
{
	static const struct interruption restarted = { SA_RESTART, false }, refused = { 0, false },
									 restarted_slow = { SA_RESTART, true }, refused_slow = { 0, true };
	static const unsigned alone = 0, crowd = CROWD;
	static const bool yes = true, no = false;

#ifdef MEMBARRIER_TSAN_
	SKIP("ThreadSanitizer keeps handlers back until the call they interrupt is over, and bears no fork() beside threads");
#endif
	expect_success("a handler, the barrier made again", handler_calls, &restarted);
	expect_success("a handler, the barrier refused", handler_calls, &refused);
	expect_success("a handler's slow path, the barrier made again", handler_calls, &restarted_slow);
	expect_success("a handler's slow path, the barrier refused", handler_calls, &refused_slow);
	expect_success("a handler that leaves", handler_leaves, &alone);
	expect_success("a handler that leaves a crowd", handler_leaves, &crowd);
	expect_success("a child of fork()", born_meanwhile, &no);
	expect_success("a slow path in a child of fork()", born_meanwhile, &yes);
	return 0;
}
