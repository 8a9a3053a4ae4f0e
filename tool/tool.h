/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tool.h - what the commands of `membarrier` share. */
#ifndef MEMBARRIER_TOOL_H
#define MEMBARRIER_TOOL_H

#include <stdbool.h>

/* Exit statuses; part of the interface (see `membarrier --help`). */
enum {
	EXIT_HOLDS = 0,
	EXIT_VIOLATED = 1,
	EXIT_USAGE = 2,
	EXIT_UNTRIED = 77,
};

/* argv[0] is the command's own name; each returns an exit status. */
int info_main(int argc, char **argv);
int litmus_main(int argc, char **argv);
int bench_main(int argc, char **argv);

/* Says on standard error, in one line, what was wrong and what was expected; returns EXIT_USAGE. */
int usage_error(const char *command, const char *format, ...);

/* Reads a whole decimal number of [least, most]; false if text is anything else. */
bool parse_number(const char *text, unsigned long least, unsigned long most, unsigned long *number);

#endif
