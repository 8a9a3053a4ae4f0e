/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* selftest.c - `membarrier selftest`: the library's own test of the strategy in use. */
#include <getopt.h>
#include <inttypes.h>
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/json.h"
#include "../common/options.h"
#include "../common/term.h"
#include "command.h"

#define INDENT 14
#define DEFAULT_MILLISECONDS 1000
#define MOST_MILLISECONDS 3600000

static const char help[] =
	"usage: membarrier selftest [OPTIONS]\n"
	"\n"
	"Tests whether the barrier really happens on this system; some emulators return success\n"
	"and do nothing. Runs store buffering on two CPUs against a control that is broken on\n"
	"purpose, and counts the interrupts that slow paths cause, where the system counts them.\n"
	"A program can do the same at its start: membarrier_selftest().\n"
	"\n"
	"options:\n"
	"      --milliseconds N   how long, 1 to 3600000 (default 1000); less if it sees a violation,\n"
	"                         and up to ten times as long if it has no result yet\n"
	"      --strategy NAME    as if MEMBARRIER_STRATEGY=NAME were set\n"
	"      --json             one JSON document instead of text\n"
	"  -h, --help             print this help\n"
	"\n"
	"exit status:\n"
	"  0    sound: the test could have shown a violation, and showed none\n"
	"  1    violated: do not use the strategy here\n"
	"  2    the command line was wrong\n"
	"  77   inconclusive, for the reason given, or NAME cannot be used here\n";

struct wishes {
	unsigned long milliseconds;
	const char *strategy;
	bool json, only_help;
};

enum { OPTION_MILLISECONDS = 256, OPTION_STRATEGY, OPTION_JSON };

static int read_options(int argc, char **argv, struct wishes *wishes)
{
	static const struct option options[] = { { "milliseconds", required_argument, NULL, OPTION_MILLISECONDS },
		                                     { "strategy", required_argument, NULL, OPTION_STRATEGY },
		                                     { "json", no_argument, NULL, OPTION_JSON },
		                                     { "help", no_argument, NULL, 'h' },
		                                     { NULL, 0, NULL, 0 } };
	int answer;

	while ((answer = getopt_long(argc, argv, ":h", options, NULL)) != -1)
		switch (answer) {
		case OPTION_MILLISECONDS:
			if (!parse_number(optarg, 1, MOST_MILLISECONDS, &wishes->milliseconds))
				return usage_error("selftest", "expected --milliseconds to be a whole number from 1 to %d, not \"%s\"",
				                   MOST_MILLISECONDS, optarg);
			break;
		case OPTION_STRATEGY:
			wishes->strategy = optarg;
			break;
		case OPTION_JSON:
			wishes->json = true;
			break;
		case 'h':
			wishes->only_help = true;
			break;
		default:
			return option_error("selftest", answer, argv);
		}
	return optind < argc ? argument_error("selftest", argv[optind]) : EXIT_HOLDS;
}

static const char *result_name(enum membarrier_selftest_result result)
{
	return result == MEMBARRIER_SELFTEST_SOUND      ? "sound"
	       : result == MEMBARRIER_SELFTEST_VIOLATED ? "violated"
	                                                : "inconclusive";
}

static void report_json(const struct membarrier_selftest_report *selftest, const char *strategy)
{
	json_object(NULL);
	json_count("schema", 1);
	json_text("command", "selftest");
	json_text("strategy", strategy);
	json_text("result", result_name(selftest->result));
	json_text("reason", selftest->reason);
	json_count("rounds", selftest->rounds);
	json_count("forbidden", selftest->forbidden);
	json_count("control_rounds", selftest->control_rounds);
	json_count("control_weak", selftest->control_weak);
	json_count("slow_paths_witnessed", selftest->witnessed);
	json_count("interrupts", selftest->interrupts);
	json_end();
}

static void report_text(const struct membarrier_selftest_report *selftest, const char *strategy)
{
	printf("%-*s%s\n", INDENT, "strategy", strategy);
	printf("%-*s%s\n", INDENT, "result", result_name(selftest->result));
	print_wrapped("why", INDENT, selftest->reason);
	printf("%-*s%" PRIu64 " rounds, forbidden outcome %" PRIu64 " times\n", INDENT, "fast/slow", selftest->rounds,
	       selftest->forbidden);
	printf("%-*s%" PRIu64 " rounds, the same outcome %" PRIu64 " times\n", INDENT, "control", selftest->control_rounds,
	       selftest->control_weak);
	if (selftest->witnessed)
		printf("%-*s%" PRIu64 " of another CPU, by %" PRIu64 " slow paths\n", INDENT, "interrupts",
		       selftest->interrupts, selftest->witnessed);
	else
		printf("%-*snot counted\n", INDENT, "interrupts");
}

int selftest_main(int argc, char **argv)
{
	struct wishes wishes = { .milliseconds = DEFAULT_MILLISECONDS };
	struct membarrier_selftest_report selftest = { .size = sizeof selftest };
	struct membarrier_info info = { .size = sizeof info };
	int status = read_options(argc, argv, &wishes), error;

	if (!goes_on("selftest", help, wishes.only_help, wishes.strategy, &status))
		return status;
	error = membarrier_get_info(&info);
	if (!error)
		error = membarrier_selftest((unsigned)wishes.milliseconds, &selftest);
	if (error) {
		fprintf(stderr, "membarrier selftest: cannot be tried here: %s\n", strerror(-error));
		return EXIT_UNTRIED;
	}
	if (wishes.json)
		report_json(&selftest, info.strategy);
	else
		report_text(&selftest, info.strategy);
	return selftest.result == MEMBARRIER_SELFTEST_SOUND      ? EXIT_HOLDS
	       : selftest.result == MEMBARRIER_SELFTEST_VIOLATED ? EXIT_VIOLATED
	                                                         : EXIT_UNTRIED;
}
