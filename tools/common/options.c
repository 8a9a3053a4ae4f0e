/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* options.c - reads the command line, and says in one line what is wrong with it. */
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void begin_line(const char *command)
{
	fprintf(stderr, command ? "membarrier %s: " : "membarrier: ", command);
}

int exit_status(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	begin_line(NULL);
	fprintf(stderr, "cannot write to standard output: %s\n", strerror(errno));
	return status == EXIT_VIOLATED ? status : EXIT_USAGE;
}

int usage_error(const char *command, const char *format, ...)
{
	va_list values;

	begin_line(command);
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
	return EXIT_USAGE;
}

enum { LONGEST_WORD = 31, MOST_MISTAKES = 2 };

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	return a < b ? (a < c ? a : c) : b < c ? b : c;
}

/* The edit distance of two words, by the usual table, of which two rows are kept. */
static unsigned mistakes(const char *word, const char *name)
{
	unsigned above[LONGEST_WORD + 1], row[LONGEST_WORD + 1];
	size_t length = strlen(name);

	for (unsigned k = 0; k <= length; k++)
		above[k] = k;
	for (unsigned i = 1; i <= strlen(word); i++) {
		row[0] = i;
		for (unsigned k = 1; k <= length; k++)
			row[k] = least(above[k] + 1, row[k - 1] + 1, above[k - 1] + (word[i - 1] != name[k - 1]));
		memcpy(above, row, sizeof row);
	}
	return above[length];
}

bool looks_like(const char *word, const char *name)
{
	size_t length = strlen(word);

	if (length < 3 || length > LONGEST_WORD || strlen(name) > LONGEST_WORD)
		return false;
	return mistakes(word, name) <= (length < 4 ? 1 : MOST_MISTAKES);
}

static const char *meant(const char *typed, const struct option *known)
{
	char word[LONGEST_WORD + 2];

	snprintf(word, sizeof word, "%.*s", (int)strcspn(typed + 2, "="), typed + 2);
	for (; known->name; known++)
		if (strcmp(word, known->name) == 0)
			return NULL; /* The option is right, but takes no value. */
		else if (looks_like(word, known->name))
			return known->name;
	return NULL;
}

int option_error(const char *command, int answer, char **argv, const struct option *known)
{
	const char *option = argv[optind - 1], *probably = NULL;
	char letter[3] = { '-', (char)optopt, '\0' };

	/* For a long option getopt_long() does not tell a letter that the user typed. */
	if (strncmp(option, "--", 2) != 0)
		option = letter;
	else
		probably = meant(option, known);
	if (answer == ':')
		return usage_error(command, "%s expects a value (see --help)", option);
	if (probably)
		return usage_error(command, "no such option: %s; did you mean --%s? (see --help)", option, probably);
	if (strchr(option, '='))
		return usage_error(command, "%s: no such option, or one that takes no value (see --help)", option);
	return usage_error(command, "no such option: %s (see --help)", option);
}

int argument_error(const char *command, const char *argument)
{
	return usage_error(command, "expected options only, not \"%s\" (see --help)", argument);
}

bool parse_number(const char *text, unsigned long least, unsigned long most, unsigned long *number)
{
	char *end;
	unsigned long read;

	if (!isdigit((unsigned char)*text))
		return false; /* strtoul() would accept blanks and signs */
	errno = 0;
	read = strtoul(text, &end, 10);
	if (errno || *end || read < least || read > most)
		return false;
	*number = read;
	return true;
}
