/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* strategy.c - the option --strategy, which every command has. */
#include <membarrier.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../common/options.h"
#include "../common/sys.h"
#include "command.h"

static char **command_line;

void remember_command_line(char **argv)
{
	command_line = argv;
}

/* Finds the candidate with this name, and lists all names for the message about an unknown name. */
static bool find_candidate(const char *name, struct membarrier_candidate *found, char *names, size_t size)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };
	bool known = false;

	*names = '\0';
	for (unsigned i = 0; membarrier_get_candidate(i, &candidate) == 0; i++) {
		size_t used = strlen(names);

		snprintf(names + used, size - used, "%s%s", i ? ", " : "", candidate.name);
		if (strcasecmp(candidate.name, name) == 0) {
			*found = candidate;
			known = true;
		}
	}
	return known;
}

/* Warns at once, so that an operator notices a mistyped value. */
static void warn_of_disobedience(const char *command)
{
	struct membarrier_info info = { .size = sizeof info };
	const char *asked = getenv("MEMBARRIER_STRATEGY");

	if (asked && membarrier_get_info(&info) == 0 && info.setting && strcasecmp(asked, info.strategy) != 0) {
		begin_line(command);
		fprintf(stderr, "warning: %s\n", info.setting);
	}
}

int use_strategy(const char *command, const char *name)
{
	struct membarrier_candidate candidate;
	struct membarrier_info info = { .size = sizeof info };
	const char *asked = getenv("MEMBARRIER_STRATEGY");
	char names[256];
	int status;

	if (!name) {
		warn_of_disobedience(command);
		return EXIT_HOLDS;
	}
	if (!find_candidate(name, &candidate, names, sizeof names))
		return usage_error(command, "expected --strategy to be one of %s, not \"%s\"", names, name);
	name = candidate.name;
	if (membarrier_get_info(&info) == 0 && strcmp(info.strategy, name) == 0)
		return EXIT_HOLDS;
	if (asked && strcasecmp(asked, name) == 0) {
		begin_line(command);
		fprintf(stderr, "cannot be tried here: strategy %s is %s: %s%s\n", name,
		        candidate.verdict == MEMBARRIER_UNSOUND ? "not known to be sound" : "unavailable", candidate.reason,
		        candidate.verdict == MEMBARRIER_UNSOUND ? " (MEMBARRIER_UNSOUND_OK=1 tries it nevertheless)" : "");
		return EXIT_UNTRIED;
	}
	if (sys_run_again("MEMBARRIER_STRATEGY", name, command_line, &status))
		return status;
	begin_line(command);
	fprintf(stderr, "cannot be tried here: this program cannot run itself again; set MEMBARRIER_STRATEGY=%s instead\n",
	        name);
	return EXIT_UNTRIED;
}
