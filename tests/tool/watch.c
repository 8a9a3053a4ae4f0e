/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * watch.c - loaded into a program by LD_PRELOAD: when it ends, what the process is registered for goes to the
 * file WATCH. REGISTER=NUMBER makes it register with that command first, RELEASE=TEXT is the kernel's version.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#define GET_REGISTRATIONS 512

__attribute__((constructor)) static void begin(void)
{
	const char *command = getenv("REGISTER");

	if (command && syscall(SYS_membarrier, atoi(command), 0, 0) != 0)
		_exit(77);
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("WATCH");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (file) {
		fprintf(file, "%ld\n", syscall(SYS_membarrier, GET_REGISTRATIONS, 0, 0));
		fclose(file);
	}
}

int uname(struct utsname *name)
{
	const char *release = getenv("RELEASE");
	int error = (int)syscall(SYS_uname, name);

	if (error == 0 && release)
		snprintf(name->release, sizeof name->release, "%s", release);
	return error;
}
