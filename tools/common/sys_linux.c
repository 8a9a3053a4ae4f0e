/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_linux.c - CPUs, and all else that the tool needs only of Linux. */
#if defined(__linux__)

#define _GNU_SOURCE
#include "sys.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

/* The longest affinity mask; the kernel's limit is 8192. */
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

/* Finds the first line of /proc/cpuinfo that names the CPU. The name of that line depends on the architecture. */
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

unsigned sys_terminal_columns(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Copies the rest of the line of /proc/self/status that begins with this text. */
static bool status_line(const char *begin, char *value, int size)
{
	FILE *file = fopen("/proc/self/status", "r");
	bool found = false;

	while (file && !found && fgets(value, size, file))
		found = strncmp(value, begin, strlen(begin)) == 0;
	if (file)
		fclose(file);
	if (found) {
		memmove(value, value + strlen(begin), strlen(value) - strlen(begin) + 1);
		memmove(value, value + strspn(value, " \t"), strlen(value) + 1 - strspn(value, " \t"));
		value[strcspn(value, "\n")] = '\0';
	}
	return found;
}

static void describe_hypervisor(char *text, unsigned size)
{
#if defined(__x86_64__) || defined(__i386__)
	unsigned a, b, c, d, name[4] = { 0 };

	if (__get_cpuid(1, &a, &b, &c, &d) && !(c & 1u << 31)) {
		snprintf(text, size, "none");
		return;
	}
	__cpuid(0x40000000, a, name[0], name[1], name[2]);
	snprintf(text, size, "%s", (const char *)name);
	text[strcspn(text, " ")] = '\0'; /* "KVMKVMKVM", "Microsoft Hv", "VMwareVMware" */
	if (!*text)
		snprintf(text, size, "one that does not give its name");
#else
	snprintf(text, size, "not known");
#endif
}

void sys_surroundings(struct sys_surroundings *surroundings)
{
	char mode[80], filters[80];

	if (!status_line("Seccomp:", mode, sizeof mode))
		snprintf(surroundings->filter, sizeof surroundings->filter, "not known");
	else if (mode[0] == '0')
		snprintf(surroundings->filter, sizeof surroundings->filter, "none");
	else if (mode[0] == '1')
		snprintf(surroundings->filter, sizeof surroundings->filter, "strict");
	else if (status_line("Seccomp_filters:", filters, sizeof filters))
		snprintf(surroundings->filter, sizeof surroundings->filter, "seccomp, %.16s filter%s", filters,
		         strcmp(filters, "1") == 0 ? "" : "s");
	else
		snprintf(surroundings->filter, sizeof surroundings->filter, "seccomp");
	describe_hypervisor(surroundings->hypervisor, sizeof surroundings->hypervisor);
	surroundings->online = sysconf(_SC_NPROCESSORS_ONLN) > 0 ? (unsigned)sysconf(_SC_NPROCESSORS_ONLN) : 0;
	if (getloadavg(&surroundings->load, 1) != 1)
		surroundings->load = -1;
}

bool sys_run_again(const char *name, const char *value, char **argv, int *status)
{
	(void)status; /* The new program replaces this process. */
	if (setenv(name, value, 1) != 0)
		return false;
	execv("/proc/self/exe", argv);
	return false;
}

#else
typedef int membarrier_tool_linux_is_elsewhere;
#endif
