/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pid_namespace - a program under a filter, whose next child will be the first process of a
 * new PID namespace: that is the program's to make, since no process can be made any more
 * once the first one has ended. Needs the right to make such a namespace.
 *
 *   pid_namespace            runs itself, with the filter and the namespace:
 *     after                  the library has chosen; two children, the first of them has number 1
 *     control                the same with a child in the library's place
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>

#include "../seccomp.h"
#include "spawn.h"
#include "strategy.h"

static pid_t start_child(bool stay)
{
	pid_t child = fork();

	if (child == 0) {
		char number[16];
		int length = snprintf(number, sizeof number, "%d\n", (int)getpid());

		if (write(STDOUT_FILENO, number, (size_t)length) != length)
			_exit(1);
		if (stay)
			pause();
		_exit(0);
	}
	return child;
}

/* In the new namespace, after the library's constructor. */
static int after(bool spoilt)
{
	pid_t first, second;

	if (spoilt)
		waitpid(start_child(false), NULL, 0);
	first = start_child(true);
	if (first < 0)
		return errno == ENOMEM ? 3 : 4;
	second = start_child(false);
	CHECK(second > 0 && waitpid(second, NULL, 0) == second, "a second child: %s", strerror(errno));
	kill(first, SIGKILL);
	waitpid(first, NULL, 0);
	printf("%s\n", strategy_candidate("membarrier").reason);
	return 0;
}

static void run_again(const void *arguments)
{
	char *const *argv = (char *const *)arguments;
	int error = filter_process("allow-all");

	if (error)
		SKIP("a seccomp filter: %s", strerror(-error));
	if (unshare(CLONE_NEWPID))
		SKIP("a PID namespace: %s", strerror(errno));
	execv(argv[0], argv);
	exit(126);
}

int main(int argc, char **argv)
{
	static char *arguments[] = { NULL, NULL, NULL };
	static char ordinary[] = "after", control[] = "control";
	struct outcome outcome;

	if (argc == 2)
		return after(strcmp(argv[1], control) == 0);
	arguments[0] = argv[0];
	arguments[1] = control;
	spawn(&outcome, run_again, arguments);
	spawn_skip(&outcome);
	CHECK(spawn_exited(&outcome, 3), "INCONCLUSIVE: the control ended with %#x", (unsigned)outcome.status);
	arguments[1] = ordinary;
	spawn(&outcome, run_again, arguments);
	spawn_skip(&outcome);
	CHECK(spawn_exited(&outcome, 0), "%#x: %s", (unsigned)outcome.status, outcome.err);
	CHECK(spawn_line(outcome.out, "1"), "the first child has another number: %s", outcome.out);
	printf("%s", outcome.out);
	return 0;
}
