/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.h - common code of the benchmark programs: options, and the file for the JSON. */
#ifndef BENCH_SETTINGS_H
#define BENCH_SETTINGS_H

#include <stdbool.h>

#include "../tools/common/settings.h"

/* Reads the command line; --help prints help. Does not return after help or a mistake. At exit output is checked. */
void read_settings(const char *help, const struct setting *settings, unsigned count, char **argv);

/* Prints what an option expects, and exits. */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void wrong_setting(const char *name, const char *expected, const char *value);

/* The options of a program that measures slices in interleaved rounds. */
struct timing {
	unsigned rounds, slice, seconds; /* slice in milliseconds; seconds is 0 if rounds counts */
	const char *json;                /* a file, or NULL */
};

#define TIMING_HELP                                                 \
	"  --rounds N     interleaved rounds (15)\n"                    \
	"  --seconds S    as many rounds as fit into about that time\n" \
	"  --slice MS     milliseconds of a slice (20)\n"               \
	"  --json FILE    write JSON there too\n"
/* Reads the command line of a program that has these options, and one of its own unless that is NULL. */
struct timing read_timing(const char *help, unsigned most_rounds, const struct setting *own, char **argv);

/* How many rounds that take these milliseconds fit into the seconds: 1 to most. */
unsigned rounds_within(unsigned seconds, unsigned milliseconds, unsigned most);

/* A slice in which a thread got no CPU measures nothing, and is done again, up to this many times. */
enum { MOST_TRIES = 100 };

/* From now on standard output is this file. False: it has printed the reason. */
bool write_to(const char *file);

#endif
