/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* litmus.c - `membarrier litmus`: arguments, CPUs, progress. */
#include <getopt.h>
#include <membarrier.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/interrupt.h"
#include "../common/options.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "command.h"
#include "litmus.h"

#define MOST_CPUS 4096
#define DEFAULT_SECONDS 10
#define MOST_SECONDS 86400
#define MOST_ROUNDS 1000000000

static const struct help help = {
	"usage: membarrier litmus [OPTIONS]\n"
	"\n"
	"Tests on this machine whether the barriers order what they promise, each test\n"
	"with a control that is broken on purpose.\n"
	"\n"
	"options:\n"
	"      --seconds S       how long, 1 to 86400 (default 10), for all rows\n"
	"      --rounds N        instead: exactly N rounds a row, a fifth of them in rows\n"
	"                        with slow paths; the control runs until it shows the\n"
	"                        outcome, 10 s at most\n"
	"      --cpus A,B[,C]    the threads' CPUs (default: the first that are\n"
	"                        allowed); C, for the relay of three threads, may be A or\n"
	"                        B again\n"
	"      --strategy NAME   as if MEMBARRIER_STRATEGY=NAME were set\n" COMMON_HELP,
	"\n"
	"For each pair, two threads on two CPUs store and load in lock-step, and the\n"
	"outcomes are counted. The control must show the weak outcome, or the test\n"
	"proves nothing.\n"
	"\n"
	"A row says `holds` only if it never saw the outcome, would have seen it ten\n"
	"times at the control's rate, and all slow paths really ran. A row that may be\n"
	"weak and showed nothing is INCONCLUSIVE, which is not a failure; the same holds\n"
	"for the relay. Ctrl-C prints the results so far. This test cannot show that a\n"
	"slow path is broken if it takes long but fences no thread: a delay of a\n"
	"microsecond hides the outcome as well as a barrier does. `membarrier selftest`\n"
	"counts the interrupts instead.\n"
	"\n"
	"exit status:\n"
	"  0    all six ordered pairs hold (store buffering), nothing forbidden was seen\n"
	"  1    a forbidden outcome was seen, in any row\n"
	"  2    the command line was wrong\n"
	"  77   the test cannot run here: one CPU only, or the control showed nothing\n"
	"  130  interrupted, nothing forbidden so far\n",
};

struct wishes {
	struct common common;
	struct limits limits;
	const char *cpus;
};

static int read_options(int argc, char **argv, struct wishes *wishes)
{
	unsigned rounds = 0;
	const struct setting own[] = { { "--rounds", NUMBER, &rounds, 1, MOST_ROUNDS },
		                           { "--cpus", TEXT, &wishes->cpus, 0, 0 } };
	int status = read_command_line("litmus", argc, argv, own, 2, MOST_SECONDS, &wishes->common);

	if (status != EXIT_HOLDS)
		return status;
	if (wishes->common.numbers > 1)
		return usage_error("litmus", "expected --seconds or --rounds, once");
	wishes->limits.rounds = rounds;
	if (optind < argc)
		return argument_error("litmus", argv[optind]);
	if (!wishes->limits.rounds)
		wishes->limits.nanoseconds =
			(uint64_t)(wishes->common.seconds ? wishes->common.seconds : DEFAULT_SECONDS) * 1000000000u;
	return EXIT_HOLDS;
}

/* ---- CPUs ---- */

/* Writes "0,1,5", as far as it fits. */
static void list_cpus(const unsigned *cpus, unsigned number, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (unsigned i = 0; i < number && used + 8 < size; i++)
		used += (size_t)snprintf(text + used, size - used, "%s%u", i ? "," : "", cpus[i]);
}

static int refuse_cpus(const char *text)
{
	return usage_error(
		"litmus",
		"expected --cpus to be two CPU numbers that differ, and a third for the relay, as in 0,1 or 0,1,1; not \"%s\"",
		text);
}

/* Splits "A,B[,C]". */
static bool parse_cpus(const char *text, struct plan *plan)
{
	char copy[64];
	char *at = copy;

	if (strlen(text) >= sizeof copy)
		return false;
	strcpy(copy, text);
	for (plan->threads = 0; at && plan->threads < MOST_THREADS; plan->threads++) {
		char *comma = strchr(at, ',');
		unsigned long cpu;

		if (comma)
			*comma = '\0';
		if (!parse_number(at, 0, 1000000, &cpu))
			return false;
		plan->cpus[plan->threads] = (unsigned)cpu;
		at = comma ? comma + 1 : NULL;
	}
	return !at && plan->threads >= 2 && plan->cpus[0] != plan->cpus[1];
}

static int take_cpus(const char *text, const unsigned *allowed, unsigned number, struct plan *plan)
{
	if (!parse_cpus(text, plan))
		return refuse_cpus(text);
	for (unsigned i = 0; i < plan->threads; i++) {
		char list[256];
		unsigned at = 0;

		while (at < number && allowed[at] != plan->cpus[i])
			at++;
		if (at < number)
			continue;
		list_cpus(allowed, number, list, sizeof list);
		return usage_error("litmus", "expected --cpus to name CPUs that this process may use (%s), not %u", list,
		                   plan->cpus[i]);
	}
	plan->cpu_shared = plan->threads == 3 && (plan->cpus[2] == plan->cpus[0] || plan->cpus[2] == plan->cpus[1]);
	return EXIT_HOLDS;
}

static int choose_cpus(const struct wishes *wishes, struct plan *plan)
{
	static unsigned allowed[MOST_CPUS];
	unsigned stored;
	char reason[96];

	plan->allowed = sys_allowed_cpus(allowed, MOST_CPUS);
	stored = plan->allowed < MOST_CPUS ? plan->allowed : MOST_CPUS;
	if (wishes->cpus)
		return take_cpus(wishes->cpus, allowed, stored, plan);
	if (stored < 2) {
		if (stored)
			snprintf(reason, sizeof reason, "two CPUs are needed, this process may use CPU %u only", allowed[0]);
		else
			snprintf(reason, sizeof reason, "two CPUs are needed, and the system does not say which exist");
		report_untried(reason, wishes->common.json);
		return EXIT_UNTRIED;
	}
	plan->threads = stored < MOST_THREADS ? stored : MOST_THREADS;
	memcpy(plan->cpus, allowed, plan->threads * sizeof *allowed);
	return EXIT_HOLDS;
}

/* ---- running ---- */

static bool wants_progress;

static void show_progress(const struct cell *cell, double done)
{
	char label[64];

	if (!wants_progress)
		return;
	cell_label(cell, label, sizeof label);
	fprintf(stderr, "\r%3.0f %%  %-30s", done * 100, label);
	fflush(stderr);
}

static void wipe_progress(void)
{
	if (wants_progress)
		fprintf(stderr, "\r%40s\r", "");
}

/* After one more batch all threads have seen it. A second signal does nothing: timeout(1) sends two at once. */
static int run_and_report(struct plan *plan, const struct wishes *wishes, const char *strategy)
{
	uint64_t start = sys_nanoseconds();
	char system[256];

	sys_describe(system, sizeof system);
	plan_fill(plan);
	wants_progress = wishes->common.progress;
	watch_for_interrupt();
	if (!plan_run(plan, &wishes->limits, show_progress)) {
		wipe_progress();
		report_untried("the system refuses another thread", wishes->common.json);
		return EXIT_UNTRIED;
	}
	wipe_progress();
	if (wishes->common.json) {
		report_document(plan, strategy, system, (double)(sys_nanoseconds() - start) / 1e9);
		return plan_status(plan);
	}
	report_verdict(plan, wishes->common.colour);
	if (!wishes->common.quiet) {
		putchar('\n');
		report_table(plan, strategy, system, wishes->common.colour);
	}
	return plan_status(plan);
}

int litmus_main(int argc, char **argv)
{
	static struct plan plan;
	struct wishes wishes = { .common = common_options() };
	struct membarrier_info info = { .size = sizeof info };
	int status = read_options(argc, argv, &wishes);

	if (!goes_on("litmus", &help, &wishes.common, &status))
		return status;
	status = choose_cpus(&wishes, &plan);
	if (status != EXIT_HOLDS)
		return status;
	if (membarrier_get_info(&info) != 0)
		return usage_error("litmus",
		                   "the library refuses struct membarrier_info: expected one build's command and library");
	plan.asymmetric = info.asymmetric;
	return run_and_report(&plan, &wishes, info.strategy);
}
