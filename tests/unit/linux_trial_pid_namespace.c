/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_trial_pid_namespace - a program under a filter, whose next child will be the first process of a
 * new PID namespace. The library must not make that child, because after the first process has ended
 * no other can be made in the namespace. The test needs the right to make such a namespace.
 *
 *   linux_trial_pid_namespace            runs itself, with the filter and the namespace:
 *     after                              the library has chosen; two children, the first of them has number 1
 *     control                            the same with a child in the library's place
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>

#include "../seccomp.h"
#include "spawn.h"
#include "strategy.h"

/* Starts a child that tells its number, and then stays or ends. */
static pid_t start_child(bool stay, int *number)
{
	int ends[2];
	pid_t child;

	CHECK(pipe(ends) == 0, "pipe(): %s", strerror(errno));
	child = fork();
	if (child == 0) {
		int mine = (int)getpid();

		if (write(ends[1], &mine, sizeof mine) != (ssize_t)sizeof mine)
			_exit(1);
		if (stay)
			pause();
		_exit(0);
	}
	if (child > 0)
		CHECK(read(ends[0], number, sizeof *number) == (ssize_t)sizeof *number, "no number");
	return child;
}

/* Runs in the new namespace, after the library's constructor. */
static int after(bool spoilt)
{
	int first_number, second_number;
	pid_t first, second;

	if (spoilt)
		waitpid(start_child(false, &first_number), NULL, 0);
	first = start_child(true, &first_number);
	if (first < 0)
		return errno == ENOMEM ? 3 : 4;
	second = start_child(false, &second_number);
	CHECK(second > 0 && waitpid(second, NULL, 0) == second, "a second child: %s", strerror(errno));
	kill(first, SIGKILL);
	waitpid(first, NULL, 0);
	/* Not always 2, because a thread of ThreadSanitizer in the first child has a number too. */
	CHECK(first_number == 1 && second_number > 1, "children have the numbers %d and %d", first_number, second_number);
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
	printf("%s", outcome.out);
	return 0;
}
