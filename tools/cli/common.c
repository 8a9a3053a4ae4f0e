/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* common.c - the options that all commands take, and names of errno values. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/options.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "command.h"

struct common common_options(void)
{
	return (struct common){ .colour = wants_colour(), .progress = sys_is_terminal(stderr) };
}

/* Values of getopt_long() for options without a letter: the common ones, and from OWN on those of the command. */
enum {
	OPTION_SECONDS = 256,
	OPTION_STRATEGY,
	OPTION_JSON,
	OPTION_COLOUR,
	OPTION_PROGRESS,
	OPTION_NO_PROGRESS,
	OPTION_HELP,
	OWN,
	MOST_OWN = 4 /* options */
};

static const struct option common_known[] = {
	{ "seconds", required_argument, NULL, OPTION_SECONDS },
	{ "strategy", required_argument, NULL, OPTION_STRATEGY },
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "color", required_argument, NULL, OPTION_COLOUR },
	{ "progress", no_argument, NULL, OPTION_PROGRESS },
	{ "no-progress", no_argument, NULL, OPTION_NO_PROGRESS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ NULL, 0, NULL, 0 },
};

static int take_value(const char *command, const struct setting *setting, struct common *common)
{
	struct mistake mistake;

	common->numbers += setting->kind == NUMBER;
	if (set_setting(setting, optarg, &mistake))
		return EXIT_HOLDS;
	return usage_error(command, "expected %s to be %s, not \"%s\"", setting->name, mistake.expected, mistake.found);
}

static int take_colour(const char *command, bool *colour)
{
	if (parse_colour(optarg, colour))
		return EXIT_HOLDS;
	return usage_error(command, "expected --color to be auto, always or never, not \"%s\"", optarg);
}

static int take_common(const char *command, int answer, unsigned most_seconds, struct common *common)
{
	const struct setting seconds = { "--seconds", NUMBER, &common->seconds, 1, most_seconds };

	switch (answer) {
	case OPTION_SECONDS:
		return take_value(command, &seconds, common);
	case OPTION_STRATEGY:
		common->strategy = optarg;
		break;
	case OPTION_JSON:
		common->json = true;
		break;
	case OPTION_COLOUR:
		return take_colour(command, &common->colour);
	case OPTION_PROGRESS:
	case OPTION_NO_PROGRESS:
		common->progress = common->progress_asked = answer == OPTION_PROGRESS;
		break;
	case 'q':
		common->quiet = true;
		common->progress = common->progress_asked;
		break;
	case 'h':
		common->brief_help = true;
		break;
	default: /* OPTION_HELP */
		common->full_help = true;
	}
	return EXIT_HOLDS;
}

static bool is_letter(const struct setting *setting)
{
	return setting->name[1] != '-';
}

/* Fills the tables for getopt_long(). */
static void list_options(const struct setting *own, unsigned count, struct option *known, char *letters)
{
	letters += sprintf(letters, ":qh");
	for (unsigned i = 0; i < count; i++) {
		bool value = takes_value(&own[i]);

		if (is_letter(&own[i]))
			letters += sprintf(letters, "%c%s", own[i].name[1], value ? ":" : "");
		else
			*known++ = (struct option){ own[i].name + 2, value ? required_argument : no_argument, NULL, OWN + (int)i };
	}
	memcpy(known, common_known, sizeof common_known);
}

static const struct setting *find(const struct setting *own, unsigned count, int answer)
{
	for (unsigned i = 0; i < count; i++)
		if (answer == (is_letter(&own[i]) ? own[i].name[1] : OWN + (int)i))
			return &own[i];
	return NULL;
}

int read_command_line(const char *command, int argc, char **argv, const struct setting *own, unsigned count,
                      unsigned most_seconds, struct common *common)
{
	struct option known[MOST_OWN + sizeof common_known / sizeof *common_known];
	char letters[4 + 2 * MOST_OWN];
	int answer, status = EXIT_HOLDS;

	list_options(own, count, known, letters);
	opterr = 0;
	while (status == EXIT_HOLDS && (answer = getopt_long(argc, argv, letters, known, NULL)) != -1) {
		const struct setting *setting = find(own, count, answer);

		if (setting)
			status = take_value(command, setting, common);
		else if (answer == '?' || answer == ':')
			status = option_error(command, answer, argv, known);
		else
			status = take_common(command, answer, most_seconds, common);
	}
	return status;
}

bool goes_on(const char *command, const struct help *help, const struct common *common, int *status)
{
	if (*status != EXIT_HOLDS)
		return false;
	if (common->brief_help || common->full_help) {
		fputs(help->brief, stdout);
		if (common->full_help)
			fputs(help->more, stdout);
		else
			printf("\n`membarrier %s --help` says more.\n", command);
		return false;
	}
	*status = use_strategy(command, common->strategy);
	return *status == EXIT_HOLDS;
}

/* Only glibc has strerrorname_np(). */
const char *error_name(int error)
{
	static const struct {
		int error;
		const char *name;
	} known[] = {
		{ EPERM, "EPERM" },   { ENOSYS, "ENOSYS" }, { EINVAL, "EINVAL" }, { ENOMEM, "ENOMEM" },
		{ EACCES, "EACCES" }, { EAGAIN, "EAGAIN" }, { EINTR, "EINTR" },   { ENOENT, "ENOENT" },
		{ EBUSY, "EBUSY" },   { EFAULT, "EFAULT" }, { EIO, "EIO" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].error == error)
			return known[i].name;
	return NULL;
}
