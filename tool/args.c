/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* args.c - reading the command line, and saying in one line what is wrong with it. */
#include "args.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <membarrier.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys.h"
#include "tool.h"

static char **whole_line;

void args_remember(char **argv)
{
	whole_line = argv;
}

static void begin_line(const char *command)
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

/* The candidate of this name, and a list of all names for the user who mistyped it. */
static bool find_candidate(const char *name, struct membarrier_candidate *found, char *names, size_t size)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };
	bool known = false;

	*names = '\0';
	for (unsigned i = 0; membarrier_get_candidate(i, &candidate) == 0; i++) {
		size_t used = strlen(names);

		snprintf(names + used, size - used, "%s%s", i ? ", " : "", candidate.name);
		if (strcmp(candidate.name, name) == 0) {
			*found = candidate;
			known = true;
		}
	}
	return known;
}

int use_strategy(const char *command, const char *name)
{
	struct membarrier_candidate candidate;
	struct membarrier_info info = { .size = sizeof info };
	const char *asked = getenv("MEMBARRIER_STRATEGY");
	char names[256];
	int status;

	if (!find_candidate(name, &candidate, names, sizeof names))
		return usage_error(command, "expected --strategy to be one of %s, not \"%s\"", names, name);
	if (membarrier_get_info(&info) == 0 && strcmp(info.strategy, name) == 0)
		return EXIT_HOLDS;
	if (asked && strcmp(asked, name) == 0) {
		begin_line(command);
		fprintf(stderr, "cannot be tried here: strategy %s is %s: %s%s\n", name,
		        candidate.verdict == MEMBARRIER_UNSOUND ? "not known to be sound" : "unavailable", candidate.reason,
		        candidate.verdict == MEMBARRIER_UNSOUND ? " (MEMBARRIER_UNSOUND_OK=1 tries it nevertheless)" : "");
		return EXIT_UNTRIED;
	}
	if (sys_run_again("MEMBARRIER_STRATEGY", name, whole_line, &status))
		return status;
	begin_line(command);
	fprintf(stderr, "cannot be tried here: this program cannot run itself again; set MEMBARRIER_STRATEGY=%s instead\n",
	        name);
	return EXIT_UNTRIED;
}

bool goes_on(const char *command, const char *help, bool only_help, const char *strategy, int *status)
{
	if (*status != EXIT_HOLDS)
		return false;
	if (only_help) {
		fputs(help, stdout);
		return false;
	}
	if (strategy)
		*status = use_strategy(command, strategy);
	return *status == EXIT_HOLDS;
}
