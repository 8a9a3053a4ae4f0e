/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * fallback_last_resort - sandboxes that deny every barrier after fast paths are free, so that no slow
 * path can be made: what the program is told, and how it ends. Each scenario is a
 * process.
 *
 * A hook must not leave by longjmp(), and none does so here.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>

#include "../seccomp.h"
#include "../unit/spawn.h"
#include "../unit/strategy.h"

enum { HOOK_STATUS = 42 };

static int heard; /* calls of hooks */

static void say(const char *text)
{
	CHECK(write(STDOUT_FILENO, text, strlen(text)) == (ssize_t)strlen(text), "no output");
}

static void listen(const char *line)
{
	__atomic_fetch_add(&heard, 1, __ATOMIC_RELAXED);
	say("hook: ");
	say(line);
}

static void listen_too(const char *line)
{
	say("another ");
	listen(line);
}

static void listen_and_end(const char *line)
{
	listen(line);
	_exit(HOOK_STATUS);
}

/* Calls what a hook may call. The library must not call the hook again for that. */
static void listen_and_ask(const char *line)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };

	listen(line);
	if (membarrier_try_slow_path() || membarrier_get_info(&info) || membarrier_get_stats(&stats) || !info.asymmetric)
		_exit(1);
	membarrier_normal_path();
	say("asked\n");
}

static void add(membarrier_last_resort hook)
{
	CHECK(membarrier_add_last_resort(hook) == 0, "no room");
}

static void close_sandbox(void)
{
	static const char *const filters[] = { "membarrier-enosys", "mprotect-none-eperm" };

	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	CHECK(membarrier_try_slow_path(), "nothing is refused so far");
	for (int i = 0; i < 2; i++) {
		int error = filter_process(filters[i]);

		if (error)
			SKIP("the seccomp filter %s: %s", filters[i], strerror(-error));
	}
	CHECK(!membarrier_try_slow_path(), "nothing can have made the barrier");
}

static void slow_path(void)
{
	membarrier_slow_path();
	say("returned\n");
}

/* ---- scenarios ----------------------------------------------------------- */

static void no_hook(const void *unused)
{
	(void)unused;
	close_sandbox();
	slow_path();
}

static void hooks_taken_back(const void *unused)
{
	(void)unused;
	add(listen);
	add(listen_and_end);
	CHECK(membarrier_remove_last_resort(listen_and_end) == 0, "it was added");
	CHECK(membarrier_remove_last_resort(listen) == 0, "it was added");
	close_sandbox();
	slow_path();
}

/* As two libraries would add them. */
static void two_hooks(const void *unused)
{
	(void)unused;
	add(listen_too);
	add(listen);
	close_sandbox();
	slow_path();
}

/* If one hook is removed, the others stay. */
static void one_of_three_taken_back(const void *unused)
{
	(void)unused;
	add(listen_too);
	add(listen_and_end);
	add(listen);
	CHECK(membarrier_remove_last_resort(listen_and_end) == 0, "it was added");
	close_sandbox();
	slow_path();
}

static void one_of_two_ends(const void *unused)
{
	(void)unused;
	add(listen_and_end);
	add(listen_too);
	close_sandbox();
	slow_path();
}

static void hook_returns(const void *unused)
{
	(void)unused;
	add(listen_and_ask);
	close_sandbox();
	slow_path();
}

static void hook_set_late(const void *unused)
{
	(void)unused;
	close_sandbox();
	add(listen_and_end);
	slow_path();
}

static void handle(int signal)
{
	(void)signal;
	slow_path();
}

static void in_a_handler(const void *hook)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_handler = handle;
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0, "sigaction() failed");
	add(*(const membarrier_last_resort *)hook);
	close_sandbox();
	raise(SIGUSR1);
}

static void *in_thread(void *unused)
{
	slow_path();
	return unused;
}

static void in_another_thread(const void *unused)
{
	pthread_t thread;

	(void)unused;
	add(listen_and_end);
	close_sandbox();
	CHECK(pthread_create(&thread, NULL, in_thread, NULL) == 0, "no thread");
	pthread_join(thread, NULL);
}

static void only_tries(const void *unused)
{
	(void)unused;
	add(listen_and_end);
	close_sandbox();
	for (int i = 0; i < 3; i++)
		CHECK(!membarrier_try_slow_path(), "nothing can have made the barrier");
	CHECK(heard == 0, "trying is no last resort");
}

/* A sandbox that kills ends the program at once: no last resort is called. See doc/operators.md. */
static void killed(const void *filter)
{
	int error;

	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	add(listen);
	CHECK(membarrier_try_slow_path(), "nothing is refused so far");
	error = filter_process(filter);
	if (error)
		SKIP("the seccomp filter %s: %s", (const char *)filter, strerror(-error));
	say("closed\n");
	membarrier_try_slow_path();
	say("returned\n");
}

/* ---- what is expected ---------------------------------------------------- */

#define LINE                                                                                         \
	"libmembarrier: the system refuses the process-wide barrier it granted at start-up, and has no " \
	"other that is sound; fast paths are unordered without it\n"
#define HEARD "hook: " LINE

static const membarrier_last_resort returns = listen, ends = listen_and_end;

static const struct scenario {
	const char *name;
	void (*body)(const void *);
	const void *argument;
	int exited, killed; /* the status, or the signal; 0 and 0: it exits with 0 */
	const char *out, *err;
} scenarios[] = {
	{ "no hook", no_hook, NULL, 0, SIGABRT, "", LINE },
	{ "hooks that were taken back", hooks_taken_back, NULL, 0, SIGABRT, "", LINE },
	{ "two hooks", two_hooks, NULL, 0, SIGABRT, HEARD "another " HEARD, LINE },
	{ "three hooks, one taken back", one_of_three_taken_back, NULL, 0, SIGABRT, HEARD "another " HEARD, LINE },
	{ "two hooks, one ends", one_of_two_ends, NULL, HOOK_STATUS, 0, "another " HEARD HEARD, "" },
	{ "a hook that returns", hook_returns, NULL, 0, SIGABRT, HEARD "asked\n", LINE },
	{ "a hook set when it is too late already", hook_set_late, NULL, HOOK_STATUS, 0, HEARD, "" },
	{ "in a signal handler, a hook that ends", in_a_handler, &ends, HOOK_STATUS, 0, HEARD, "" },
	{ "in a signal handler, a hook that returns", in_a_handler, &returns, 0, SIGABRT, HEARD, LINE },
	{ "in another thread", in_another_thread, NULL, HOOK_STATUS, 0, HEARD, "" },
	{ "control: only trying", only_tries, NULL, 0, 0, "", "" },
};

static void expect(const struct scenario *scenario)
{
	struct outcome o;

	spawn(&o, scenario->body, scenario->argument);
	spawn_skip(&o);
	if (scenario->killed)
		CHECK(spawn_killed(&o, scenario->killed), "%s: status %#x: %s%s", scenario->name, (unsigned)o.status, o.out,
		      o.err);
	else
		CHECK(spawn_exited(&o, scenario->exited), "%s: status %#x: %s%s", scenario->name, (unsigned)o.status, o.out,
		      o.err);
	CHECK(strcmp(o.out, scenario->out) == 0, "%s: output: %s", scenario->name, o.out);
	CHECK(strcmp(o.err, scenario->err) == 0, "%s: errors: %s", scenario->name, o.err);
	printf("%s: as expected\n", scenario->name);
}

int main(void)
{
	struct membarrier_info info = strategy_info();
	struct scenario kill = { "a sandbox that kills", killed, NULL, 0, SIGSYS, "closed\n", "" };

	if (!info.asymmetric)
		SKIP("plain fences ask nothing of the system");
	for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
		expect(&scenarios[i]);
	kill.argument = strcmp(info.strategy, "membarrier") == 0 ? "membarrier-kill" : "mprotect-rw-kill";
	expect(&kill);
	/* Control: a filter that kills for the other strategy does not end the program. */
	kill.argument = strcmp(info.strategy, "membarrier") == 0 ? "mprotect-rw-kill" : "membarrier-kill";
	kill.name = "control: a sandbox that kills for something else";
	kill.killed = 0;
	kill.out = "closed\nreturned\n";
	expect(&kill);
	return 0;
}
