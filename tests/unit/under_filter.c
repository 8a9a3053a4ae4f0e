/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * under_filter - runs a program under filters: under_filter FILTER[,FILTER] PROGRAM ARGS.
 *
 * Exit status 77: the system does not allow a filter; 2: wrong usage; 126: the program cannot be run.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "../seccomp.h"
#include "../test.h"

static int misuse(const char *why)
{
	fprintf(stderr, "under_filter: %s\nusage: under_filter FILTER[,FILTER...] PROGRAM ARGS; filters:", why);
	for (size_t i = 0; i < sizeof filter_list / sizeof filter_list[0]; i++)
		fprintf(stderr, " %s", filter_list[i].name);
	fputc('\n', stderr);
	return 2;
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return misuse("expected filters and a program");
	for (char *name = strtok(argv[1], ","); name; name = strtok(NULL, ",")) {
		int error;

		if (!filter_find(name))
			return misuse(name);
		error = filter_process(name);
		if (error)
			SKIP("the seccomp filter %s: %s", name, strerror(-error));
	}
	execv(argv[2], argv + 2);
	perror(argv[2]);
	return 126;
}
