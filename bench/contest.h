/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contest.h - programs that compare a table of contenders, for numbers of callers and of hot threads. */
#ifndef BENCH_CONTEST_H
#define BENCH_CONTEST_H

#include "../tools/measure/contention.h"
#include "settings.h"

struct contest {
	const struct contender *(*find)(const char *name); /* NULL: absent */
	char *names;                                       /* of the contenders, if the user names none; it is changed */
	const struct setting *more;                        /* options that only this program has */
	unsigned mores;
	const char *absent; /* a line for the report about absent contenders, or NULL */
};

#define CONTEST_HELP                                                                \
	"  --callers LIST      threads that call back to back (1,2,4,8,16,32)\n"        \
	"  --hot LIST          threads that run fast paths beside them (0,1,2)\n"       \
	"  --seconds S         how long in all, in whole rounds, at least one (30)\n"   \
	"  --slice MS          milliseconds of a slice (40) ...\n"                      \
	"  --settle MS         ... after others that are not counted (10)\n"            \
	"  --json FILE         write JSON there too\n"                                  \
	"  --data FILE         and a row for each line of the table there, for plots\n" \
	"  --progress, --no-progress   (only on a terminal)\n"

/* Reads the options, measures, reports; returns the exit status (`membarrier --help` lists them). */
int contest_run(struct contention *contention, struct contest *contest, const char *help, char **argv);

#endif
