/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.h - options of a command line as a table: which value each takes, and where the value is stored. */
#ifndef MEMBARRIER_COMMON_SETTINGS_H
#define MEMBARRIER_COMMON_SETTINGS_H

#include <stdbool.h>

#define MOST_LISTED 16

struct list {
	unsigned count;
	unsigned value[MOST_LISTED];
};

struct words {
	const char *const *known; /* NULL ends them */
	unsigned given;           /* a bit for each known word */
};

/* If an option is given several times, the last value counts; for WORDS all values count. */
enum kind { NUMBER, LIST, TEXT, WORDS, TRUE, FALSE };

/* One option: --name VALUE or --name=VALUE, or --name alone for TRUE and FALSE. Commands also have letters: -o. */
struct setting {
	const char *name;
	enum kind kind;
	void *value;          /* unsigned, struct list, const char *, struct words, bool */
	unsigned least, most; /* the range of numbers */
};

/* What was expected as a value, and the text that was given instead. */
struct mistake {
	char expected[60];
	const char *found;
};

static inline bool takes_value(const struct setting *setting)
{
	return setting->kind != TRUE && setting->kind != FALSE;
}

/* Sets the value from the text. It keeps a TEXT, and writes into a LIST. False: mistake says what was wrong. */
bool set_setting(const struct setting *setting, char *text, struct mistake *mistake);

#endif
