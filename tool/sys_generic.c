/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_generic.c - what the tool needs, on a POSIX system we know nothing more of: threads cannot be pinned. */
#if !defined(__linux__) && !defined(_WIN32)

#include "sys.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

unsigned sys_allowed_cpus(unsigned *cpus, unsigned most)
{
#ifdef _SC_NPROCESSORS_ONLN
	long online = sysconf(_SC_NPROCESSORS_ONLN);
#else
	long online = 1;
#endif
	unsigned found = online > 0 ? (unsigned)online : 1;

	for (unsigned cpu = 0; cpu < found && cpu < most; cpu++)
		cpus[cpu] = cpu;
	return found;
}

bool sys_pin(unsigned cpu)
{
	(void)cpu;
	return false;
}

struct sys_thread {
	pthread_t handle;
	void (*run)(void *);
	void *argument;
};

static void *begin(void *argument)
{
	struct sys_thread *thread = argument;

	thread->run(thread->argument);
	return NULL;
}

struct sys_thread *sys_thread_start(void (*run)(void *), void *argument)
{
	struct sys_thread *thread = malloc(sizeof *thread);

	if (!thread)
		return NULL;
	thread->run = run;
	thread->argument = argument;
	if (pthread_create(&thread->handle, NULL, begin, thread) == 0)
		return thread;
	free(thread);
	return NULL;
}

void sys_thread_join(struct sys_thread *thread)
{
	pthread_join(thread->handle, NULL);
	free(thread);
}

uint64_t sys_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void sys_yield(void)
{
	sched_yield();
}

void sys_sleep(unsigned milliseconds)
{
	struct timespec rest = { milliseconds / 1000, (long)(milliseconds % 1000) * 1000000 };

	while (nanosleep(&rest, &rest) != 0 && errno == EINTR)
		;
}

bool sys_is_terminal(FILE *stream)
{
	return isatty(fileno(stream)) == 1;
}

void sys_describe(char *text, unsigned size)
{
	struct utsname kernel;

	if (uname(&kernel) < 0)
		memset(&kernel, 0, sizeof kernel);
	snprintf(text, size, "unnamed CPU, %s %s %s", kernel.sysname, kernel.release, kernel.machine);
}

bool sys_run_again(const char *name, const char *value, char **argv, int *status)
{
	(void)status; /* The new program's status is this process's own. */
	if (setenv(name, value, 1) != 0)
		return false;
	execvp(argv[0], argv);
	return false;
}

#else
typedef int membarrier_tool_generic_is_elsewhere;
#endif
