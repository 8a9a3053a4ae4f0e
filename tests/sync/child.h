/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* child.h - runs a part of a test in a process of its own. */
#ifndef CHILD_H
#define CHILD_H

#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

/* Calls in a child, and returns its wait status: 0 if the call returns. */
static inline int status_of(void (*call)(const void *), const void *argument)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	CHECK(pid >= 0, "fork() fails");
	if (pid == 0) {
		call(argument);
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid, "no child");
	return status;
}

#endif
