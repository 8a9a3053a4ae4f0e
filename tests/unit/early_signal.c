/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * early_signal - a signal handler makes the choice while the thread that it interrupts is
 * making it. A supervisor sends the signal during the N-th system call that the choice
 * needs. Without SA_RESTART that call fails in the interrupted thread, which must then
 * use what its handler has found.
 *
 *   early_signal         runs itself for every N and each kind of handler:
 *     chooses            it makes the whole choice, and the call is not restarted
 *     restarts           the same, and the call is restarted
 *     asks               it only asks for the verdict: the interrupted thread, whose call failed,
 *                        chooses by what the handler has found
 *     idles              it does nothing, and comes while the thread waits for a trial child
 */
#define _GNU_SOURCE
#include <signal.h>

#include "early.h"
#include "spawn.h"
#include "supervisor.h"

/* At least query, register and barrier; more if a child tries them first, as under a supervisor. */
enum { LEAST = 3, MOST = 20, TOO_FEW = 3 };

enum kind { CHOOSES, RESTARTS, ASKS, IDLES, KINDS };
static const char *const kind_names[KINDS] = { "chooses", "restarts", "asks", "idles" };

static pthread_t chooser;
static int calls, signal_at;
static enum kind kind;
static volatile sig_atomic_t handled, handled_inside, choosing;
static struct membarrier_info by_handler, by_chooser;
static struct membarrier_candidate handlers_first, choosers_first;

/* Waits until the chooser, the first thread of the process, sleeps: it waits for its child, and the child asks. */
static void await_sleep(void)
{
	char state = 'R';

	while (state == 'R') {
		FILE *file = fopen("/proc/self/stat", "r");

		CHECK(file && fscanf(file, "%*d (%*[^)]) %c", &state) == 1, "/proc/self/stat");
		fclose(file);
		sched_yield();
	}
}

static bool answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	(void)call;
	(void)reply;
	if (++calls == signal_at && kind == IDLES)
		await_sleep();
	if (calls == signal_at)
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
	handled_inside = choosing && membarrier_strategy_.id == 0;
	if (kind == CHOOSES || kind == RESTARTS) {
		ask(&by_handler, &handlers_first);
	} else if (kind == ASKS) {
		handlers_first.size = sizeof handlers_first;
		if (membarrier_get_candidate(0, &handlers_first))
			abort();
	}
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
	while (strcmp(argv[2], kind_names[kind]) != 0)
		kind++;
	memset(&action, 0, sizeof action);
	action.sa_handler = handle;
	action.sa_flags = kind == RESTARTS ? SA_RESTART : 0;
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
	if (kind == CHOOSES || kind == RESTARTS)
		CHECK(memcmp(&by_handler, &by_chooser, sizeof by_handler) == 0, "%s, %s", by_handler.reason, by_chooser.reason);
	if (kind != IDLES)
		CHECK(handlers_first.reason == choosers_first.reason, "%s; %s", handlers_first.reason, choosers_first.reason);
	CHECK(choosers_first.verdict == MEMBARRIER_OFFERED, "%s", choosers_first.reason);
	/* The first candidate that is offered must be chosen, whatever this thread was told. */
	CHECK(strcmp(by_chooser.strategy, choosers_first.name) == 0, "%s, %s", by_chooser.strategy, choosers_first.name);
	CHECK(membarrier_get_stats(&stats) == 0 && stats.declined == 0 &&
	          stats.slow_paths == (kind == CHOOSES || kind == RESTARTS ? 2 : 1),
	      "%lu", (unsigned long)stats.slow_paths);
	CHECK(waitpid(-1, NULL, WNOHANG | __WALL) == -1 && errno == ECHILD, "a child was left");
	printf("strategy %s\n", by_chooser.strategy);
}

static void run_again(const void *arguments)
{
	char *const *argv = (char *const *)arguments;

	execv(argv[0], argv);
	exit(126);
}

/* A trial child makes the first of the calls, so later ones need no handler that idles. */
static int last_call(enum kind of)
{
	return of == IDLES ? LEAST : MOST;
}

/* False if the choice needs fewer calls. */
static bool run_one(char *program, int call, enum kind of)
{
	char at[12], name[16];
	char *arguments[] = { program, at, name, NULL };
	struct outcome outcome;

	snprintf(at, sizeof at, "%d", call);
	snprintf(name, sizeof name, "%s", kind_names[of]);
	spawn(&outcome, run_again, arguments);
	spawn_skip(&outcome);
	if (call > LEAST && spawn_exited(&outcome, TOO_FEW))
		return false;
	CHECK(spawn_exited(&outcome, 0), "call %s, handler %s: %#x: %s", at, name, (unsigned)outcome.status, outcome.err);
	printf("signal in call %s, handler %s: %s", at, name, outcome.out);
	return true;
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		check_once();
		return 0;
	}
	for (enum kind of = 0; of < KINDS; of++) {
		int call = 1;

		while (call <= last_call(of) && run_one(argv[0], call, of))
			call++;
		CHECK(call <= MOST, "more than %d calls", MOST);
	}
	return 0;
}
