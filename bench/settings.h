/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.h - what the benchmark programs share: options, and where the JSON goes. */
#ifndef BENCH_SETTINGS_H
#define BENCH_SETTINGS_H

#include <stdbool.h>

#include "../tools/common/settings.h"

/* Sets what the command line says; --help prints help. Does not return from either help or a mistake. */
void read_settings(const char *help, const struct setting *settings, unsigned count, char **argv);

/* Says what was expected of an option, and exits. */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void wrong_setting(const char *name, const char *expected, const char *value);

/* From now on standard output is this file. False: the reason has been said. */
bool write_to(const char *file);

#endif
