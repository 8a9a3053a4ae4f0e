/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * code - membarrier/code.h: which commands the library gives to the kernel, and when; refusals at first, or later.
 *
 *   code STRATEGY    what is expected to be in use: membarrier-sync-core or each-thread
 *
 * A program that calls no function of that header must not be registered for such barriers; from 6.3 on the kernel
 * tells.
 */
#define _GNU_SOURCE
#include <membarrier/code.h>

#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "supervisor.h"

enum { SYNC_CORE = 1 << 5, REGISTER_SYNC_CORE = 1 << 6, GET_REGISTRATIONS = 1 << 9, MOST = 64 };

static int trace[MOST]; /* commands without flags that the main thread has given */
/* Shared with the supervisor, which runs while the caller is in the kernel. ThreadSanitizer does not see that order. */
static atomic_uint calls, refuse;
static atomic_uint commands = ~0u; /* the answer to QUERY has only these */

static bool answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	const int command = (int)call->args[0];

	if (call->args[1])
		return true;
	if (calls < MOST) {
		trace[calls] = command;
		calls++;
	}
	if (command == FILTER_QUERY && commands != ~0u) {
		reply->val = (__typeof__(reply->val))commands;
		return false;
	}
	if (command == SYNC_CORE && refuse) {
		refuse--;
		reply->error = -EPERM;
		return false;
	}
	return true;
}

static struct supervisor supervisor = { answer, -1 };
static const unsigned char code[64];

static const char *strategy(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_code_info(&info) == 0, "no info");
	printf("%s: %s (%s)\n", info.strategy, info.reason, info.basis);
	CHECK(info.asymmetric == (membarrier_code_mode_ > 0) && !info.setting && !info.candidates, "mode %d",
	      membarrier_code_mode_);
	return info.strategy;
}

static bool traced(int command)
{
	for (unsigned i = 0; i < calls; i++)
		if (trace[i] == command)
			return true;
	return false;
}

static void want_trace(const char *what, unsigned count, const int *wanted)
{
	for (unsigned i = 0; i < calls; i++)
		printf("%s: command %d\n", what, trace[i]);
	CHECK(calls == count && memcmp(trace, wanted, count * sizeof *wanted) == 0, "%s: %u calls", what, calls);
	calls = 0;
}

/* The library registers, then makes the barrier, and never uses the command for memory. */
static void trace_of_sync_core(void)
{
	supervise(&supervisor, &supervised_membarrier);
	CHECK(strcmp(strategy(), "membarrier-sync-core") == 0, "another one");
	CHECK(traced(REGISTER_SYNC_CORE) && traced(SYNC_CORE) && !traced(FILTER_BARRIER), "%u calls", calls);
	CHECK(!traced(FILTER_REGISTER), "registered for what it does not use");
	calls = 0;
	membarrier_code_ready(code, sizeof code);
	want_trace("ready", 1, (const int[]){ SYNC_CORE });
	CHECK(membarrier_code_sync() == 0, "refused");
	want_trace("sync", 1, (const int[]){ SYNC_CORE });
	membarrier_code_enter();
	want_trace("enter", 0, trace);
	refuse = 1; /* As after checkpoint and restore. */
	membarrier_code_ready(code, sizeof code);
	want_trace("lost registration", 3, (const int[]){ SYNC_CORE, REGISTER_SYNC_CORE, SYNC_CORE });
}

static void no_such_command(void)
{
	commands = 0x19;
	supervise(&supervisor, &supervised_membarrier);
	CHECK(strcmp(strategy(), "each-thread") == 0, "another one");
	calls = 0;
	membarrier_code_ready(code, sizeof code);
	membarrier_code_enter();
	CHECK(membarrier_code_sync() == -ENOTSUP, "no error");
	want_trace("each thread", 0, trace);
}

static void resort(const char *line)
{
	CHECK(strstr(line, "code"), "%s", line);
	_exit(42);
}

static void refused_later(void)
{
	membarrier_code_ready(code, sizeof code);
	CHECK(membarrier_add_last_resort(resort) == 0, "no hook");
	if (filter_process("sync-core-eperm"))
		_exit(77);
	CHECK(membarrier_code_sync() == -EPERM, "no error");
	membarrier_code_ready(code, sizeof code);
	CHECK(0, "it returned");
}

static void in_child(void (*run)(void), int wanted)
{
	int status;
	pid_t child = fork();

	CHECK(child >= 0, "no child");
	if (child == 0) {
		run();
		fflush(stdout);
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child, "the child is lost");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		SKIP("a filter");
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == wanted, "status %x", (unsigned)status);
}

int main(int argc, char **argv)
{
	const char *wanted = argc > 1 ? argv[1] : "membarrier-sync-core";
	struct membarrier_info info = { .size = 1 };
	long registrations = syscall(SYS_membarrier, GET_REGISTRATIONS, 0, 0);

	CHECK(membarrier_code_mode_ == 0, "chosen before it was asked for: %d", membarrier_code_mode_);
	CHECK(registrations < 0 || !(registrations & REGISTER_SYNC_CORE), "registered before it was asked for: %lx",
	      (unsigned long)registrations);
	if (registrations < 0)
		printf("registrations are not told here\n");
	CHECK(membarrier_get_code_info(&info) == -EINVAL && membarrier_get_code_info(NULL) == -EINVAL,
	      "a bad structure is taken");
	membarrier_code_enter(); /* serialises, because nothing is chosen yet */
	CHECK(membarrier_code_mode_ == 0, "entering chose: %d", membarrier_code_mode_);
	if (strcmp(wanted, "each-thread") != 0) {
		in_child(trace_of_sync_core, 0);
		in_child(refused_later, 42);
	}
	if (argc == 1)
		in_child(no_such_command, 0);
	CHECK(strcmp(strategy(), wanted) == 0, "expected %s", wanted);
	membarrier_code_ready(code, sizeof code);
	membarrier_code_enter();
	CHECK(membarrier_code_sync() == (membarrier_code_mode_ > 0 ? 0 : -ENOTSUP), "sync");
	registrations = syscall(SYS_membarrier, GET_REGISTRATIONS, 0, 0);
	CHECK(membarrier_code_mode_ < 0 || registrations < 0 || (registrations & REGISTER_SYNC_CORE), "not registered: %lx",
	      (unsigned long)registrations);
	return 0;
}
