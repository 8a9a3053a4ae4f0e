/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_linux.c - what the tool needs, on Linux. */
#if defined(__linux__)

#define _GNU_SOURCE
#include "sys.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* The largest machine whose affinity mask we can hold; the kernel's own limit is 8192. */
#define MOST_CPUS 65536

unsigned sys_allowed_cpus(unsigned *cpus, unsigned most)
{
	cpu_set_t *set = CPU_ALLOC(MOST_CPUS);
	size_t size = CPU_ALLOC_SIZE(MOST_CPUS);
	unsigned found = 0;

	if (!set)
		return 0;
	CPU_ZERO_S(size, set);
	if (sched_getaffinity(0, size, set) == 0)
		for (unsigned cpu = 0; cpu < MOST_CPUS; cpu++)
			if (CPU_ISSET_S(cpu, size, set)) {
				if (found < most)
					cpus[found] = cpu;
				found++;
			}
	CPU_FREE(set);
	return found;
}

bool sys_pin(unsigned cpu)
{
	cpu_set_t *set = CPU_ALLOC(MOST_CPUS);
	size_t size = CPU_ALLOC_SIZE(MOST_CPUS);
	bool pinned;

	if (!set)
		return false;
	CPU_ZERO_S(size, set);
	CPU_SET_S(cpu, size, set);
	pinned = sched_setaffinity(0, size, set) == 0;
	CPU_FREE(set);
	return pinned;
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

/* The value of the first line of /proc/cpuinfo that names the CPU; its wording differs by architecture. */
static bool cpu_model(char *model, size_t size)
{
	static const char *const names[] = { "model name", "cpu model", "cpu\t", "uarch", "Processor", "Hardware" };
	FILE *file = fopen("/proc/cpuinfo", "r");
	char line[256];
	bool found = false;

	if (!file)
		return false;
	while (!found && fgets(line, sizeof line, file)) {
		char *value = strchr(line, ':');

		for (size_t i = 0; value && !found && i < sizeof names / sizeof *names; i++)
			found = strncmp(line, names[i], strlen(names[i])) == 0;
		if (found) {
			value += 1 + strspn(value + 1, " \t");
			value[strcspn(value, "\n")] = '\0';
			snprintf(model, size, "%s", value);
		}
	}
	fclose(file);
	return found && *model;
}

void sys_describe(char *text, unsigned size)
{
	struct utsname kernel;
	char model[128];

	if (uname(&kernel) != 0)
		memset(&kernel, 0, sizeof kernel);
	if (!cpu_model(model, sizeof model))
		snprintf(model, sizeof model, "unnamed CPU");
	snprintf(text, size, "%s, %s %s %s", model, kernel.sysname, kernel.release, kernel.machine);
}

bool sys_run_again(const char *name, const char *value, char **argv, int *status)
{
	(void)status; /* The new program's status is this process's own. */
	if (setenv(name, value, 1) != 0)
		return false;
	execv("/proc/self/exe", argv);
	return false;
}

#else
typedef int membarrier_tool_linux_is_elsewhere;
#endif
