/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* options.c - reading the command line, and saying in one line what is wrong with it. */
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

int option_error(const char *command, int answer, char **argv)
{
	const char *option = argv[optind - 1];
	char letter[3] = { '-', (char)optopt, '\0' };

	/* Of a long option getopt tells no letter that a user has typed. */
	if (strncmp(option, "--", 2) != 0)
		option = letter;
	if (answer == ':')
		return usage_error(command, "%s expects a value (see --help)", option);
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
		return false; /* strtoul() would take blanks and signs */
	errno = 0;
	read = strtoul(text, &end, 10);
	if (errno || *end || read < least || read > most)
		return false;
	*number = read;
	return true;
}
