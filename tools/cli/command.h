/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* command.h - what the commands of `membarrier` share. */
#ifndef MEMBARRIER_CLI_COMMAND_H
#define MEMBARRIER_CLI_COMMAND_H

#include <stdbool.h>

#include "../common/settings.h"

/* argv[0] is the command's own name; each returns an exit status. */
int info_main(int argc, char **argv);
int selftest_main(int argc, char **argv);
int litmus_main(int argc, char **argv);
int bench_main(int argc, char **argv);
int report_main(int argc, char **argv);

/* ---- strategy.c ---- */

/* The whole command line, for running it again. */
void remember_command_line(char **argv);

/*
 * For --strategy NAME. The library chooses when it is loaded, so the command runs
 * itself again with MEMBARRIER_STRATEGY set. EXIT_HOLDS: NAME is in use, go on;
 * anything else is the exit status (the reason has been printed). Without the option
 * (NULL) it warns of a MEMBARRIER_STRATEGY that was not obeyed.
 */
int use_strategy(const char *command, const char *name);

/* ---- common.c: the options that all commands take ---- */

struct common {
	const char *strategy;
	unsigned seconds; /* 0: not given */
	unsigned numbers; /* how many options with a number were given */
	bool json, quiet, colour, progress;
	bool progress_asked;        /* which -q does not undo */
	bool brief_help, full_help; /* only that was asked for */
};

#define COMMON_HELP                                                           \
	"      --json            one JSON document instead of text\n"             \
	"      --color WHEN      auto (default), always or never\n"               \
	"      --progress, --no-progress\n"                                       \
	"                        progress on standard error (default: if it is\n" \
	"                        a terminal)\n"                                   \
	"  -q, --quiet           print the verdict only, and no progress\n"       \
	"  -h, --help            print this help; -h prints the short one\n"

/* What they are before the command line is read. */
struct common common_options(void);

/*
 * Reads the options of a command: those that all take, and its own. EXIT_HOLDS, and optind is behind them; or what is
 * wrong has been printed.
 */
int read_command_line(const char *command, int argc, char **argv, const struct setting *own, unsigned count,
                      unsigned most_seconds, struct common *common);

struct help {
	const char *brief; /* usage and options: for -h */
	const char *more;  /* for --help */
};

/*
 * What a command does once its options are read, with *status for how that went: prints
 * its help if only that was asked for, else as use_strategy(). False: that was all, and
 * *status is the exit status.
 */
bool goes_on(const char *command, const struct help *help, const struct common *common, int *status);

/* Of an errno value that a verdict may have; NULL: none that is known. */
const char *error_name(int error);

/* ---- info_commands.c ---- */

/* For `membarrier info --all`: asks the system for its commands. Before report_home(), which registers the process. */
void ask_commands(void);
/* What was answered: into an object of the document, or as text. */
void report_commands(bool json);
/* What a slow path at a home is here, likewise. */
void report_home(bool json);

/* ---- platforms.c ---- */

/* The table of every system, for `membarrier info --platforms`. */
void report_platforms(bool json);

#endif
