/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.c - the command lines of the benchmark programs. */
#include "settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tools/common/options.h"

void wrong_setting(const char *name, const char *expected, const char *value)
{
	fprintf(stderr, "expected %s to be %s, not \"%s\" (see --help)\n", name, expected, value);
	exit(EXIT_USAGE);
}

static void set(const struct setting *setting, char *value)
{
	struct mistake mistake;

	if (!set_setting(setting, value, &mistake))
		wrong_setting(setting->name, mistake.expected, mistake.found);
}

static const struct setting *find(const struct setting *settings, unsigned count, const char *word, size_t length)
{
	for (unsigned i = 0; i < count; i++)
		if (strlen(settings[i].name) == length && strncmp(settings[i].name, word, length) == 0)
			return &settings[i];
	return NULL;
}

/* A full disk is no success: a report or a document that is cut off must not be taken for a whole one. */
static void check_output(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return;
	fprintf(stderr, "cannot write the output: %s\n", strerror(errno));
	_Exit(EXIT_USAGE);
}

void read_settings(const char *help, const struct setting *settings, unsigned count, char **argv)
{
	atexit(check_output);
	for (argv++; *argv; argv++) {
		size_t length = strcspn(*argv, "=");
		const struct setting *setting = find(settings, count, *argv, length);
		bool alone = setting && !takes_value(setting);

		if (strcmp(*argv, "--help") == 0) {
			fputs(help, stdout);
			exit(EXIT_HOLDS);
		}
		if (!setting || (alone && (*argv)[length]))
			wrong_setting("the command line", "options as --help lists them", *argv);
		if (alone)
			set(setting, NULL);
		else if ((*argv)[length])
			set(setting, *argv + length + 1);
		else if (argv[1])
			set(setting, *++argv);
		else
			wrong_setting(setting->name, "followed by a value", "");
	}
}

struct timing read_timing(const char *help, unsigned most_rounds, const struct setting *own, char **argv)
{
	struct timing timing = { .rounds = 15, .slice = 20 };
	struct setting settings[5] = {
		{ "--rounds", NUMBER, &timing.rounds, 1, most_rounds },
		{ "--seconds", NUMBER, &timing.seconds, 0, 3600 },
		{ "--slice", NUMBER, &timing.slice, 1, 999 },
		{ "--json", TEXT, &timing.json, 0, 0 },
	};
	unsigned count = 4;

	if (own)
		settings[count++] = *own;
	read_settings(help, settings, count, argv);
	return timing;
}

unsigned rounds_within(unsigned seconds, unsigned milliseconds, unsigned most)
{
	unsigned rounds = seconds * 1000 / milliseconds;

	return rounds < 1 ? 1 : rounds > most ? most : rounds;
}

bool write_to(const char *file)
{
	if (fflush(stdout) == 0 && freopen(file, "w", stdout))
		return true;
	perror(file);
	return false;
}
