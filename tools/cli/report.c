/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* report.c - `membarrier report`: the results of bench as one HTML page, or two runs compared by their ratios. */
#include "report.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../common/options.h"
#include "../common/term.h"
#include "command.h"

#define MOST_SECONDS 3600
#define DEFAULT_SECONDS 25
#define MOST_CPUS 8192

static const struct help help = {
	"usage: membarrier report [OPTIONS]\n"
	"       membarrier report [--json] A.json B.json\n"
	"\n"
	"Measures what bench and bench --contention measure, and writes one HTML page:\n"
	"the verdict, pictures, tables. It needs no network and holds its own data.\n"
	"With two files of JSON, of this command or of bench, compares their ratios.\n"
	"\n"
	"options:\n"
	"  -o, --output FILE     where to write the page (membarrier-report.html),\n"
	"                        or with --json the document (-); - is standard output\n"
	"      --seconds S       how long to measure, 1 to 3600 (25)\n"
	"      --strategy NAME   measure this strategy (`membarrier info` lists them)\n" COMMON_HELP,
	"\n"
	"A quarter of the time is for the costs, the rest for contention. The raw call is\n"
	"measured twice: the difference shows how far the run can be trusted.\n"
	"\n"
	"Times of two runs are not compared: they differ by machine, load and frequency.\n"
	"Compared are break-even counts and ratios to the raw call, which were measured\n"
	"side by side. Two differ if their quartiles do not overlap.\n"
	"\n"
	"exit status: 0; 2 the command line was wrong, or a file could not be read or\n"
	"written; 77 nothing could be measured, or too few rounds for a verdict;\n"
	"130 interrupted (the page has the results so far)\n",
};

struct wishes {
	struct common common;
	const char *output;
	const char *files[2];
};

static int read_options(int argc, char **argv, struct wishes *wishes)
{
	const struct setting own[] = { { "--output", TEXT, &wishes->output, 0, 0 }, { "-o", TEXT, &wishes->output, 0, 0 } };
	int status = read_command_line("report", argc, argv, own, 2, MOST_SECONDS, &wishes->common);

	if (status != EXIT_HOLDS)
		return status;
	if (optind == argc)
		return EXIT_HOLDS;
	if (wishes->output)
		return usage_error("report", "expected --output or files to compare, not both");
	if (argc - optind != 2)
		return usage_error("report", "expected two files to compare, or none, not %d (see --help)", argc - optind);
	wishes->files[0] = argv[optind];
	wishes->files[1] = argv[optind + 1];
	return EXIT_HOLDS;
}

/* ---- measuring ---- */

static const char *measure_costs(struct run *run, unsigned seconds, bool progress)
{
	static unsigned allowed[MOST_CPUS];

	run->seconds = seconds > 4 ? seconds / 4 : 1;
	run->progress = progress;
	run->allowed = sys_allowed_cpus(allowed, MOST_CPUS);
	run->cpus = run->allowed > 1 ? 2 : 1;
	run->cpu[0] = allowed[0];
	run->cpu[1] = allowed[run->cpus - 1];
	return costs_run(run);
}

/* Measures the raw call twice, and the library. False: there is no raw call. */
static bool measure_contention(struct contention *contention, struct contender *again, unsigned seconds, bool progress)
{
	static const unsigned callers[] = { 1, 4, 16 }, hot[] = { 0, 1 };

	if (!contender_raw.call())
		return false;
	*again = contender_raw;
	again->name = "again";
	contention->name = "contention";
	contention->executable = "membarrier report";
	contention->title = "Slow paths";
	contention->slice = SLICE_DEFAULT;
	contention->settle = SETTLE_DEFAULT;
	contention->seconds = seconds - seconds / 4;
	contention->progress = progress;
	contention->contender[0] = &contender_raw;
	contention->contender[1] = again;
	contention->contender[2] = &contender_library;
	contention->contenders = 3;
	contention_cells(contention, callers, 3, hot, 2);
	return contention_run(contention) == NULL;
}

static void describe(struct report *report)
{
	time_t seconds = time(NULL);
	const struct tm *utc = gmtime(&seconds);

	report->info.size = sizeof report->info;
	membarrier_get_info(&report->info);
	sys_describe(report->system, sizeof report->system);
	sys_surroundings(&report->before);
	version_text(report->version);
	if (utc)
		strftime(report->date, sizeof report->date, "%Y-%m-%d %H:%M UTC", utc);
}

/* ---- writing ---- */

/* Returns the document as text, by a temporary file, because the writer of JSON needs a stream. NULL: no memory. */
static char *document_text(const struct report *report)
{
	FILE *file = tmpfile();
	char *text = NULL;
	long size;

	if (!file)
		return NULL;
	report_json(file, report);
	size = ftell(file);
	rewind(file);
	if (size >= 0 && !ferror(file))
		text = calloc((size_t)size + 1, 1);
	if (text && fread(text, 1, (size_t)size, file) != (size_t)size) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

static int cannot_write(const char *name)
{
	fprintf(stderr, "membarrier report: cannot write %s: %s\n", strcmp(name, "-") ? name : "to standard output",
	        strerror(errno));
	return EXIT_USAGE;
}

/* Checks, before anything is measured, that the file can be written; does not change it. */
static bool can_be_written(const char *name)
{
	FILE *file;

	if (strcmp(name, "-") == 0)
		return true;
	file = fopen(name, "a");
	return file && fclose(file) == 0;
}

/* Returns 0, or an errno if the document could not be made. */
static int write_page(FILE *out, const struct report *report)
{
	char *document = document_text(report);

	if (!document)
		return errno ? errno : ENOMEM;
	report_page(out, report, document);
	free(document);
	return 0;
}

/* What could not be written to standard output, main() finds and reports. */
static int write_to(const char *name, const struct report *report, bool json)
{
	FILE *out = strcmp(name, "-") == 0 ? stdout : fopen(name, "w");
	int error = 0;

	if (!out)
		return cannot_write(name);
	if (json)
		report_json(out, report);
	else
		error = write_page(out, report);
	if (out != stdout) {
		if ((fflush(out) != 0 || ferror(out)) && !error)
			error = errno ? errno : EIO;
		if (fclose(out) != 0 && !error)
			error = errno;
	}
	errno = error;
	return error ? cannot_write(name) : EXIT_HOLDS;
}

static int write_report(const struct report *report, const struct wishes *wishes)
{
	const char *name = wishes->output;
	char text[2048];
	int status = write_to(name, report, wishes->common.json);

	if (status != EXIT_HOLDS || wishes->common.json || strcmp(name, "-") == 0)
		return status;
	costs_verdict(report->run, &report->info, text, sizeof text);
	print_wrapped("", 0, text);
	if (!wishes->common.quiet)
		printf("\nwritten to %s\n", name);
	return EXIT_HOLDS;
}

int report_main(int argc, char **argv)
{
	static struct run run; /* too large for a stack, as the next ones */
	static struct contention contention;
	static struct contender again;
	static struct figures figures;
	static struct report report;
	struct wishes wishes = { .common = common_options() };
	int status = read_options(argc, argv, &wishes);
	unsigned seconds;
	const char *reason;

	if (!goes_on("report", &help, &wishes.common, &status))
		return status;
	if (wishes.files[0])
		return report_compare(wishes.files[0], wishes.files[1], wishes.common.json);
	if (!wishes.output)
		wishes.output = wishes.common.json ? "-" : "membarrier-report.html";
	if (!can_be_written(wishes.output))
		return cannot_write(wishes.output);
	seconds = wishes.common.seconds ? wishes.common.seconds : DEFAULT_SECONDS;
	describe(&report);
	reason = measure_costs(&run, seconds, wishes.common.progress);
	if (reason) {
		fprintf(stderr, "membarrier report: nothing could be measured: %s\n", reason);
		return run.interrupted ? EXIT_INTERRUPTED : EXIT_UNTRIED;
	}
	report.run = &run;
	report.again = &again;
	if (!run.interrupted && measure_contention(&contention, &again, seconds, wishes.common.progress)) {
		contention_compute(&contention, &figures);
		report.contention = &contention;
		report.figures = &figures;
	}
	sys_surroundings(&report.after);
	status = write_report(&report, &wishes);
	if (status != EXIT_HOLDS)
		return status;
	if (run.interrupted || contention.interrupted)
		return EXIT_INTERRUPTED;
	return report_rounds_enough(&report) ? EXIT_HOLDS : EXIT_UNTRIED;
}
