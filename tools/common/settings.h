/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.h - options of a command line as a table: what each takes, and where its value goes. */
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
	unsigned given;           /* a bit for each */
};

/* If an option is given several times, the last value counts; of WORDS all. */
enum kind { NUMBER, LIST, TEXT, WORDS, TRUE, FALSE };

/* One option: --name VALUE or --name=VALUE, or --name alone for TRUE and FALSE. Commands also have letters: -o. */
struct setting {
	const char *name;
	enum kind kind;
	void *value;          /* unsigned, struct list, const char *, struct words, bool */
	unsigned least, most; /* of numbers */
};

/* What was expected of a value, and the text in its place. */
struct mistake {
	char expected[60];
	const char *found;
};

static inline bool takes_value(const struct setting *setting)
{
	return setting->kind != TRUE && setting->kind != FALSE;
}

/* Takes the text for the setting: a TEXT is kept, a LIST is cut. False: mistake says what was wrong. */
bool set_setting(const struct setting *setting, char *text, struct mistake *mistake);

#endif
