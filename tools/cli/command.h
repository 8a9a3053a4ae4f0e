/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* command.h - what the commands of `membarrier` share. */
#ifndef MEMBARRIER_CLI_COMMAND_H
#define MEMBARRIER_CLI_COMMAND_H

#include <stdbool.h>

/* argv[0] is the command's own name; each returns an exit status. */
int info_main(int argc, char **argv);
int selftest_main(int argc, char **argv);
int litmus_main(int argc, char **argv);
int bench_main(int argc, char **argv);

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

/*
 * What a command does once its options are read, with *status for how that went: prints
 * its help if only that was asked for, else as use_strategy(). False: that was all, and
 * *status is the exit status.
 */
bool goes_on(const char *command, const char *help, bool only_help, const char *strategy, int *status);

/* ---- platforms.c ---- */

/* The table of every system, for `membarrier info --platforms`. */
void report_platforms(bool json);

#endif
