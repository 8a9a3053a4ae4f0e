/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce_rule - a barrier that is in flight does not serve a caller that enters; the
 * caller may share the next one: scenario COALESCE, with barriers that are held in flight.
 *
 *   coalesce_rule CONTROL    CONTROL: the same program with a library whose callers accept any
 *                         barrier that ends; they must return too early
 *   coalesce_rule            the rounds alone
 */
#define _GNU_SOURCE
#include "held.h"
#include "spawn.h"

enum { ROUNDS = 60, MOST_ROUNDS = 20 * ROUNDS, TOO_EARLY = 3, MAGIC = 12345 };
#define CALLERS 8u

struct caller {
	pthread_t thread;
	bool by_ticket; /* takes a ticket and waits for it */
};

static struct caller leader, early[CALLERS], late[CALLERS];
static unsigned entered;  /* callers that are about to enter, or have entered */
static unsigned returned; /* callers that have returned */
static unsigned too_early;

/* A barrier must be asked for after the caller was about to enter, because the caller enters still later. */
static void *call(void *argument)
{
	const struct caller *caller = argument;
	unsigned before = held_count();

	__atomic_add_fetch(&entered, 1, __ATOMIC_RELAXED);
	errno = MAGIC;
	if (caller->by_ticket)
		membarrier_ticket_wait(membarrier_ticket());
	else
		membarrier_slow_path();
	CHECK(errno == MAGIC, "errno %d", errno);
	if (held_count() == before)
		__atomic_add_fetch(&too_early, 1, __ATOMIC_RELAXED);
	__atomic_add_fetch(&returned, 1, __ATOMIC_RELAXED);
	return NULL;
}

static void begin(struct caller *callers, unsigned count)
{
	__atomic_store_n(&entered, 0, __ATOMIC_RELAXED);
	for (unsigned i = 0; i < count; i++) {
		callers[i].by_ticket = i % 3 == 2;
		CHECK(pthread_create(&callers[i].thread, NULL, call, &callers[i]) == 0, "no thread");
	}
	while (__atomic_load_n(&entered, __ATOMIC_RELAXED) < count)
		sched_yield();
}

static void end(const struct caller *callers, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		CHECK(pthread_join(callers[i].thread, NULL) == 0, "no thread");
}

/* Waits for a barrier. If an earlier one has served all callers, which is wrong, no caller asks for it. */
static void await_barrier(unsigned number, unsigned callers)
{
	while (held_count() < number && __atomic_load_n(&returned, __ATOMIC_RELAXED) < callers)
		sched_yield();
}

/*
 * The first barrier is held until the early callers have entered. The second, which may
 * serve them all, is held until the late ones have. A caller that has waited long enough
 * asks for a barrier of its own; the time varies, so that not all callers do.
 */
static void play_round(unsigned round)
{
	static const long pauses[] = { 0, 20, 100, 300, 1000 };
	const long pause = pauses[round % (sizeof pauses / sizeof pauses[0])];
	const unsigned count = round % 2 ? CALLERS : 1;
	membarrier_ticket_t ticket = membarrier_ticket();
	unsigned begun = held_hold();

	__atomic_store_n(&returned, 0, __ATOMIC_RELAXED);
	begin(&leader, 1);
	await_barrier(begun + 1, 1);
	if (membarrier_ticket_passed(ticket))
		__atomic_add_fetch(&too_early, 1, __ATOMIC_RELAXED);
	begin(early, count);
	held_pause(pause);
	held_let(begun + 1);
	await_barrier(begun + 2, 1 + count);
	begin(late, count);
	held_pause(pause);
	held_release();
	end(&leader, 1);
	end(early, count);
	end(late, count);
}

static bool one_cpu(void)
{
	cpu_set_t cpus;

	return sched_getaffinity(0, sizeof cpus, &cpus) == 0 && CPU_COUNT(&cpus) == 1;
}

static void play(const void *unused)
{
	struct membarrier_stats before, after;
	uint64_t made, served, calls = 0;
	unsigned asked;

	(void)unused;
	held_begin();
	before = strategy_stats();
	asked = held_count();
	/* Whether callers share a barrier depends on their times: more rounds, if need be. */
	for (unsigned i = 0; i < ROUNDS || (i < MOST_ROUNDS && strategy_stats().joined == before.joined); i++) {
		play_round(i);
		calls += 1 + 2 * (i % 2 ? CALLERS : 1);
	}
	after = strategy_stats();
	made = after.barriers - before.barriers;
	served = made + after.joined - before.joined;
	printf("%lu calls: %lu barriers, %u returned too early\n", (unsigned long)calls, (unsigned long)made, too_early);
	CHECK(served == calls && after.slow_paths - before.slow_paths == calls, "%lu served", (unsigned long)served);
	CHECK(made == held_count() - asked, "%u asked for", held_count() - asked);
	if (made == calls && one_cpu())
		SKIP("INCONCLUSIVE: on one CPU no caller shared a barrier in %d rounds", MOST_ROUNDS);
	CHECK(made < calls, "no caller shared one");
	CHECK(after.recovered == before.recovered && after.declined == before.declined, "something was refused");
	exit(too_early ? TOO_EARLY : 0);
}

static void run_control(const void *path)
{
	char *arguments[] = { (char *)(uintptr_t)path, NULL };

	execv(path, arguments);
	exit(126);
}

int main(int argc, char **argv)
{
	struct outcome control, real;

	if (argc == 1)
		play(NULL);
	spawn(&real, play, NULL);
	spawn_skip(&real);
	fputs(real.out, stdout);
	CHECK(spawn_exited(&real, 0), "status %#x: %s", (unsigned)real.status, real.err);
	spawn(&control, run_control, argv[1]);
	spawn_skip(&control);
	printf("control: %s", control.out);
	if (!spawn_exited(&control, TOO_EARLY))
		SKIP("INCONCLUSIVE: no caller was seen to return too early: status %#x: %s", (unsigned)control.status,
		     control.err);
	return 0;
}
