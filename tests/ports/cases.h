/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* cases.h - what the tests of ports on fake kernels share: one case per run, and the cases that every port has. */
#ifndef MEMBARRIER_TEST_PORTS_CASES_H
#define MEMBARRIER_TEST_PORTS_CASES_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/spawn.h"
#include "port/port.h"

struct port_case {
	const char *name;
	void (*run)(void);
};

/* The exit status. */
static inline int run_case(const struct port_case *cases, size_t count, int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < count; i++)
		if (strcmp(cases[i].name, argv[1]) == 0) {
			cases[i].run();
			return 0;
		}
	fprintf(stderr, "usage: %s CASE\n", argv[0]);
	return 2;
}

/* *setugid: the fake kernel says that the process has rights which its user lacks. */
static inline void check_environment(bool *setugid)
{
	setenv("MEMBARRIER_TEST", "seen", 1);
	CHECK(mb_port_environment("MEMBARRIER_TEST"), "not seen");
	CHECK(!mb_port_environment("MEMBARRIER_TEST_OTHER"), "seen where nothing is");
	*setugid = true;
	CHECK(!mb_port_environment("MEMBARRIER_TEST"), "seen with rights the user lacks");
}

static inline void call_abort(const void *line)
{
	mb_port_abort(line);
}

static inline void test_abort(void)
{
	struct outcome outcome;

	spawn(&outcome, call_abort, "the last line\n");
	CHECK(spawn_killed(&outcome, SIGABRT), "status %#x", (unsigned)outcome.status);
	CHECK(strcmp(outcome.err, "the last line\n") == 0, "standard error had: %s", outcome.err);
}

#endif
