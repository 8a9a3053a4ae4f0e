/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * setting.c - MEMBARRIER_STRATEGY: which strategy it names, and whether it was obeyed.
 *
 * One thread reads the environment, once, and all threads use what it has read: setenv()
 * may change the environment later. The same thread writes the text, which quotes the
 * value, into memory of the library. Until it has done so (a signal handler may have
 * interrupted it), the library reports the setting without the value.
 */
#define MEMBARRIER_BUILDING_ 1
#include <string.h>

#include "atomics.h"
#include "select.h"

/* The value: NOT_SET, SET_TO_UNKNOWN, or from SET_TO on the rank of the strategy it names; beside it CONSENT. */
enum { NOT_SET = 1, SET_TO_UNKNOWN = 2, SET_TO = 3, CONSENT = 0x100 };

static int agreed_setting; /* 0: not read yet */

/* ASCII's, whatever the locale says of i and I. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b))
		a++, b++;
	return lower(*a) == lower(*b);
}

static int read_setting(const char *name)
{
	const char *consent = mb_port_environment("MEMBARRIER_UNSOUND_OK");
	int consented = consent && strcmp(consent, "1") == 0 ? CONSENT : 0;

	if (!name || !*name)
		return NOT_SET;
	for (unsigned i = 0; mb_candidate(i); i++)
		if (same_name(mb_candidate(i)->name, name))
			return (SET_TO + (int)i) | consented;
	return SET_TO_UNKNOWN;
}

static unsigned rank_of(int setting)
{
	return (unsigned)((setting & ~CONSENT) - SET_TO);
}

/* ---- what became of it --------------------------------------------------- */

enum outcome { OBEYED, UNKNOWN, NOT_SOUND, DOES_NOT_WORK };

/* With the value between the two parts, or the whole without it. */
#define TEXT(tail)                       \
	{                                    \
		"MEMBARRIER_STRATEGY" tail, tail \
	}
static const struct {
	const char *whole, *tail;
} texts[] = {
	[OBEYED] = TEXT(": obeyed"),
	[UNKNOWN] = TEXT(" names no strategy of this system: ignored"),
	[NOT_SOUND] =
		TEXT(" asks for a strategy not known to be sound here: ignored (MEMBARRIER_UNSOUND_OK=1 would obey it)"),
	[DOES_NOT_WORK] = TEXT(" asks for a strategy that does not work here: ignored"),
};

/* Of a setting that is one. */
static enum outcome outcome_of(int setting)
{
	enum membarrier_verdict verdict;

	if (setting == SET_TO_UNKNOWN)
		return UNKNOWN;
	verdict = mb_verdict(rank_of(setting))->verdict;
	if (verdict == MEMBARRIER_OFFERED || (verdict == MEMBARRIER_UNSOUND && (setting & CONSENT)))
		return OBEYED;
	return verdict == MEMBARRIER_UNSOUND ? NOT_SOUND : DOES_NOT_WORK;
}

#define QUOTED 40 /* bytes of the value; a longer one ends in "..." */

static char text[sizeof "MEMBARRIER_STRATEGY=\"...\"" + QUOTED + 112];
static int written;

static char *append(char *at, const char *more)
{
	while (*more)
		*at++ = *more++;
	return at;
}

/* For a terminal, and cut between any two bytes: ASCII alone. */
static char *append_value(char *at, const char *value)
{
	unsigned length = 0;

	for (; value[length] && length < QUOTED; length++)
		*at++ = value[length] >= ' ' && value[length] <= '~' ? value[length] : '?';
	return value[length] ? append(at, "...") : at;
}

static void write_text(int setting, const char *value)
{
	char *at = append(text, "MEMBARRIER_STRATEGY=\"");

	at = append_value(at, value);
	at = append(at, "\"");
	at = append(at, texts[outcome_of(setting)].tail);
	*at = '\0';
	/* SETTING-1: the text is whole; pairs with SETTING-2. */
	store_release(&written, 1);
}

static int setting(void)
{
	int agreed = load_relaxed(&agreed_setting);

	if (!agreed) {
		const char *value = mb_port_environment("MEMBARRIER_STRATEGY");
		int mine = read_setting(value);

		/* PUBLISH-3: one reader of the environment wins; the value carries nothing but itself. */
		if (!compare_exchange(&agreed_setting, &agreed, mine))
			return agreed;
		agreed = mine;
		if (agreed != NOT_SET)
			write_text(agreed, value);
	}
	return agreed;
}

int mb_rank_asked_for(void)
{
	int known = setting();

	return known != NOT_SET && outcome_of(known) == OBEYED ? (int)rank_of(known) : -1;
}

const char *mb_setting_text(void)
{
	int known = setting();

	if (known == NOT_SET)
		return NULL;
	/* SETTING-2: pairs with SETTING-1. */
	return load_acquire(&written) ? text : texts[outcome_of(known)].whole;
}
