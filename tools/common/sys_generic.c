/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_generic.c - CPUs on a POSIX system of which nothing more is known: threads cannot be pinned. */
#if !defined(__linux__) && !defined(_WIN32)

/* POSIX has no number of CPUs, and the headers of Apple and the BSDs hide it from programs that ask for POSIX. */
#define _DEFAULT_SOURCE 1
#define _NETBSD_SOURCE 1
#define __EXTENSIONS__ 1
#include "sys.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
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

/* Obeys COLUMNS, and asks the terminal on systems that have the call. */
unsigned sys_terminal_columns(void)
{
	return 0;
}

void sys_surroundings(struct sys_surroundings *surroundings)
{
	*surroundings = SYS_NOTHING_KNOWN;
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
	(void)status; /* The new program replaces this process. */
	if (setenv(name, value, 1) != 0)
		return false;
	execvp(argv[0], argv);
	return false;
}

unsigned sys_commands(struct sys_command *commands, unsigned most)
{
	(void)commands;
	(void)most;
	return 0;
}

#else
typedef int membarrier_tool_generic_is_elsewhere;
#endif
