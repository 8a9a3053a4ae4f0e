/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* bench.c - `membarrier bench`: what the barriers cost on this machine, and from when on asymmetry pays. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/options.h"
#include "../common/sys.h"
#include "../measure/contention.h"
#include "../measure/costs.h"
#include "command.h"

#define MOST_SECONDS 3600
#define MOST_CPUS 8192

static const char help[] =
	"usage: membarrier bench [OPTIONS]\n"
	"\n"
	"What the barriers cost on this machine, and how many fast paths a program must run\n"
	"per slow path before the asymmetric pair is cheaper than normal paths on both sides.\n"
	"\n"
	"With --contention: many threads that call slow paths at once, in comparison with the\n"
	"raw system call.\n"
	"\n"
	"options:\n"
	"      --contention      1, 2, 4, 8 and 16 threads call back to back, with and without a\n"
	"                        thread beside them that runs fast paths\n"
	"      --seconds S       how long to measure, 1 to 3600 (5)\n"
	"      --cpus A,B        measure on CPU A, with the other thread on CPU B (the first two\n"
	"                        this process may use)\n"
	"      --strategy NAME   measure this strategy (`membarrier info` lists them)\n"
	"      --json            print JSON\n"
	"      --progress        show progress on standard error (the default on a terminal)\n"
	"      --no-progress     do not\n"
	"  -q, --quiet           print only the last paragraph, what it means; no progress\n"
	"  -h, --help            print this help\n"
	"\n"
	"The cost of a barrier is the time beyond the same loop with a compiler barrier. The\n"
	"stored cache line is private, or the other thread reads it as fast as it can: the two\n"
	"extremes. The loss of that thread is the number of turns it did not make. Slow paths are\n"
	"timed twice: one by one, and many in a row, whose mean break-even uses.\n"
	"\n"
	"break-even = (slow path - fence + loss of the running thread) / (fence - fast path),\n"
	"in each round, then median and quartiles; \"never\" if a fast path saved nothing in a\n"
	"quarter of the rounds. Quartiles far apart mean that other programs ran: measure again.\n"
	"\n"
	"--contention: each number in each round, in slices of 40 ms; a ratio is of the calls per\n"
	"second, taken within the round. The first contender is the raw call between two fences.\n"
	"\n"
	"JSON: \"context\" and \"benchmarks\" as google-benchmark writes them, for its compare.py.\n"
	"real_time is nanoseconds per turn of the loop, the loop included, or per slow path;\n"
	"cpu_time repeats it. Each of the repetitions is the median of a share of the rounds.\n"
	"\"break_even\" has the counts, null for never, and is empty where the strategy is plain\n"
	"fences; \"needs_two_cpus\" names what one CPU could not measure. With --contention\n"
	"\"cells\" and \"means\" have the ratios instead.\n"
	"\n"
	"exit status: 0 measured, 2 wrong command line, 77 nothing could be measured,\n"
	"130 interrupted (the results so far are printed)\n";

struct options {
	struct run *run;
	const char *strategy;
	const char *cpus;
	bool json, quiet, contention;
};

enum { CONTENTION = 256, SECONDS, CPUS, STRATEGY, JSON, PROGRESS, NO_PROGRESS };

static int set_seconds(struct run *run, const char *text)
{
	unsigned long seconds;

	if (!parse_number(text, 1, MOST_SECONDS, &seconds))
		return usage_error("bench", "expected --seconds to be a whole number from 1 to %d, not \"%s\"", MOST_SECONDS,
		                   text);
	run->seconds = (unsigned)seconds;
	return EXIT_HOLDS;
}

/* EXIT_HOLDS, or the exit status: of --help too, *done then being true. */
static int read_option(int option, struct options *options, bool *done)
{
	switch (option) {
	case CONTENTION:
		options->contention = true;
		break;
	case SECONDS:
		return set_seconds(options->run, optarg);
	case CPUS:
		options->cpus = optarg;
		break;
	case STRATEGY:
		options->strategy = optarg;
		break;
	case JSON:
		options->json = true;
		break;
	case PROGRESS:
		options->run->progress = true;
		break;
	case NO_PROGRESS:
		options->run->progress = false;
		break;
	case 'q':
		options->quiet = true;
		options->run->progress = false;
		break;
	default: /* 'h' */
		fputs(help, stdout);
		*done = true;
	}
	return EXIT_HOLDS;
}

static int read_options(int argc, char **argv, struct options *options, bool *done)
{
	static const struct option known[] = {
		{ "contention", no_argument, NULL, CONTENTION },
		{ "seconds", required_argument, NULL, SECONDS },
		{ "cpus", required_argument, NULL, CPUS },
		{ "strategy", required_argument, NULL, STRATEGY },
		{ "json", no_argument, NULL, JSON },
		{ "progress", no_argument, NULL, PROGRESS },
		{ "no-progress", no_argument, NULL, NO_PROGRESS },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option, status;

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":qh", known, NULL)) != -1) {
		if (option == '?' || option == ':')
			return option_error("bench", option, argv);
		status = read_option(option, options, done);
		if (status != EXIT_HOLDS || *done)
			return status;
	}
	if (optind < argc)
		return argument_error("bench", argv[optind]);
	return EXIT_HOLDS;
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
	if (options->json)
		costs_json(run);
	else
		costs_text(run, options->quiet);
	if (run->interrupted)
		return EXIT_INTERRUPTED;
	return costs_rounds_enough(run) ? EXIT_HOLDS : EXIT_UNTRIED;
}

/* As many cells as --seconds leaves time for, in as many rounds as a verdict needs. */
static void choose_cells(struct contention *contention)
{
	static const unsigned most[] = { 1, 2, 4, 8, 16 }, some[] = { 1, 4, 16 }, few[] = { 1, 8 }, hot[] = { 0, 1 };
	/* A cell has a slice of the raw call, of the library, and beside a hot thread of that thread alone. */
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

	contention.seconds = options->run->seconds;
	contention.progress = options->run->progress;
	choose_cells(&contention);
	if (contender_raw.call())
		contention.contender[contention.contenders++] = &contender_raw;
	contention.contender[contention.contenders++] = &contender_library;
	reason = contention_run(&contention);
	if (!reason)
		contention_compute(&contention, &figures);
	if (reason)
		fprintf(stderr, "membarrier bench: nothing could be measured: %s\n", reason);
	else if (options->json)
		contention_json(&contention, &figures);
	else
		contention_text(&contention, &figures, options->quiet);
	if (contention.interrupted)
		status = EXIT_INTERRUPTED;
	else if (!reason && contention_rounds_enough(&contention))
		status = EXIT_HOLDS;
	free(contention.samples);
	free(contention.scratch);
	return status;
}

int bench_main(int argc, char **argv)
{
	static struct run run = { .seconds = 5 }; /* too large for a stack */
	struct options options = { .run = &run };
	bool done = false;
	int status;

	run.progress = sys_is_terminal(stderr);
	status = read_options(argc, argv, &options, &done);

	if (status == EXIT_HOLDS && !done)
		status = choose_cpus(&options);
	if (status == EXIT_HOLDS && !done)
		status = use_strategy("bench", options.strategy);
	if (status == EXIT_HOLDS && !done)
		status = options.contention ? measure_contention(&options) : measure(&options);
	free(run.round);
	free(run.scratch);
	return status;
}
