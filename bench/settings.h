/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.h - what the benchmark programs share: options, and where the JSON goes. */
#ifndef BENCH_SETTINGS_H
#define BENCH_SETTINGS_H

#include <stdbool.h>

#define MOST_LISTED 16

struct list {
	unsigned count;
	unsigned value[MOST_LISTED];
};

enum kind { NUMBER, LIST, TEXT, TRUE, FALSE };

/* One option: --name VALUE or --name=VALUE, or --name alone for TRUE and FALSE. */
struct setting {
	const char *name;
	enum kind kind;
	void *value;          /* unsigned, struct list, const char *, bool */
	unsigned least, most; /* of numbers */
};

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
