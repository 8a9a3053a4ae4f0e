/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* info.c - `membarrier info`: which strategy was chosen and why, for an operator. */
#include <getopt.h>
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/json.h"
#include "../common/options.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "../measure/document.h"
#include "command.h"

#define INDENT 14

static const struct help help = {
	"usage: membarrier info [OPTIONS]\n"
	"\n"
	"Reports which strategy makes the process-wide barrier of the slow path here,\n"
	"why it was chosen, and why the others were not.\n"
	"\n"
	"options:\n"
	"      --require WHAT    no report, but an exit status, and a line on standard\n"
	"                        error if it is 1: is the strategy fence (no thread is\n"
	"                        interrupted), asymmetric (fast paths are free),\n"
	"                        documented? May be given more than once\n"
	"      --all             besides, every command of membarrier(2): is it offered,\n"
	"                        is this process registered for it, how does it answer\n"
	"                        (tried in a child), which CPUs does it interrupt, which\n"
	"                        defects has this version\n"
	"      --platforms       every supported system: its strategy, what the soundness\n"
	"                        of that rests on, and how far it was tested\n"
	"      --strategy NAME   as if MEMBARRIER_STRATEGY=NAME were set\n"
	"      --seconds S       1 to 3600; accepted as in other commands: it changes\n"
	"                        nothing here\n" COMMON_HELP,
	"\n"
	"exit status: 0; 1 it is not what --require asks for; 2 the command line was\n"
	"wrong; 77 NAME cannot be used here\n",
};

static const char *verdict_name(enum membarrier_verdict verdict)
{
	return verdict == MEMBARRIER_OFFERED ? "offered" : verdict == MEMBARRIER_UNSOUND ? "unsound" : "unavailable";
}

static bool barrier_on_offer(void)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };

	for (unsigned i = 0; membarrier_get_candidate(i, &candidate) == 0; i++)
		if (candidate.asymmetric && candidate.verdict == MEMBARRIER_OFFERED)
			return true;
	return false;
}

static const char *advice(const struct membarrier_info *info)
{
	if (info->asymmetric)
		return "Fast paths cost nothing here. A slow path interrupts every CPU that runs a thread of this process, "
			   "and no other CPU, for some microseconds: call it on the side that runs rarely. "
			   "`membarrier bench` says how rarely; `membarrier litmus` tests whether the barriers hold.";
	if (barrier_on_offer())
		return "Fast paths are full fences, as expensive as normal paths, because MEMBARRIER_STRATEGY asks for plain "
			   "fences; slow paths interrupt no thread. To use a better strategy, unset MEMBARRIER_STRATEGY.";
	if (info->candidates == 1)
		return "Fast paths are full fences here, as expensive as normal paths; slow paths are full fences too and "
			   "interrupt no thread. This library has no other strategy for this system, or was built with "
			   "MEMBARRIER_FENCE_ONLY.";
	return "Fast paths are full fences here, as expensive as normal paths; slow paths are full fences too and interrupt "
		   "no thread. Programs are correct, but fast paths are not free. To change that, remove what the candidates "
		   "below name as the reason: a container's system call filter, an old kernel, a setting.";
}

static void surroundings_json(void)
{
	struct sys_surroundings around;

	sys_surroundings(&around);
	json_count("cpus_allowed", sys_allowed_cpus(NULL, 0));
	json_count("cpus_online", around.online);
	json_text("system_call_filter", around.filter);
	json_text("hypervisor", around.hypervisor);
}

static void report_json(const struct membarrier_info *info, const char *system, bool all)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };
	char version[VERSION_TEXT];

	json_document("info");
	json_text("library_version", version_text(version));
	json_text("system", system);
	surroundings_json();
	json_text("strategy", info->strategy);
	json_truth("asymmetric", info->asymmetric);
	json_truth("documented", info->documented);
	json_text("reason", info->reason);
	json_text("basis", info->basis);
	json_text("setting", info->setting);
	json_text("advice", advice(info));
	json_array("candidates");
	for (unsigned i = 0; membarrier_get_candidate(i, &candidate) == 0; i++) {
		json_object(NULL);
		json_text("name", candidate.name);
		json_text("verdict", verdict_name(candidate.verdict));
		json_text("reason", candidate.reason);
		json_text("basis", candidate.basis);
		json_count("errno", (uint64_t)candidate.error);
		json_text("errno_name", error_name(candidate.error));
		json_truth("asymmetric", candidate.asymmetric);
		json_truth("documented", candidate.documented);
		json_end();
	}
	json_end();
	report_home(true);
	if (all)
		report_commands(true);
	json_end();
}

static void print_candidate(const struct membarrier_candidate *candidate, bool in_use, bool colour)
{
	const char *paint = candidate->verdict == MEMBARRIER_OFFERED ? "\033[32m" : "\033[33m";
	const char *name = error_name(candidate->error);
	char text[512];

	printf("\n%c %-11s %s%s%s%s\n", in_use ? '*' : ' ', candidate->name, colour ? paint : "",
	       verdict_name(candidate->verdict), colour ? "\033[0m" : "", in_use ? ", in use" : "");
	if (candidate->error && name)
		snprintf(text, sizeof text, "%s (%s, errno %d)", candidate->reason, name, candidate->error);
	else if (candidate->error)
		snprintf(text, sizeof text, "%s (errno %d)", candidate->reason, candidate->error);
	else
		snprintf(text, sizeof text, "%s", candidate->reason);
	print_wrapped("", INDENT, text);
}

#define GREEN "\033[1;32m"
#define YELLOW "\033[1;33m"
#define PLAIN "\033[0m"

static void paint(bool colour, const char *code)
{
	if (colour)
		fputs(code, stdout);
}

/* In colour: green if fast paths are free and the system's documentation promises the barrier. */
static void report_strategy(const struct membarrier_info *info, const struct common *common)
{
	char text[160];

	snprintf(text, sizeof text, "%s, %s", info->strategy,
	         info->asymmetric ? "asymmetric: fast paths are free" : "not asymmetric: all three paths are full fences");
	paint(common->colour, info->asymmetric && info->documented ? GREEN : YELLOW);
	print_wrapped(common->quiet ? "" : "strategy", common->quiet ? 0 : INDENT, text);
	paint(common->colour, PLAIN);
}

static void report_surroundings(void)
{
	struct sys_surroundings around;
	unsigned allowed = sys_allowed_cpus(NULL, 0);
	char text[80];

	sys_surroundings(&around);
	snprintf(text, sizeof text, around.online ? "%u of %u" : "%u", allowed, around.online);
	print_wrapped("CPUs", INDENT, text);
	print_wrapped("filter", INDENT, around.filter);
	print_wrapped("hypervisor", INDENT, around.hypervisor);
}

static void report_text(const struct membarrier_info *info, const char *system, const struct common *common)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };
	char version[VERSION_TEXT];
	bool obeyed = !info->setting || strstr(info->setting, "obeyed");

	report_strategy(info, common);
	if (common->quiet)
		return;
	print_wrapped("why", INDENT, info->reason);
	print_wrapped("basis", INDENT, info->basis);
	paint(common->colour && !obeyed, YELLOW);
	print_wrapped("setting", INDENT, info->setting ? info->setting : "MEMBARRIER_STRATEGY is not set");
	paint(common->colour && !obeyed, PLAIN);
	printf("%-*slibmembarrier %s\n", INDENT, "library", version_text(version));
	print_wrapped("system", INDENT, system);
	report_surroundings();
	report_home(false);
	putchar('\n');
	print_wrapped("advice", INDENT, advice(info));
	printf("\ncandidates, best first (* in use):\n");
	for (unsigned i = 0; membarrier_get_candidate(i, &candidate) == 0; i++)
		print_candidate(&candidate, strcmp(candidate.name, info->strategy) == 0, common->colour);
}

#define MOST_SECONDS 3600

static const char *const requirements[] = { "fence", "asymmetric", "documented", NULL };
enum { FENCE = 1, ASYMMETRIC = 2, DOCUMENTED = 4 };

struct wishes {
	struct common common;
	struct words required;
	bool all, platforms;
};

static int read_options(int argc, char **argv, struct wishes *wishes)
{
	const struct setting own[] = { { "--require", WORDS, &wishes->required, 0, 0 },
		                           { "--all", TRUE, &wishes->all, 0, 0 },
		                           { "--platforms", TRUE, &wishes->platforms, 0, 0 } };
	int status = read_command_line("info", argc, argv, own, 3, MOST_SECONDS, &wishes->common);

	if (status != EXIT_HOLDS)
		return status;
	if (wishes->required.given & FENCE && wishes->required.given & ASYMMETRIC)
		return usage_error("info", "expected --require fence or asymmetric, not both: no strategy is both");
	if (wishes->platforms && wishes->common.strategy)
		return usage_error("info", "expected --strategy or --platforms, not both");
	if (wishes->platforms && wishes->required.given)
		return usage_error("info", "expected --require or --platforms, not both");
	if (wishes->all && (wishes->platforms || wishes->required.given))
		return usage_error("info", "expected --all without --platforms and --require");
	return optind < argc ? argument_error("info", argv[optind]) : EXIT_HOLDS;
}

/* Checks --require, and says what is missing. */
static int check(const struct wishes *wishes, const struct membarrier_info *info)
{
	const char *lacking = NULL;

	if (wishes->required.given & FENCE && info->asymmetric)
		lacking = "fence, but slow paths interrupt other threads here";
	if (wishes->required.given & ASYMMETRIC && !info->asymmetric)
		lacking = "asymmetric, but fast paths are full fences here";
	if (wishes->required.given & DOCUMENTED && !info->documented)
		lacking = "documented, but the barrier is not promised by the system's documentation";
	if (!lacking)
		return EXIT_HOLDS;
	begin_line("info");
	fprintf(stderr, "required %s: strategy %s, %s\n", lacking, info->strategy, info->reason);
	return EXIT_LACKING;
}

int info_main(int argc, char **argv)
{
	struct wishes wishes = { .common = common_options(), .required.known = requirements };
	struct membarrier_info info = { .size = sizeof info };
	char system[256];
	int status = read_options(argc, argv, &wishes);

	if (!goes_on("info", &help, &wishes.common, &status))
		return status;
	if (wishes.platforms) {
		report_platforms(wishes.common.json);
		return EXIT_HOLDS;
	}
	if (membarrier_get_info(&info) != 0)
		return usage_error("info",
		                   "the library refuses struct membarrier_info: expected one build's command and library");
	sys_describe(system, sizeof system);
	if (wishes.all)
		ask_commands();
	if (wishes.common.json)
		report_json(&info, system, wishes.all);
	else if (!wishes.required.given)
		report_text(&info, system, &wishes.common);
	if (wishes.all && !wishes.common.json && !wishes.common.quiet)
		report_commands(false);
	return check(&wishes, &info);
}
