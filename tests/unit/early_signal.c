/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * early_signal - a signal handler makes the choice while the thread it interrupted is
 * in the middle of making it. A supervisor sends the signal from the N-th system
 * call that the choice needs; without SA_RESTART that call fails in the interrupted
 * thread, which must then take over what its handler found.
 *
 *   early_signal         runs itself for every N, with and without SA_RESTART
 */
#define _GNU_SOURCE
#include <signal.h>

#include "early.h"
#include "spawn.h"
#include "supervisor.h"

/* At least query, register and barrier; more if they are first tried in a child. */
enum { LEAST = 3, MOST = 20, TOO_FEW = 3 };

static pthread_t chooser;
static int calls, signal_at, restart;
static volatile sig_atomic_t handled, handled_inside, choosing;
static struct membarrier_info by_handler, by_chooser;
static struct membarrier_candidate handlers_first, choosers_first;

static bool answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	(void)call;
	(void)reply;
	if (++calls == signal_at)
		CHECK(pthread_kill(chooser, SIGUSR1) == 0, "pthread_kill() failed");
	return true;
}

static void ask(struct membarrier_info *info, struct membarrier_candidate *candidate)
{
	info->size = sizeof *info;
	candidate->size = sizeof *candidate;
	membarrier_slow_path();
	if (membarrier_get_info(info) || membarrier_get_candidate(0, candidate))
		abort();
}

static void handle(int signal)
{
	(void)signal;
	handled++;
	handled_inside = choosing && membarrier_strategy_ == 0;
	ask(&by_handler, &handlers_first);
}

static void start(int argc, char **argv, char **environment)
{
	static struct supervisor supervisor = { answer, -1 };
	struct sigaction action;

	(void)environment;
	if (argc != 3)
		return;
	early_begin();
	signal_at = atoi(argv[1]);
	restart = atoi(argv[2]);
	memset(&action, 0, sizeof action);
	action.sa_handler = handle;
	action.sa_flags = restart ? SA_RESTART : 0;
	sigaction(SIGUSR1, &action, NULL);
	chooser = pthread_self();
	supervise(&supervisor, &supervised_membarrier);
	choosing = 1;
	ask(&by_chooser, &choosers_first);
	choosing = 0;
}

RUN_BEFORE_CONSTRUCTORS(start);

static void check_once(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	early_check();
	if (calls < signal_at || (handled && !handled_inside))
		exit(TOO_FEW); /* The choice needs fewer calls than that. */
	CHECK(handled == 1 && handled_inside, "%d signals, inside: %d", (int)handled, (int)handled_inside);
	CHECK(memcmp(&by_handler, &by_chooser, sizeof by_handler) == 0, "%s, %s", by_handler.reason, by_chooser.reason);
	CHECK(handlers_first.reason == choosers_first.reason, "%s; %s", handlers_first.reason, choosers_first.reason);
	CHECK(handlers_first.verdict == MEMBARRIER_OFFERED, "%s", handlers_first.reason);
	CHECK(membarrier_get_stats(&stats) == 0 && stats.slow_paths == 2 && stats.declined == 0, "%lu",
	      (unsigned long)stats.slow_paths);
	printf("strategy %s\n", by_chooser.strategy);
}

static void run_again(const void *arguments)
{
	char *const *argv = (char *const *)arguments;

	execv(argv[0], argv);
	exit(126);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		check_once();
		return 0;
	}
	for (int i = 0; i < 2 * MOST; i++) {
		char at[8], with_restart[8];
		char *arguments[] = { argv[0], at, with_restart, NULL };
		struct outcome outcome;

		snprintf(at, sizeof at, "%d", 1 + i / 2);
		snprintf(with_restart, sizeof with_restart, "%d", i % 2);
		spawn(&outcome, run_again, arguments);
		spawn_skip(&outcome);
		if (i >= 2 * LEAST && spawn_exited(&outcome, TOO_FEW))
			return 0;
		CHECK(spawn_exited(&outcome, 0), "call %s, SA_RESTART %s: %#x: %s", at, with_restart, (unsigned)outcome.status,
		      outcome.err);
		printf("signal in call %s, SA_RESTART %s: %s", at, with_restart, outcome.out);
	}
	CHECK(0, "more than %d calls", MOST);
}
