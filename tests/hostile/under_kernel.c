/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * under_kernel - runs a program as on another kernel: under_kernel VERSION PROGRAM ARGS.
 *
 * A supervisor answers membarrier(2) as that version does: QUERY with its commands,
 * EINVAL to all other commands. The real kernel executes the commands that it has.
 *
 * Exit status: that of the program; 77: the system allows no supervisor; 2: wrong usage.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/wait.h>

#include "../unit/supervisor.h"

static const struct version {
	const char *name;
	int commands; /* what QUERY returns; negative: an error */
} versions[] = {
	{ "4.2", -ENOSYS }, { "4.3", 0x1 },   { "4.14", 0x19 },       { "4.16", 0x7f },
	{ "5.10", 0x1ff },  { "6.3", 0x3ff }, { "nohz_full", 0x3fe }, /* 6.3, booted with nohz_full=: no GLOBAL */
	{ "nothing", 0 },
};

static const struct version *version;

static bool answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	const int command = (int)call->args[0], flags = (int)call->args[1];

	if (version->commands < 0)
		reply->error = version->commands;
	else if (command == FILTER_QUERY && flags == 0)
		reply->val = version->commands;
	else if (command & ~version->commands)
		reply->error = -EINVAL;
	else
		return true; /* Two commands at once, or wrong flags: the real kernel answers. */
	return false;
}

static struct supervisor supervisor = { answer, -1 };
static char **program;
static int child_error; /* the error of installing the filter; negative */

/*
 * The child shares memory and descriptors with this process until it runs the program. So its
 * listener is ours too, and the supervisor needs only its number.
 */
static int run_program(void *unused)
{
	int listener = filter_install(&supervised_membarrier, SECCOMP_FILTER_FLAG_NEW_LISTENER);

	(void)unused;
	if (listener < 0) {
		child_error = listener;
		_exit(126);
	}
	/* Release: pairs with the acquire in supervisor_run(). */
	__atomic_store_n(&supervisor.listener, listener, __ATOMIC_RELEASE);
	execv(program[0], program);
	_exit(126);
}

static int misuse(const char *why)
{
	fprintf(stderr, "under_kernel: %s\nusage: under_kernel VERSION PROGRAM ARGS; versions:", why);
	for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++)
		fprintf(stderr, " %s", versions[i].name);
	fputc('\n', stderr);
	return 2;
}

int main(int argc, char **argv)
{
	static _Alignas(16) char stack[64 * 1024];
	pthread_t thread;
	pid_t child;
	int status;

	if (argc < 3)
		return misuse("expected a version and a program");
	for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++)
		if (strcmp(versions[i].name, argv[1]) == 0)
			version = &versions[i];
	if (!version)
		return misuse(argv[1]);
	program = argv + 2;
	CHECK(pthread_create(&thread, NULL, supervisor_run, &supervisor) == 0, "no thread");
	child = clone(run_program, stack + sizeof stack, CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, NULL);
	CHECK(child > 0, "clone(): %s", strerror(errno));
	CHECK(waitpid(child, &status, 0) == child, "waitpid(): %s", strerror(errno));
	if (child_error)
		SKIP("a seccomp supervisor: %s", strerror(-child_error));
	fflush(NULL);
	/* Not exit(), because the supervisor never ends. */
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}
