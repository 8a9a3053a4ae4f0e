/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* options.h - command lines: exit statuses, and messages that say in one line what is wrong. */
#ifndef MEMBARRIER_COMMON_OPTIONS_H
#define MEMBARRIER_COMMON_OPTIONS_H

#include <stdbool.h>

/* Exit statuses of the command and of the benchmarks; part of the interface (see `membarrier --help`). */
enum {
	EXIT_HOLDS = 0,
	EXIT_VIOLATED = 1,
	EXIT_LACKING = 1, /* of `info --require` */
	EXIT_USAGE = 2,
	EXIT_UNTRIED = 77,
	EXIT_INTERRUPTED = 130,
};

/* Starts a line on standard error with the name of the program, and of the command if it is not NULL. */
void begin_line(const char *command);

/* Says on standard error, in one line, what was wrong and what was expected; returns EXIT_USAGE. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
int usage_error(const char *command, const char *format, ...);

struct option; /* of <getopt.h> */

/*
 * Call it if getopt_long() could not read an option: answer is its '?' or ':', the option
 * string begins with ":" and opterr is 0. The message names the known option that the user
 * probably meant. Returns EXIT_USAGE.
 */
int option_error(const char *command, int answer, char **argv, const struct option *known);

/* Is word so similar to this name that the user may have meant it? */
bool looks_like(const char *word, const char *name);

/* Call it if a command that takes no arguments has one after its options; returns EXIT_USAGE. */
int argument_error(const char *command, const char *argument);

/* Call it last: the exit status, which is EXIT_USAGE, with a line on standard error, if the output could not be written. */
int exit_status(int status);

/* Reads a whole decimal number of [least, most]; false if text is anything else. */
bool parse_number(const char *text, unsigned long least, unsigned long most, unsigned long *number);

#endif
