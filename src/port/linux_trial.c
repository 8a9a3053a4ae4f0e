/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_trial.c - trying a system call that a sandbox may kill for.
 *
 * A seccomp filter may answer with an errno value, with SIGSYS, or with the end of
 * the process; Android below 10 did the last for membarrier(2), even for its QUERY.
 * Nothing tells beforehand which. So a process under a filter sends a child first.
 *
 * The child has an address space of its own: before Linux 5.16 a SIGSYS that dumps
 * core took every process that shared it (0258b5fd7c71). It has no exit signal, so
 * that neither a SIGCHLD handler nor a wait() elsewhere in the program meets it; every
 * kernel allows that. It makes system calls and nothing else: other threads' locks, as
 * fork() left them, are never looked at.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

bool membarrier_linux_filtered_(void)
{
	return membarrier_linux_call_(SYS_prctl, PR_GET_SECCOMP, 0, 0, 0) != 0;
}

/* All zero, so that the order of clone()'s arguments, which differs by architecture, does not matter. */
static long clone_without_exit_signal(void)
{
	return membarrier_linux_call_(SYS_clone, 0, 0, 0, 0);
}

/*
 * qemu's user emulation refuses such children, and does not say whether there is a filter.
 * There a SIGCHLD too many is the lesser evil: without a child the barrier is not tried.
 */
static long clone_where_refused(void)
{
#if defined(SYS_fork)
	return membarrier_linux_call_(SYS_fork, 0, 0, 0, 0);
#else
	return membarrier_linux_call_(SYS_clone, SIGCHLD, 0, 0, 0); /* flags come first wherever there is no fork() */
#endif
}

static int outcome_of(long child)
{
	int status = 0;
	long waited;

	do
		waited = membarrier_linux_call_(SYS_wait4, child, (long)&status, __WALL, 0);
	while (waited == -EINTR);
	return waited == child && WIFEXITED(status) ? WEXITSTATUS(status) : TRIAL_KILLED;
}

int membarrier_linux_trial_(int (*attempt)(void))
{
	sigset_t all, before;
	long child;

	/* A signal meant for the program must not run its handler in the child. A blocked SIGSYS kills. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	child = clone_without_exit_signal();
	if (child == -EINVAL)
		child = clone_where_refused();
	if (child == 0) {
		membarrier_linux_call_(SYS_prctl, PR_SET_DUMPABLE, 0, 0, 0); /* no core file */
		membarrier_linux_call_(SYS_exit_group, attempt(), 0, 0, 0);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return child < 0 ? TRIAL_IMPOSSIBLE : outcome_of(child);
}

#else
typedef int membarrier_linux_trial_is_elsewhere_;
#endif
