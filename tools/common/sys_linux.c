/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_linux.c - CPUs, and what else the tool needs of Linux in particular. */
#if defined(__linux__)

#define _GNU_SOURCE
#include "sys.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
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
