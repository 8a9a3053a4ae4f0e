/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.h - common code of the benchmark programs: options, and the file for the JSON. */
#ifndef BENCH_SETTINGS_H
#define BENCH_SETTINGS_H

#include <stdbool.h>

#include "../tools/common/settings.h"

/* Reads the command line; --help prints help. Does not return after help or a mistake. */
void read_settings(const char *help, const struct setting *settings, unsigned count, char **argv);

/* Prints what an option expects, and exits. */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void wrong_setting(const char *name, const char *expected, const char *value);

/* How many rounds of so many milliseconds these seconds have room for: 1 to most. */
unsigned rounds_within(unsigned seconds, unsigned milliseconds, unsigned most);

/* A slice in which a thread got no CPU measures nothing, and is done again, up to this many times. */
enum { MOST_TRIES = 100 };

/* From now on standard output is this file. False: it has printed the reason. */
bool write_to(const char *file);

#endif
