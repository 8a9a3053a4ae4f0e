/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.c - values of options: whole numbers, lists of them, words. */
#include "settings.h"

#include <stdio.h>
#include <string.h>

#include "options.h"

static bool expect(struct mistake *mistake, const char *expected, const char *found)
{
	snprintf(mistake->expected, sizeof mistake->expected, "%s", expected);
	mistake->found = found;
	return false;
}

static bool set_number(const struct setting *setting, const char *text, unsigned *to, struct mistake *mistake)
{
	const char *what = setting->kind == LIST ? "whole numbers" : "a whole number";
	unsigned long value;

	if (parse_number(text, setting->least, setting->most, &value)) {
		*to = (unsigned)value;
		return true;
	}
	snprintf(mistake->expected, sizeof mistake->expected, "%s from %u to %u", what, setting->least, setting->most);
	mistake->found = text;
	return false;
}

static bool set_list(const struct setting *setting, char *text, struct mistake *mistake)
{
	struct list *list = setting->value;

	list->count = 0;
	for (char *item = strtok(text, ","); item; item = strtok(NULL, ",")) {
		if (list->count == MOST_LISTED)
			return expect(mistake, "a shorter list", item);
		if (!set_number(setting, item, &list->value[list->count++], mistake))
			return false;
	}
	return list->count || expect(mistake, "a list as in 1,2,4", text);
}

/* "a, b or c" */
static void join(const char *const *words, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (bool first = true; *words && used < size; words++, first = false)
		used += (size_t)snprintf(text + used, size - used, "%s%s", first ? "" : words[1] ? ", " : " or ", *words);
}

static bool set_word(struct words *words, const char *text, struct mistake *mistake)
{
	for (unsigned i = 0; words->known[i]; i++)
		if (strcmp(text, words->known[i]) == 0) {
			words->given |= 1u << i;
			return true;
		}
	join(words->known, mistake->expected, sizeof mistake->expected);
	mistake->found = text;
	return false;
}

bool set_setting(const struct setting *setting, char *text, struct mistake *mistake)
{
	switch (setting->kind) {
	case NUMBER:
		return set_number(setting, text, setting->value, mistake);
	case LIST:
		return set_list(setting, text, mistake);
	case WORDS:
		return set_word(setting->value, text, mistake);
	case TEXT:
		*(const char **)setting->value = text;
		break;
	case TRUE:
	case FALSE:
		*(bool *)setting->value = setting->kind == TRUE;
	}
	return true;
}
