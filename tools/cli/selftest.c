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

static const struct help help = {
	"usage: membarrier selftest [OPTIONS]\n"
	"\n"
	"Tests whether the barrier really happens on this system; some emulators return\n"
	"success and do nothing.\n"
	"\n"
	"options:\n"
	"      --seconds S       how long, 1 to 3600 (default 1); less if it sees a\n"
	"                        violation, and up to ten times as long if it has no\n"
	"                        result yet\n"
	"      --milliseconds N  the same in milliseconds, 1 to 3600000 (default 1000)\n"
	"      --strategy NAME   as if MEMBARRIER_STRATEGY=NAME were set\n" COMMON_HELP,
	"\n"
	"Runs store buffering on two CPUs against a control that is broken on purpose,\n"
	"and counts the interrupts that slow paths cause, where the system counts them.\n"
	"Slow paths at a home are tried too, where they are barriers for one CPU.\n"
	"A program can do the same at its start: membarrier_selftest().\n"
	"\n"
	"exit status:\n"
	"  0    sound: the test could have shown a violation, and showed none\n"
	"  1    violated: do not use the strategy here, or the barrier for one CPU\n"
	"  2    the command line was wrong\n"
	"  77   inconclusive, for the reason given, or NAME cannot be used here\n",
};

struct wishes {
	struct common common;
	unsigned milliseconds;
};

static int read_options(int argc, char **argv, struct wishes *wishes)
{
	const struct setting own[] = { { "--milliseconds", NUMBER, &wishes->milliseconds, 1, MOST_MILLISECONDS } };
	int status = read_command_line("selftest", argc, argv, own, 1, MOST_MILLISECONDS / 1000, &wishes->common);

	if (status != EXIT_HOLDS)
		return status;
	if (wishes->common.seconds && wishes->milliseconds)
		return usage_error("selftest", "expected --seconds or --milliseconds, not both");
	if (!wishes->milliseconds)
		wishes->milliseconds = wishes->common.seconds ? 1000 * wishes->common.seconds : DEFAULT_MILLISECONDS;
	return optind < argc ? argument_error("selftest", argv[optind]) : EXIT_HOLDS;
}

static const char *result_name(enum membarrier_selftest_result result)
{
	return result == MEMBARRIER_SELFTEST_SOUND      ? "sound"
	       : result == MEMBARRIER_SELFTEST_VIOLATED ? "violated"
	                                                : "inconclusive";
}

/* The worse of the two results; sets the reason for it. */
static enum membarrier_selftest_result worse(const struct membarrier_selftest_report *selftest, const char **reason)
{
	bool home = selftest->home_result == MEMBARRIER_SELFTEST_VIOLATED
	                ? selftest->result != MEMBARRIER_SELFTEST_VIOLATED
	                : selftest->result == MEMBARRIER_SELFTEST_SOUND && selftest->home_result != selftest->result;

	*reason = home ? selftest->home_reason : selftest->reason;
	return home ? selftest->home_result : selftest->result;
}

static void report_json(const struct membarrier_selftest_report *selftest, const char *strategy)
{
	const char *reason;
	enum membarrier_selftest_result result = worse(selftest, &reason);

	json_document("selftest");
	json_text("strategy", strategy);
	json_text("result", result_name(result));
	json_text("reason", reason);
	json_count("rounds", selftest->rounds);
	json_count("forbidden", selftest->forbidden);
	json_count("control_rounds", selftest->control_rounds);
	json_count("control_weak", selftest->control_weak);
	json_count("slow_paths_witnessed", selftest->witnessed);
	json_count("interrupts", selftest->interrupts);
	json_object("home");
	json_text("result", result_name(selftest->home_result));
	json_text("reason", selftest->home_reason);
	json_count("rounds", selftest->home_rounds);
	json_count("forbidden", selftest->home_forbidden);
	json_count("slow_paths_witnessed", selftest->home_witnessed);
	json_count("interrupts", selftest->home_interrupts);
	json_end();
	json_end();
}

static void report_result(enum membarrier_selftest_result result, const struct common *common)
{
	const char *paint = result == MEMBARRIER_SELFTEST_SOUND      ? "\033[1;32m"
	                    : result == MEMBARRIER_SELFTEST_VIOLATED ? "\033[1;31m"
	                                                             : "\033[1;33m";

	printf("%-*s%s%s%s\n", common->quiet ? 0 : INDENT, common->quiet ? "" : "result", common->colour ? paint : "",
	       result_name(result), common->colour ? "\033[0m" : "");
}

static void report_rounds(const char *label, uint64_t rounds, uint64_t forbidden, const char *outcome)
{
	char text[120];

	snprintf(text, sizeof text, "%" PRIu64 " rounds, %s outcome %" PRIu64 " times", rounds, outcome, forbidden);
	print_wrapped(label, INDENT, text);
}

static void report_interrupts(const char *label, uint64_t witnessed, uint64_t interrupts)
{
	char text[120];

	snprintf(text, sizeof text, "%" PRIu64 " of another CPU, by %" PRIu64 " slow paths", interrupts, witnessed);
	print_wrapped(label, INDENT, witnessed ? text : "not counted");
}

static void report_text(const struct membarrier_selftest_report *selftest, const char *strategy,
                        const struct common *common)
{
	const char *reason;
	enum membarrier_selftest_result result = worse(selftest, &reason);

	report_result(result, common);
	if (common->quiet)
		return;
	print_wrapped("strategy", INDENT, strategy);
	print_wrapped("why", INDENT, reason);
	report_rounds("fast/slow", selftest->rounds, selftest->forbidden, "forbidden");
	report_rounds("control", selftest->control_rounds, selftest->control_weak, "the same");
	report_interrupts("interrupts", selftest->witnessed, selftest->interrupts);
	if (selftest->home_rounds == 0 && selftest->home_witnessed == 0) {
		print_wrapped("home", INDENT, selftest->home_reason);
		return;
	}
	report_rounds("home", selftest->home_rounds, selftest->home_forbidden, "forbidden");
	report_interrupts("interrupts", selftest->home_witnessed, selftest->home_interrupts);
}

int selftest_main(int argc, char **argv)
{
	struct wishes wishes = { .common = common_options() };
	struct membarrier_selftest_report selftest = { .size = sizeof selftest };
	struct membarrier_info info = { .size = sizeof info };
	int status = read_options(argc, argv, &wishes), error;
	enum membarrier_selftest_result result;
	const char *reason;

	if (!goes_on("selftest", &help, &wishes.common, &status))
		return status;
	if (wishes.common.progress)
		fprintf(stderr, "selftest: %.3g s, ten times as long at most", (double)wishes.milliseconds / 1000);
	error = membarrier_get_info(&info);
	if (!error)
		error = membarrier_selftest(wishes.milliseconds, &selftest);
	if (wishes.common.progress)
		fprintf(stderr, "\r%50s\r", "");
	if (error) {
		fprintf(stderr, "membarrier selftest: cannot be tried here: %s\n", strerror(-error));
		return EXIT_UNTRIED;
	}
	if (wishes.common.json)
		report_json(&selftest, info.strategy);
	else
		report_text(&selftest, info.strategy, &wishes.common);
	result = worse(&selftest, &reason);
	return result == MEMBARRIER_SELFTEST_SOUND      ? EXIT_HOLDS
	       : result == MEMBARRIER_SELFTEST_VIOLATED ? EXIT_VIOLATED
	                                                : EXIT_UNTRIED;
}
