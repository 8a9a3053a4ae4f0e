/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* denied.c - `denied FILTER... -- COMMAND`: runs the command where a sandbox refuses these system calls (seccomp.h). */
#define _GNU_SOURCE
#include "seccomp.h"
#include "test.h"

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const struct filter *filter = filter_find(argv[i]);
		int error;

		CHECK(filter, "a filter of seccomp.h, not %s", argv[i]);
		error = filter_install(filter, 0);
		if (error < 0)
			SKIP("seccomp: %s", strerror(-error));
	}
	CHECK(i + 1 < argc, "usage: denied FILTER... -- COMMAND");
	execvp(argv[i + 1], argv + i + 1);
	CHECK(0, "%s to run: %s", argv[i + 1], strerror(errno));
}
