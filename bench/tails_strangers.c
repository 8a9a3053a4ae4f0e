/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * tails_strangers.c - busy processes of other sessions.
 *
 * Linux divides CPU time among sessions before it divides it among threads (autogroup). Then a
 * niceness counts only within its session, so it is set for the session too.
 */
#define _GNU_SOURCE
#include "tails.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_STRANGERS 256

static pid_t stranger[MOST_STRANGERS];
static unsigned strangers;

/* Returns the niceness of this session; 0 without autogroups. The strangers' niceness is relative to it. */
static int own_nice(void)
{
	char text[80] = "";
	int nice = 0;
	FILE *file = fopen("/proc/self/autogroup", "re");

	if (!file)
		return 0;
	if (!fgets(text, sizeof text, file) || sscanf(text, "%*s nice %d", &nice) != 1)
		nice = 0;
	fclose(file);
	return nice;
}

static bool set_priority(int nice)
{
	char text[12];
	int file = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC);
	bool set = setpriority(PRIO_PROCESS, 0, nice) == 0;

	snprintf(text, sizeof text, "%d", nice);
	if (file >= 0) { /* Without autogroups only the niceness of the process counts. */
		set = write(file, text, strlen(text)) == (ssize_t)strlen(text) && set;
		close(file);
	}
	return set;
}

__attribute__((noreturn)) static void be_busy(int nice, int tell)
{
	char done = 'n';

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	if (nice == 0 || set_priority(nice))
		done = 'y';
	if (write(tell, &done, 1) != 1)
		_exit(1);
	for (;;)
		__asm__ __volatile__("");
}

bool strangers_start(unsigned count, int nice, bool *not_nice)
{
	int tell[2], own = own_nice();
	bool all = true;

	nice = nice + own < -20 ? -20 : nice + own;

	if (pipe(tell) != 0)
		return count == 0;
	for (unsigned i = 0; i < count && i < MOST_STRANGERS && all; i++) {
		char done;
		pid_t child = fork();

		if (child == 0)
			be_busy(nice, tell[1]);
		all = child > 0;
		if (!all)
			break;
		stranger[strangers++] = child;
		if (read(tell[0], &done, 1) == 1 && done == 'n')
			*not_nice = true;
	}
	close(tell[0]);
	close(tell[1]);
	return all;
}

void strangers_stop(void)
{
	for (unsigned i = 0; i < strangers; i++)
		kill(stranger[i], SIGKILL);
	while (strangers > 0)
		waitpid(stranger[--strangers], NULL, 0);
}
