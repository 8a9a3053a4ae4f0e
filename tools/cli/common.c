/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* common.c - the options that all commands take, and names of errno values. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/options.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "command.h"

struct common common_options(void)
{
	return (struct common){ .colour = wants_colour(), .progress = sys_is_terminal(stderr) };
}

bool is_common(int answer)
{
	return answer == 'q' || answer == 'h' || (answer >= OPTION_SECONDS && answer < COMMON_END);
}

int take_common(const char *command, int answer, unsigned long most_seconds, struct common *common)
{
	switch (answer) {
	case OPTION_SECONDS:
		if (!parse_number(optarg, 1, most_seconds, &common->seconds))
			return usage_error(command, "expected --seconds to be a whole number from 1 to %lu, not \"%s\"",
			                   most_seconds, optarg);
		break;
	case OPTION_STRATEGY:
		common->strategy = optarg;
		break;
	case OPTION_JSON:
		common->json = true;
		break;
	case OPTION_COLOUR:
		if (!parse_colour(optarg, &common->colour))
			return usage_error(command, "expected --color to be auto, always or never, not \"%s\"", optarg);
		break;
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

/* strerrorname_np() is glibc's alone. */
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
