/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* bench.c - `membarrier bench`: what the barriers cost on this machine, and when asymmetry pays. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "../common/options.h"
#include "../common/sys.h"
#include "../measure/contention.h"
#include "../measure/costs.h"
#include "command.h"

#define MOST_SECONDS 3600
#define DEFAULT_SECONDS 5
#define SECONDS_OF_CONTENTION 20
#define MOST_CPUS 8192

static const struct help help = {
	"usage: membarrier bench [OPTIONS]\n"
	"\n"
	"What the barriers cost on this machine, and how many fast paths a program must\n"
	"run per slow path before the asymmetric pair is cheaper than normal paths on\n"
	"both sides.\n"
	"\n"
	"options:\n"
	"      --contention      many threads that call slow paths at once, with and\n"
	"                        without a thread beside them that runs fast paths, in\n"
	"                        comparison with the raw system call\n"
	"      --seconds S       how long to measure, 1 to 3600 (5; with --contention 20)\n"
	"      --cpus A,B        measure on CPU A, with the other thread on CPU B (the\n"
	"                        first two this process may use)\n"
	"      --strategy NAME   measure this strategy (`membarrier info` lists them)\n" COMMON_HELP,
	"\n"
	"The cost of a barrier is the time beyond the same loop with a compiler barrier.\n"
	"The stored cache line is private, or the other thread reads it as fast as it\n"
	"can: the two extremes. The loss of that thread is the number of turns it did not\n"
	"make. Slow paths are timed in two ways: singly, and many in a row; break-even\n"
	"uses the mean of the latter. A slice during which the other thread lost its CPU\n"
	"is measured again, and a single call during which it did not run is left out; a\n"
	"line says how many. ~ marks what was below 0 by noise, printed as 0.\n"
	"\n"
	"break-even = (slow path - fence + loss of the running thread) / (fence - fast\n"
	"path), in each round, then median and quartiles; \"never\" if a fast path saved\n"
	"nothing in a quarter of the rounds. Quartiles far apart mean that other\n"
	"programs ran: measure again. From fewer than 8 rounds there is no verdict; from\n"
	"fewer than 4 there are no quartiles. Each round is completed; none begins\n"
	"after three times --seconds.\n"
	"\n"
	"--contention: each number in each round, in slices of 40 ms; a ratio is of the\n"
	"calls per second, taken within the round. The first contender is the raw call\n"
	"between two fences. 1, 2, 4, 8 and 16 threads call, or fewer cells if there is\n"
	"little time. A contender that made no call in a slice is stalled: in no ratio.\n"
	"\n"
	"JSON: \"context\" and \"benchmarks\" as google-benchmark writes them, for its\n"
	"compare.py. real_time is nanoseconds per turn of the loop, the loop included,\n"
	"or per slow path; cpu_time repeats it. Each of the repetitions is the median of\n"
	"a share of the rounds. \"break_even\" has the counts, null for never, and is\n"
	"empty where the strategy is plain fences; \"barriers\" what each adds to the\n"
	"loop; \"single_slow_paths\" their percentiles, \"count\" and \"left_out\";\n"
	"\"needs_two_cpus\" names what one CPU could not measure. With --contention\n"
	"\"cells\" and \"means\" have the ratios instead.\n"
	"\n"
	"exit status: 0 measured, 2 wrong command line, 77 nothing could be measured, or\n"
	"too few rounds for a verdict, 130 interrupted (the results so far are printed)\n",
};

struct options {
	struct common common;
	struct run *run;
	const char *cpus;
	bool contention;
};

static int read_options(int argc, char **argv, struct options *options)
{
	const struct setting own[] = { { "--contention", TRUE, &options->contention, 0, 0 },
		                           { "--cpus", TEXT, &options->cpus, 0, 0 } };
	int status = read_command_line("bench", argc, argv, own, 2, MOST_SECONDS, &options->common);

	if (status != EXIT_HOLDS)
		return status;
	return optind < argc ? argument_error("bench", argv[optind]) : EXIT_HOLDS;
}

/* ---- CPUs --------------------------------------------------------------- */

static unsigned allowed[MOST_CPUS];

static bool is_allowed(const struct run *run, unsigned long cpu)
{
	for (unsigned i = 0; i < run->allowed && i < MOST_CPUS; i++)
		if (allowed[i] == cpu)
			return true;
	return false;
}

/* "A,B" */
static bool parse_pair(const char *text, unsigned long pair[2])
{
	const char *comma = strchr(text, ',');
	char first[16];

	if (!comma || (size_t)(comma - text) >= sizeof first)
		return false;
	memcpy(first, text, (size_t)(comma - text));
	first[comma - text] = '\0';
	return parse_number(first, 0, MOST_CPUS - 1, &pair[0]) && parse_number(comma + 1, 0, MOST_CPUS - 1, &pair[1]) &&
	       pair[0] != pair[1];
}

static int choose_cpus(const struct options *options)
{
	struct run *run = options->run;
	const char *asked = options->cpus;
	unsigned long pair[2];

	if (options->contention && options->cpus)
		return usage_error("bench",
		                   "expected --cpus or --contention, not both: callers run wherever the system puts them");
	run->allowed = sys_allowed_cpus(allowed, MOST_CPUS);
	run->cpus = run->allowed > 1 ? 2 : 1;
	if (!asked) {
		run->cpu[0] = allowed[0];
		run->cpu[1] = allowed[run->cpus - 1];
		return EXIT_HOLDS;
	}
	if (!parse_pair(asked, pair))
		return usage_error("bench", "expected --cpus to be two different CPU numbers, as in 0,1; not \"%s\"", asked);
	for (unsigned i = 0; i < 2; i++) {
		if (!is_allowed(run, pair[i]))
			return usage_error("bench",
			                   "expected --cpus to name CPUs this process may use (%u of them, the first is %u), not %lu",
			                   run->allowed, allowed[0], pair[i]);
		run->cpu[i] = (unsigned)pair[i];
	}
	return EXIT_HOLDS;
}

/* ---- the command -------------------------------------------------------- */

static int measure(struct options *options)
{
	struct run *run = options->run;
	const char *reason;

	reason = costs_run(run);
	if (reason) {
		fprintf(stderr, "membarrier bench: nothing could be measured: %s\n", reason);
		return run->interrupted ? EXIT_INTERRUPTED : EXIT_UNTRIED;
	}
	if (options->common.json)
		costs_json(run);
	else
		costs_text(run, options->common.quiet);
	if (run->interrupted)
		return EXIT_INTERRUPTED;
	return costs_rounds_enough(run) ? EXIT_HOLDS : EXIT_UNTRIED;
}

/* Chooses as many cells as --seconds has time for, in the number of rounds that a verdict needs. */
static void choose_cells(struct contention *contention)
{
	static const unsigned most[] = { 1, 2, 4, 8, 16 }, some[] = { 1, 4, 16 }, few[] = { 1, 8 }, hot[] = { 0, 1 };
	/* A cell has a slice of the raw call, one of the library and, with a hot thread, one of that thread alone. */
	unsigned round = (SLICE_DEFAULT + SETTLE_DEFAULT + 5) * 5 * ROUNDS_FOR_A_VERDICT, time = 1000 * contention->seconds;

	if (time >= round * 5)
		contention_cells(contention, most, 5, hot, 2);
	else if (time >= round * 3)
		contention_cells(contention, some, 3, hot, 2);
	else
		contention_cells(contention, few, 2, hot, 2);
}

static int measure_contention(const struct options *options)
{
	static struct contention contention = { .name = "contention",
		                                    .executable = "membarrier bench",
		                                    .title = "Slow paths",
		                                    .slice = SLICE_DEFAULT,
		                                    .settle = SETTLE_DEFAULT };
	static struct figures figures;
	const char *reason;
	int status = EXIT_UNTRIED;

	contention.seconds = options->common.seconds ? options->common.seconds : SECONDS_OF_CONTENTION;
	contention.progress = options->common.progress;
	choose_cells(&contention);
	if (contender_raw.call())
		contention.contender[contention.contenders++] = &contender_raw;
	contention.contender[contention.contenders++] = &contender_library;
	reason = contention_run(&contention);
	if (!reason)
		contention_compute(&contention, &figures);
	if (reason)
		fprintf(stderr, "membarrier bench: nothing could be measured: %s\n", reason);
	else if (options->common.json)
		contention_json(&contention, &figures);
	else
		contention_text(&contention, &figures, options->common.quiet);
	if (contention.interrupted)
		status = EXIT_INTERRUPTED;
	else if (!reason && contention_rounds_enough(&contention))
		status = EXIT_HOLDS;
	free_room(&contention.room);
	return status;
}

int bench_main(int argc, char **argv)
{
	static struct run run; /* too large for a stack */
	struct options options = { .common = common_options(), .run = &run };
	int status = read_options(argc, argv, &options);
	bool only_help = options.common.brief_help || options.common.full_help;

	if (status == EXIT_HOLDS && !only_help)
		status = choose_cpus(&options);
	if (!goes_on("bench", &help, &options.common, &status))
		return status;
	run.seconds = options.common.seconds ? options.common.seconds : DEFAULT_SECONDS;
	run.progress = options.common.progress;
	status = options.contention ? measure_contention(&options) : measure(&options);
	free_room(&run.room);
	return status;
}
