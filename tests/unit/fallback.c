/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * fallback - the system refuses what it granted at the start, while fast paths are
 * free already. Each scenario is a process, because a filter cannot be removed.
 *
 *   fallback            from the strategy in use to any other that is sound
 *   fallback unsound    from membarrier, where mprotect works and is not known to be sound
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "../seccomp.h"
#include "hide.h"
#include "spawn.h"
#include "strategy.h"
#include "supervisor.h"

#define MAGIC 12345

static void refuse(const char *filter)
{
	int error = filter_process(filter);

	if (error)
		SKIP("the seccomp filter %s: %s", filter, strerror(-error));
}

/* Makes `calls` slow paths, which must be counted. errno must not change. */
static void check_served(unsigned calls, unsigned recovered)
{
	struct membarrier_stats before = strategy_stats(), after;

	for (unsigned i = 0; i < calls; i++) {
		errno = MAGIC;
		if (i % 2)
			CHECK(membarrier_try_slow_path(), "call %u", i);
		else
			membarrier_slow_path();
		CHECK(errno == MAGIC, "errno %d", errno);
	}
	after = strategy_stats();
	CHECK(after.slow_paths - before.slow_paths == calls, "%lu", (unsigned long)after.slow_paths);
	CHECK(after.barriers - before.barriers == calls, "%lu", (unsigned long)after.barriers);
	CHECK(after.recovered - before.recovered == recovered, "%lu", (unsigned long)after.recovered);
	CHECK(after.declined == before.declined, "%lu", (unsigned long)after.declined);
}

static void check_declined(void)
{
	struct membarrier_stats before = strategy_stats(), after;

	errno = MAGIC;
	CHECK(!membarrier_try_slow_path(), "nothing can have made the barrier");
	CHECK(errno == MAGIC, "errno %d", errno);
	after = strategy_stats();
	CHECK(after.declined - before.declined == 1, "%lu", (unsigned long)after.declined);
	CHECK(after.slow_paths == before.slow_paths && after.barriers == before.barriers, "a barrier was counted");
	CHECK(after.recovered == before.recovered, "a recovery was counted");
}

/* The strategy in use is always refused, and the other one is not: every barrier is a recovery. */
static void by_the_other(const void *filter)
{
	check_served(4, 0);
	refuse(filter);
	check_served(4, 4);
	/* The library still reports what it found at the start. */
	CHECK(strategy_info().asymmetric, "fast paths cannot have changed");
}

/* No thread has asked about mprotect yet: it is tried now, under the filter, and used only if it is sound. */
static void by_untried(const void *filter)
{
	bool ordered;

	refuse(filter);
	ordered = membarrier_try_slow_path();
	CHECK(ordered == (strategy_candidate("mprotect").verdict == MEMBARRIER_OFFERED), "%d", ordered);
}

/* A strategy that works but is not known to be sound here must not be used for recovery. */
static void by_unsound(const void *filter)
{
	refuse(filter);
	check_declined();
	CHECK(strategy_candidate("mprotect").verdict == MEMBARRIER_UNSOUND, "it may be used");
	check_declined();
}

/* mprotect is tried for the first time now, and no page can be mapped for it. */
static void without_memory(const void *unused)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };
	struct rlimit limit, none;
	int error, result;

	(void)unused;
	CHECK(getrlimit(RLIMIT_AS, &limit) == 0, "no limit to restore");
	none = limit;
	none.rlim_cur = 0;
	CHECK(setrlimit(RLIMIT_AS, &none) == 0, "the limit cannot be set");
	errno = MAGIC;
	result = membarrier_get_candidate(1, &candidate);
	error = errno;
	CHECK(setrlimit(RLIMIT_AS, &limit) == 0, "the limit cannot be restored");
	CHECK(error == MAGIC, "errno %d", error);
	CHECK(result == 0 && strcmp(candidate.name, "mprotect") == 0, "%d", result);
	CHECK(candidate.verdict == MEMBARRIER_UNAVAILABLE && candidate.error == ENOMEM, "%s", candidate.reason);
}

static void wait_for_ticket(void)
{
	membarrier_ticket_wait(membarrier_ticket());
}

struct refusals {
	const char *first, *second;
	void (*last_call)(void);
};

/* Both strategies are refused. */
static void by_none(const void *argument)
{
	const struct refusals *refusals = argument;

	refuse(refusals->first);
	refuse(refusals->second);
	check_declined();
	check_declined();
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == 0, "the strategy cannot have changed");
	puts("declined");
	fflush(stdout);
	refusals->last_call();
	puts("returned");
}

static const char last_words[] =
	"libmembarrier: the system refuses the process-wide barrier it granted at start-up, "
	"and has no other that is sound; fast paths are unordered without it\n";

static void show_and_return(const char *line)
{
	printf("hook: %s", line);
	fflush(stdout);
}

static void show_and_exit(const char *line)
{
	show_and_return(line);
	_exit(42);
}

static void with_a_hook(membarrier_last_resort hook)
{
	CHECK(membarrier_add_last_resort(hook) == 0, "no room");
	refuse("membarrier-enosys");
	refuse("mprotect-rw-enomem");
	CHECK(!membarrier_try_slow_path(), "nothing can have made the barrier");
	puts("declined");
	membarrier_slow_path();
}

static void with_a_hook_that_returns(const void *unused)
{
	(void)unused;
	with_a_hook(show_and_return);
}

static void with_a_hook_that_exits(const void *unused)
{
	(void)unused;
	with_a_hook(show_and_exit);
}

/* What a supervisor refuses for a while. */
struct plan {
	const char *what;
	int error;             /* the error of each refusal */
	unsigned refusals;     /* the number of refusals */
	bool until_registered; /* or: until it registers again */
	bool any_command;      /* refuses every command; otherwise only the barrier */
};

static struct plan plan;
static atomic_uint barriers_seen, registrations_seen; /* counted in the supervisor thread */

static bool answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	bool barrier = call->args[0] == FILTER_BARRIER;

	barriers_seen += barrier;
	registrations_seen += call->args[0] == FILTER_REGISTER;
	if (!barrier && !plan.any_command)
		return true;
	if (plan.until_registered ? registrations_seen > 0 : plan.refusals == 0)
		return true;
	if (!plan.until_registered)
		plan.refusals--;
	reply->error = -plan.error;
	return false;
}

static void for_a_while(const void *argument)
{
	static struct supervisor supervisor = { answer, -1 };

	plan = *(const struct plan *)argument;
	refuse("mprotect-rw-enomem"); /* Without this, mprotect would serve. */
	supervise(&supervisor, &supervised_membarrier);
	check_served(1, 1);
	check_served(3, 0);
	CHECK(registrations_seen >= 1, "it did not register again");
	CHECK(barriers_seen >= 5, "%u barriers were asked for", barriers_seen);
}

/* Memory stays short: the library must try the other strategy before it retries the first for long. */
static void without_waiting(const void *unused)
{
	enum { CALLS = 8 };
	static struct supervisor supervisor = { answer, -1 };

	(void)unused;
	plan = (struct plan){ .error = ENOMEM, .refusals = UINT_MAX };
	supervise(&supervisor, &supervised_membarrier);
	check_served(CALLS, CALLS);
	CHECK(barriers_seen <= 2 * CALLS && registrations_seen <= CALLS,
	      "%d slow paths asked %u times, and registered %u times", CALLS, barriers_seen, registrations_seen);
}

static void expect_success(const char *what, void (*body)(const void *), const void *argument)
{
	struct outcome outcome;

	spawn(&outcome, body, argument);
	spawn_skip(&outcome);
	CHECK(spawn_exited(&outcome, 0), "%s: status %#x: %s", what, (unsigned)outcome.status, outcome.err);
	printf("%s: served\n", what);
}

static void expect_abort_of(void (*last_call)(void), const char *first, const char *second)
{
	const struct refusals refusals = { first, second, last_call };
	struct outcome outcome;

	spawn(&outcome, by_none, &refusals);
	spawn_skip(&outcome);
	CHECK(spawn_killed(&outcome, SIGABRT), "status %#x: %s%s", (unsigned)outcome.status, outcome.out, outcome.err);
	CHECK(spawn_line(outcome.out, "declined") && !spawn_line(outcome.out, "returned"), "%s", outcome.out);
	CHECK(strcmp(outcome.err, last_words) == 0, "%s", outcome.err);
	printf("%s and %s: declined, then aborted\n", first, second);
}

static void expect_abort(const char *first, const char *second)
{
	expect_abort_of(membarrier_slow_path, first, second);
	expect_abort_of(wait_for_ticket, first, second);
}

static void expect_last_resort(void)
{
	struct outcome outcome;
	char shown[512];

	snprintf(shown, sizeof shown, "declined\nhook: %s", last_words);
	spawn(&outcome, with_a_hook_that_returns, NULL);
	spawn_skip(&outcome);
	CHECK(spawn_killed(&outcome, SIGABRT), "status %#x: %s", (unsigned)outcome.status, outcome.err);
	CHECK(strcmp(outcome.out, shown) == 0 && strcmp(outcome.err, last_words) == 0, "%s%s", outcome.out, outcome.err);
	spawn(&outcome, with_a_hook_that_exits, NULL);
	CHECK(spawn_exited(&outcome, 42), "status %#x: %s", (unsigned)outcome.status, outcome.err);
	CHECK(strcmp(outcome.out, shown) == 0 && !*outcome.err, "%s%s", outcome.out, outcome.err);
	printf("the last resort is called, once\n");
}

static void from_membarrier(void)
{
	static const struct plan plans[] = {
		{ "no memory for the first barrier", ENOMEM, 1, false, false },
		{ "no memory for three barriers", ENOMEM, 3, false, false },
		{ "no memory for three calls", ENOMEM, 3, false, true },
		{ "a signal in the first barrier", EINTR, 1, false, false },
		{ "no registration any more", EPERM, 0, true, false },
	};

	for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++)
		expect_success(plans[i].what, for_a_while, &plans[i]);
	expect_success("no memory for a page, mprotect untried", without_memory, NULL);
	expect_success("no-barrier-eperm, mprotect untried", by_untried, "no-barrier-eperm");
	expect_abort("no-barrier-eperm", "mprotect-rw-enomem");
	expect_last_resort();
	/* From here on mprotect has been tried, and found to work. */
	if (strategy_candidate("mprotect").verdict != MEMBARRIER_OFFERED)
		SKIP("recovery by mprotect, which is not offered here");
	expect_success("no-barrier-eperm", by_the_other, "no-barrier-eperm");
	expect_success("no-barrier-enomem", by_the_other, "no-barrier-enomem");
	expect_success("membarrier-enosys", by_the_other, "membarrier-enosys");
	expect_success("no memory for good", without_waiting, NULL);
	expect_abort("no-barrier-eperm", "mprotect-rw-enomem");
	expect_abort("membarrier-enosys", "mprotect-none-eperm");
}

static void from_mprotect(void)
{
	expect_abort("mprotect-none-eperm", "membarrier-enosys");
	if (strategy_candidate("membarrier").verdict != MEMBARRIER_OFFERED)
		SKIP("recovery by membarrier, which is not offered here");
	expect_success("mprotect-rw-enomem", by_the_other, "mprotect-rw-enomem");
	expect_success("mprotect-none-eperm", by_the_other, "mprotect-none-eperm");
	expect_abort("mprotect-rw-enomem", "no-barrier-eperm");
}

static void tell_mprotect(const void *unused)
{
	(void)unused;
	puts(strategy_candidate("mprotect").verdict == MEMBARRIER_UNSOUND ? "unsound" : "not so");
}

static void without_a_sound_one(void)
{
	struct outcome outcome;

	hide_interrupts();
	spawn(&outcome, tell_mprotect, NULL);
	spawn_skip(&outcome);
	if (!spawn_line(outcome.out, "unsound"))
		SKIP("a mprotect that works and is not known to be sound");
	expect_success("no-barrier-eperm, mprotect unsound", by_unsound, "no-barrier-eperm");
	expect_abort("no-barrier-eperm", "query-only");
}

int main(int argc, char **argv)
{
	struct membarrier_info info = strategy_info();

	(void)argv;
	if (argc > 1)
		without_a_sound_one();
	else if (strcmp(info.strategy, "membarrier") == 0)
		from_membarrier();
	else if (strcmp(info.strategy, "mprotect") == 0)
		from_mprotect();
	else
		SKIP("plain fences ask nothing of the system");
	return 0;
}
