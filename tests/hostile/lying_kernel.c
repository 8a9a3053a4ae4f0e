/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lying_kernel.c - runs a program on a kernel whose membarrier(2) makes no barrier:
 *
 *   lying_kernel KIND PROGRAM [ARGUMENT...]
 *
 * A supervisor answers the calls, or a filter does:
 *   everything  0 for every command, also for QUERY
 *   mask        QUERY answers the full mask, and all else is 0, also for unknown commands and flags
 *   strict      as mask, but unknown commands and flags are EINVAL
 *   honest      as strict, and the barrier is EPERM before the process has registered
 *   instant     the answers of the real kernel, but the barrier is 0 at once: no supervisor, no delay
 *   one-cpu     the answers of the real kernel, but the barrier for one CPU is 0, after some microseconds
 *   true        the control: a supervisor that lets the kernel execute every call
 *   late        the same, after 3 ms: the program's other threads may have lost their CPUs by then
 *
 * Its exit status is that of the program; 77 if the system allows no supervisor.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#include "seccomp.h"
#include "test.h"

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

enum { ALL_COMMANDS = 0x3ff }; /* of Linux 6.3 */

static const char *kind;

static bool kind_is(const char *name)
{
	return strcmp(kind, name) == 0;
}

static bool known(const struct seccomp_data *call)
{
	uint64_t command = call->args[0];

	return command && (command & ALL_COMMANDS) == command && !(command & (command - 1)) && !call->args[1];
}

static void answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	static bool registered;

	if (kind_is("true") || kind_is("late")) {
		if (kind_is("late"))
			usleep(3000);
		reply->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	} else if (kind_is("one-cpu")) {
		if (call->args[0] != FILTER_ONE_CPU || call->args[1] != 1)
			reply->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	} else if (kind_is("everything")) {
		reply->val = 0;
	} else if (call->args[0] == FILTER_QUERY && (kind_is("mask") || !call->args[1])) {
		reply->val = ALL_COMMANDS;
	} else if (kind_is("mask")) {
		reply->val = 0;
	} else if (!known(call)) {
		reply->error = -EINVAL;
	} else if (kind_is("honest") && call->args[0] == FILTER_BARRIER && !registered) {
		reply->error = -EPERM;
	} else {
		registered |= call->args[0] == FILTER_REGISTER;
	}
}

/* Answers until the last process with the filter has ended. */
static void supervise(int listener)
{
	struct pollfd ready = { listener, POLLIN, 0 };

	while (poll(&ready, 1, -1) >= 0 || errno == EINTR) {
		struct seccomp_notif call;
		struct seccomp_notif_resp reply;

		if (ready.revents & (POLLHUP | POLLERR))
			return;
		memset(&call, 0, sizeof call);
		memset(&reply, 0, sizeof reply);
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call)) {
			CHECK(errno == EINTR || errno == ENOENT, "listening: %s", strerror(errno));
			continue;
		}
		reply.id = call.id;
		answer(&call.data, &reply);
		/* ENOENT: a signal has interrupted the call. */
		CHECK(ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply) == 0 || errno == ENOENT, "answering: %s",
		      strerror(errno));
	}
}

static const struct filter supervised = { "supervised", SYS_membarrier, FILTER_ALWAYS, 0, 0, SECCOMP_RET_USER_NOTIF };
static const struct filter instant = { "instant", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_BARRIER, FILTER_FAIL(0) };

/* The child tells the parent the number of its descriptor, waits until the parent has a copy, and runs the program. */
static void become(char **argv, int tell, int go)
{
	int listener = filter_install(&supervised, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	char byte;

	if (write(tell, &listener, sizeof listener) == sizeof listener && listener >= 0 && read(go, &byte, 1) == 1) {
		close(listener);
		execv(argv[0], argv);
		perror(argv[0]);
	}
	_exit(127);
}

static int run_supervised(char **argv)
{
	int told[2], gone[2], theirs, process, listener, status;
	pid_t child;

	CHECK(pipe2(told, O_CLOEXEC) == 0 && pipe2(gone, O_CLOEXEC) == 0, "%s", strerror(errno));
	child = fork();
	CHECK(child >= 0, "%s", strerror(errno));
	if (child == 0)
		become(argv, told[1], gone[0]);
	CHECK(read(told[0], &theirs, sizeof theirs) == sizeof theirs, "the child told nothing");
	process = theirs < 0 ? -1 : (int)syscall(SYS_pidfd_open, child, 0);
	listener = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, theirs, 0);
	if (listener < 0) {
		kill(child, SIGKILL);
		SKIP("a seccomp supervisor: %s", strerror(theirs < 0 ? -theirs : errno));
	}
	CHECK(write(gone[1], "", 1) == 1, "%s", strerror(errno));
	supervise(listener);
	CHECK(waitpid(child, &status, 0) == child, "%s", strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
	CHECK(argc >= 3, "usage: lying_kernel everything|mask|strict|honest|instant|true|late PROGRAM [ARGUMENT...]");
	kind = argv[1];
	if (kind_is("instant")) {
		int error = filter_install(&instant, 0);

		if (error)
			SKIP("a seccomp filter: %s", strerror(-error));
		execv(argv[2], argv + 2);
		perror(argv[2]);
		return 127;
	}
	CHECK(kind_is("everything") || kind_is("mask") || kind_is("strict") || kind_is("honest") || kind_is("one-cpu") ||
	          kind_is("true") || kind_is("late"),
	      "kind %s", kind);
	return run_supervised(argv + 2);
}
