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
	EXIT_INTERRUPTED = 130,
};

/* argv[0] is the command's own name; each returns an exit status. */
int info_main(int argc, char **argv);
int selftest_main(int argc, char **argv);
int litmus_main(int argc, char **argv);
int bench_main(int argc, char **argv);

/* ---- args.c ---- */

/* Says on standard error, in one line, what was wrong and what was expected; returns EXIT_USAGE. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
int usage_error(const char *command, const char *format, ...);

/*
 * For what getopt_long() could not read: answer is its '?' or ':', the option
 * string begins with ":" and opterr is 0. Returns EXIT_USAGE.
 */
int option_error(const char *command, int answer, char **argv);

/* For what is left behind the options of a command that takes none; returns EXIT_USAGE. */
int argument_error(const char *command, const char *argument);

/* Reads a whole decimal number of [least, most]; false if text is anything else. */
bool parse_number(const char *text, unsigned long least, unsigned long most, unsigned long *number);

/*
 * For --strategy NAME. The library chooses when it is loaded, so the tool runs
 * itself again with MEMBARRIER_STRATEGY set. EXIT_HOLDS: NAME is in use, go on;
 * anything else is the exit status (what was wrong has been said).
 */
int use_strategy(const char *command, const char *name);

/*
 * What a command does once its options are read, with *status for how that went: prints
 * its help if only that was asked for, or sees to --strategy (NULL: not given). False:
 * that was all, and *status is the exit status.
 */
bool goes_on(const char *command, const char *help, bool only_help, const char *strategy, int *status);

/* ---- platforms.c ---- */

/* The table of every system, for `membarrier info --platforms`. */
void report_platforms(bool json);

/* ---- interrupt.c ---- */

/* From now on SIGINT is only noted; to the end, because a second one is no reason to lose the report. */
void watch_for_interrupt(void);
/* For every thread that measures to look at now and then. */
bool interrupt_seen(void);

/* ---- term.c ---- */

/* Reads auto, always or never into whether standard output is to be coloured; false if text is none of them. */
bool parse_colour(const char *text, bool *colour);

/* What auto means: a terminal that understands colours, and a user who did not say NO_COLOR. */
bool wants_colour(void);

/* Prints text as a paragraph of 80 columns behind a label; the next lines begin below the first. */
void print_wrapped(const char *label, int indent, const char *text);

#endif
