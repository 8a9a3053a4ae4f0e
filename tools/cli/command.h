/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* command.h - what the commands of `membarrier` share. */
#ifndef MEMBARRIER_CLI_COMMAND_H
#define MEMBARRIER_CLI_COMMAND_H

#include <stdbool.h>

#include "../common/settings.h"

/* argv[0] is the name of the command; each function returns an exit status. */
int info_main(int argc, char **argv);
int selftest_main(int argc, char **argv);
int litmus_main(int argc, char **argv);
int bench_main(int argc, char **argv);
int report_main(int argc, char **argv);

/* ---- strategy.c ---- */

/* Stores the whole command line, to run it again. */
void remember_command_line(char **argv);

/*
 * For --strategy NAME. The library chooses when it is loaded, so the command runs
 * itself again with MEMBARRIER_STRATEGY set. EXIT_HOLDS: NAME is in use, and the command
 * goes on. Any other value is the exit status, and the reason has been printed. Without
 * the option (NULL) it warns if MEMBARRIER_STRATEGY was not obeyed.
 */
int use_strategy(const char *command, const char *name);

/* ---- common.c: the options that all commands take ---- */

struct common {
	const char *strategy;
	unsigned seconds; /* 0: not given */
	unsigned numbers; /* the number of options with a number that were given */
	bool json, quiet, colour, progress;
	bool progress_asked;        /* on request; -q does not undo it */
	bool brief_help, full_help; /* print this help, and no more */
};

#define COMMON_HELP                                                           \
	"      --json            one JSON document instead of text\n"             \
	"      --color WHEN      auto (default), always or never\n"               \
	"      --progress, --no-progress\n"                                       \
	"                        progress on standard error (default: if it is\n" \
	"                        a terminal)\n"                                   \
	"  -q, --quiet           print the verdict only, and no progress\n"       \
	"  -h, --help            print this help; -h prints the short one\n"

/* Returns their values before the command line is read. */
struct common common_options(void);

/*
 * Reads the options of a command: those that all commands take, and its own. EXIT_HOLDS: optind is after them. Any
 * other value is the exit status, and what is wrong has been printed.
 */
int read_command_line(const char *command, int argc, char **argv, const struct setting *own, unsigned count,
                      unsigned most_seconds, struct common *common);

struct help {
	const char *brief; /* usage and options: for -h */
	const char *more;  /* for --help */
};

/*
 * Call it after the options were read; *status is the result of that. Prints the help if the
 * user has asked for it, otherwise does what use_strategy() does. False: the command ends with
 * *status as its exit status.
 */
bool goes_on(const char *command, const struct help *help, const struct common *common, int *status);

/* Returns the name of an errno value that a verdict may have; NULL if it is not known. */
const char *error_name(int error);

/* ---- info_commands.c ---- */

/* For `membarrier info --all`: asks for the system's commands. Call it before report_home(), which registers. */
void ask_commands(void);
/* Reports the answers, as an object of the document or as text. */
void report_commands(bool json);
/* Reports what a slow path at a home is here, in the same way. */
void report_home(bool json);

/* ---- platforms.c ---- */

/* Reports the table of all systems, for `membarrier info --platforms`. */
void report_platforms(bool json);

#endif
