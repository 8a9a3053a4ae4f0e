/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * refused_rounds.h - as rounds.h, and from some round on the system refuses barriers.
 *
 * The block goes on in order, by another strategy that the core finds, or the core stops the process. Control: a
 * slow path that goes on although the kernel has refused; it must show the forbidden outcome.
 */
#ifndef REFUSED_ROUNDS_H
#define REFUSED_ROUNDS_H

#include <signal.h>

#include "child.h"
#include "rounds.h"

enum { BEFORE = 2000, AFTER = 6000 }; /* The control needs 80 to 700 rounds. */

static void refuse(const char *filter)
{
	int error = filter_process(filter);

	if (error)
		SKIP("seccomp: %s", strerror(-error));
}

struct refusal {
	const char *filters[4]; /* NULL ends them */
	bool ignored;
};

static void run_and_refuse(const void *argument)
{
	const struct refusal *refusal = argument;

	CHECK(run_rounds(BEFORE, 1) == 0, "a forbidden outcome before anything was refused");
	for (const char *const *filter = refusal->filters; *filter; filter++)
		refuse(*filter);
	slow_path_is = refusal->ignored ? IGNORED : SLOW_PATH;
	if (refusal->ignored)
		_exit(run_rounds(CONTROL_ROUNDS, 1) > 0);
	CHECK(run_rounds(AFTER, 1) == 0, "a forbidden outcome");
	exit(0);
}

static int run_refused(void)
{
	static const struct refusal ignored = { { "no-barrier-eperm", NULL }, true };
	static const struct refusal one = { { "no-barrier-eperm", NULL }, false };
	static const struct refusal all = { { "no-barrier-eperm", "mprotect-rw-enomem", "mprotect-none-eperm", NULL }, false };
	struct membarrier_info info = { .size = sizeof info };
	int status;

	want_asymmetric();
	CHECK(membarrier_get_info(&info) == 0, "no info");
	if (strncmp(info.strategy, "membarrier", strlen("membarrier")) != 0)
		SKIP("strategy %s: no filter refuses it", info.strategy);
	status = status_of(run_and_refuse, &ignored);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		return 77;
	if (WEXITSTATUS(status) == 0)
		SKIP("INCONCLUSIVE: the control, which ignores that it was refused, was not seen to fail");
	status = status_of(run_and_refuse, &one);
	CHECK(status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT), "wait status %#x", (unsigned)status);
	printf("one system call refused: %s\n", status ? "stopped" : "went on");
	status = status_of(run_and_refuse, &all);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "all refused, and not stopped: wait status %#x",
	      (unsigned)status);
	return 0;
}

#endif
