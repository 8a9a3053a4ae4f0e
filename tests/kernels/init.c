/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * init.c - process 1 of a guest: runs the programs that /programs lists, one after the
 * other, and turns the machine off. Its own lines begin with "INIT: ". The last is
 * "INIT: done"; without it no earlier line counts.
 *
 * A line of /programs: [NAME=VALUE...] PROGRAM [ARGUMENT...]
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define CONSOLE_LEVEL 8 /* syslog(2)'s number for it */

static void mount_at(const char *kind, const char *where)
{
	mkdir(where, 0755);
	if (mount(kind, where, kind, 0, NULL) != 0)
		printf("INIT: %s could not be mounted\n", where);
}

/* The first process may not use the CPUs of isolcpus=; the tests need them. */
static void use_all_cpus(void)
{
	cpu_set_t all;

	memset(&all, 0xff, sizeof all);
	if (sched_setaffinity(0, sizeof all, &all) != 0)
		printf("INIT: not all CPUs can be had\n");
}

static void execute(char *line)
{
	char *words[32], **program = words;
	unsigned count = 0;

	for (char *word = strtok(line, " "); word && count < 31; word = strtok(NULL, " "))
		words[count++] = word;
	words[count] = NULL;
	while (*program && strchr(*program, '='))
		putenv(*program++);
	if (*program)
		execv(*program, program);
	_exit(127);
}

static void run(char *line)
{
	int status = -1;
	pid_t child;

	printf("INIT: begin %s\n", line);
	child = fork();
	if (child == 0)
		execute(line);
	if (child > 0)
		waitpid(child, &status, 0);
	if (WIFSIGNALED(status))
		printf("INIT: end signal %d\n", WTERMSIG(status));
	else
		printf("INIT: end %d\n", WEXITSTATUS(status));
}

int main(void)
{
	struct utsname name;
	char line[256];
	FILE *programs;

	setvbuf(stdout, NULL, _IOLBF, 0);
	mount_at("proc", "/proc");
	mount_at("sysfs", "/sys");
	mount_at("devtmpfs", "/dev");
	/* From now on the kernel writes no messages between the lines of programs, unless it panics. */
	klogctl(CONSOLE_LEVEL, NULL, 1);
	use_all_cpus();
	uname(&name);
	printf("\nINIT: kernel %s %s, CPUs %ld\n", name.release, name.machine, sysconf(_SC_NPROCESSORS_ONLN));
	programs = fopen("/programs", "r");
	while (programs && fgets(line, sizeof line, programs)) {
		line[strcspn(line, "\n")] = '\0';
		run(line);
	}
	printf(programs ? "INIT: done\n" : "INIT: /programs cannot be read\n");
	tcdrain(STDOUT_FILENO);
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}
