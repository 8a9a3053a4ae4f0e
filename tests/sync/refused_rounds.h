/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * refused_rounds.h - rounds.h, and from some round on the system refuses barriers.
 *
 * The block goes on in order, by whatever the core finds in place of the barrier, or the process is stopped by
 * the core. Control: a slow path that goes on although the kernel has refused; it must show the forbidden outcome.
 */
#ifndef REFUSED_ROUNDS_H
#define REFUSED_ROUNDS_H

#include <signal.h>
#include <sys/wait.h>

#include "rounds.h"

enum { BEFORE = 5000, AFTER = 20000 };

static void refuse(const char *filter)
{
	int error = filter_process(filter);

	if (error)
		SKIP("seccomp: %s", strerror(-error));
}

/* Its wait status; the filters end with NULL. */
static int status_of_refused(const char *const *filters, bool ignored)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	CHECK(pid >= 0, "fork() fails");
	if (pid == 0) {
		CHECK(run_rounds(BEFORE, 1) == 0, "a forbidden outcome before anything was refused");
		for (; *filters; filters++)
			refuse(*filters);
		slow_path_is = ignored ? IGNORED : SLOW_PATH;
		if (ignored)
			_exit(run_rounds(CONTROL_ROUNDS, ENOUGH) > 0);
		CHECK(run_rounds(AFTER, 1) == 0, "a forbidden outcome");
		exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid, "no child");
	return status;
}

static int run_refused(void)
{
	static const char *const one[] = { "no-barrier-eperm", NULL };
	static const char *const all[] = { "no-barrier-eperm", "mprotect-rw-enomem", "mprotect-none-eperm", NULL };
	struct membarrier_info info = { .size = sizeof info };
	int status;

	want_asymmetric();
	CHECK(membarrier_get_info(&info) == 0, "no info");
	if (strncmp(info.strategy, "membarrier", strlen("membarrier")) != 0)
		SKIP("strategy %s: no filter refuses it", info.strategy);
	status = status_of_refused(one, true);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		return 77;
	if (WEXITSTATUS(status) == 0)
		SKIP("INCONCLUSIVE: the control, which ignores that it was refused, was not seen to fail");
	status = status_of_refused(one, false);
	CHECK(status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT), "wait status %#x", (unsigned)status);
	printf("one system call refused: %s\n", status ? "stopped" : "went on");
	status = status_of_refused(all, false);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "all refused, and not stopped: wait status %#x",
	      (unsigned)status);
	return 0;
}

#endif
