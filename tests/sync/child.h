/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* child.h - runs a part of a test in a process of its own. */
#ifndef CHILD_H
#define CHILD_H

#include <sys/wait.h>
#include <unistd.h>

#include <membarrier.h>

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

/*
 * The same, if both the call and other threads allocate or free memory. The C library makes its allocator usable in the
 * child. A sanitizer's allocator is as fork() found it: another thread may hold its lock for ever.
 */
static inline int status_with_memory_of(void (*call)(const void *), const void *argument)
{
#ifdef TEST_SANITIZED
	(void)call, (void)argument;
	puts("not tried: a sanitizer's allocator may be locked for ever in a child of a process with threads");
	return 0;
#else
	return status_of(call, argument);
#endif
}

/* The same, if the call starts threads. */
static inline int status_with_threads_of(void (*call)(const void *), const void *argument)
{
#ifdef MEMBARRIER_TSAN_
	(void)call, (void)argument;
	puts("not tried: ThreadSanitizer allows no threads in a child of a process with threads");
	return 0;
#else
	return status_of(call, argument);
#endif
}

#endif
