/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_trial_trapped - a sandbox answers membarrier(2) with SIGSYS, and the program has installed a
 * handler for it before the library's constructor. The handler must not run in the child that tries
 * the call, and the library must not make the call in the program.
 */
#define _GNU_SOURCE
#include <signal.h>

#include "early.h"
#include "../seccomp.h"
#include "strategy.h"

static int *handled; /* signals handled, in all processes */
static int filter_error;

static void handle(int signal)
{
	(void)signal;
	__atomic_fetch_add(handled, 1, __ATOMIC_RELAXED);
}

static void start(int argc, char **argv, char **environment)
{
	(void)argc;
	(void)argv;
	(void)environment;
	early_begin();
	handled = mmap(NULL, sizeof *handled, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (handled == MAP_FAILED)
		abort();
	signal(SIGSYS, handle);
	filter_error = filter_process("membarrier-trap");
}

RUN_BEFORE_CONSTRUCTORS(start);

int main(void)
{
	struct membarrier_candidate candidate;

	early_check();
	if (filter_error)
		SKIP("a seccomp filter: %s", strerror(-filter_error));
	membarrier_slow_path();
	candidate = strategy_candidate("membarrier");
	CHECK(*handled == 0, "the program's handler ran %d times", *handled);
	CHECK(candidate.verdict == MEMBARRIER_UNAVAILABLE && candidate.error == EPERM, "%s", candidate.reason);
	/* The control: the handler is still installed, and runs. */
	syscall(SYS_membarrier, FILTER_QUERY, 0, 0);
	CHECK(*handled == 1, "%d", *handled);
	return 0;
}
