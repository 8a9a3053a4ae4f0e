/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* costs_text.c - the report for people: three tables, and what they mean in one paragraph. */
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "../common/sys.h"
#include "../common/term.h"
#include "costs.h"

#define LABEL 46 /* columns */
#define NEEDS_TWO "needs two CPUs\n"

/* ---- numbers ------------------------------------------------------------ */

/* No "-0.0". */
static double tidy(double number)
{
	return fabs(number) < 0.05 ? 0 : number;
}

/* Two significant digits: more would pretend. */
static double rounded(double number)
{
	double unit = 1;

	while (number / unit >= 100)
		unit *= 10;
	return (double)(unsigned)(number / unit + 0.5) * unit;
}

static void print_times(struct summary time, double unit)
{
	printf("%8.1f %8.1f ..%8.1f", tidy(time.median / unit), tidy(time.lower / unit), tidy(time.upper / unit));
}

static void print_count(double count)
{
	if (count > DBL_MAX)
		printf("   never");
	else
		printf("%8.0f", rounded(count));
}

/* ---- tables ------------------------------------------------------------- */

static void print_head(const struct run *run, const struct membarrier_info *info)
{
	char system[256];

	sys_describe(system, sizeof system);
	printf("strategy %s, measured on CPU %u", info->strategy, run->cpu[0]);
	if (run->cpus > 1)
		printf(", the other thread on CPU %u", run->cpu[1]);
	printf("%s\n%s\n", run->pinned ? "" : " (not pinned: this system refused)", system);
	printf("%u rounds in %.1f s, every row in every round, in random order: median and quartiles\n", run->rounds,
	       run->took);
#if defined(__GNUC__) && !defined(__OPTIMIZE__)
	printf("THIS COMMAND WAS BUILT WITHOUT OPTIMISATION: the first table says little.\n");
#endif
	if (run->interrupted)
		printf("Interrupted: fewer rounds than asked for.\n");
}

static void print_barrier(const struct run *run, const char *label, enum figure figure, enum figure base)
{
	if (figure == base + (PRIVATE_MFENCE - PRIVATE_COMPILER) && !HAVE_MFENCE)
		return; /* An instruction this CPU does not have. */
	printf("  %-*s", LABEL - 2, label);
	if (!costs_measured(run, figure)) {
		printf("  " NEEDS_TWO);
		return;
	}
	print_times(figure == base ? costs_whole_summary(run, figure) : costs_difference(run, figure, base), 1);
	putchar('\n');
}

static void print_barriers(const struct run *run, const char *title, enum figure base)
{
	static const char *const labels[] = { "the loop itself, with a compiler barrier", "+ fast path", "+ normal path",
		                                  "+ C11 seq_cst fence, as compiled here", "+ mfence" };

	printf("%s\n", title);
	for (unsigned i = 0; i < sizeof labels / sizeof *labels; i++)
		print_barrier(run, labels[i], (enum figure)(base + i), base);
}

static void print_slow_path(const struct run *run, const char *label, enum figure figure,
                            const struct histogram *single, double unit)
{
	printf("%-*s", LABEL, label);
	if (!costs_measured(run, figure)) {
		printf("  " NEEDS_TWO);
		return;
	}
	print_times(costs_whole_summary(run, figure), unit);
	if (single)
		printf("%10.1f", histogram_percentile(single, 99) / unit);
	putchar('\n');
}

static void print_costs(const struct run *run, bool asymmetric)
{
	double unit = asymmetric ? 1000 : 1; /* Without an interrupt it is nanoseconds. */

	printf("\n%-*s%8s %18s\n", LABEL, "A store, a barrier, a load", "ns", "quartiles");
	print_barriers(run, "on lines that no other CPU touches", PRIVATE_COMPILER);
	print_barriers(run, "while another CPU polls the stored line", POLLED_COMPILER);
	printf("\n%-*s%8s %18s%10s\n", LABEL, "A slow path", asymmetric ? "us" : "ns", "quartiles", "p99");
	print_slow_path(run, "no other thread running", SLOW_ALONE, &run->alone, unit);
	print_slow_path(run, "one other thread running", SLOW_RUNNING, &run->running, unit);
	print_slow_path(run, "  which loses, each time", LOSS, NULL, unit);
}

static void print_break_evens(const struct run *run)
{
	printf("\n%-*s%8s %18s\n", LABEL, "Fast paths per slow path to break even", "", "quartiles");
	for (unsigned i = 0; i < BREAK_EVENS; i++) {
		const struct break_even *what = &costs_break_evens[i];
		struct summary count;

		if (what->fence == PRIVATE_MFENCE && !HAVE_MFENCE)
			continue;
		printf("%-*s", LABEL, what->text);
		if (!costs_break_even_measured(run, what)) {
			printf("  " NEEDS_TWO);
			continue;
		}
		count = costs_break_even(run, what);
		print_count(costs_never(count) ? (double)INFINITY : count.median);
		putchar(' ');
		print_count(count.lower);
		printf(" ..");
		print_count(count.upper);
		putchar('\n');
	}
}

/* ---- what it means ------------------------------------------------------ */

/* A paragraph, put together sentence by sentence. */
struct paragraph {
	char text[2048];
	size_t used;
};

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
say(struct paragraph *paragraph, const char *format, ...)
{
	size_t left = sizeof paragraph->text - paragraph->used;
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(paragraph->text + paragraph->used, left, format, values);
	va_end(values);
	if (length > 0)
		paragraph->used += (size_t)length < left ? (size_t)length : left - 1;
}

static double median(const struct run *run, enum figure figure)
{
	return costs_whole_summary(run, figure).median;
}

static double saved(const struct run *run, enum figure fence, enum figure fast)
{
	return costs_difference(run, fence, fast).median;
}

static void say_price(const struct run *run, struct paragraph *paragraph, const struct break_even *what)
{
	say(paragraph, "a slow path takes %.1f us", median(run, what->slow) / 1000);
	if (what->loses)
		say(paragraph, " and costs the one other running thread %.1f us", tidy(median(run, LOSS) / 1000));
}

static void say_verdict(const struct run *run, struct paragraph *paragraph, const struct break_even *what)
{
	struct summary count = costs_break_even(run, what);
	double saving = saved(run, what->fence, what->fast);

	if (costs_never(count)) {
		say(paragraph, "On this machine a slow path never pays: ");
		say_price(run, paragraph, what);
		say(paragraph,
		    ", and what a fast path saves against a normal path (%.1f ns) is not more than the noise of this run. "
		    "Use membarrier_normal_path() on both sides.",
		    tidy(saving));
		return;
	}
	say(paragraph,
	    "On this machine a slow path pays only after about %.0f fast paths of all threads together (quartiles %.0f and "
	    "%.0f): ",
	    rounded(count.median), rounded(count.lower), rounded(count.upper));
	say_price(run, paragraph, what);
	say(paragraph, ", and a fast path saves %.1f ns against a normal path.", saving);
	if (what->loses && median(run, LOSS) > 0)
		say(paragraph, " Each further running thread adds at least %.0f.", rounded(median(run, LOSS) / saving));
	if (count.upper > 2 * count.lower)
		say(paragraph,
		    " The quartiles are far apart, as they are when other programs run: repeat it on an idle machine.");
	say(paragraph,
	    " If yours are fewer, do the rare side's work in larger batches, or use membarrier_normal_path() on both "
	    "sides: that is cheaper.");
}

/* What changes the answer by more than a little. */
static void say_exceptions(const struct run *run, struct paragraph *paragraph)
{
	const struct break_even *mfence = &costs_break_evens[AGAINST_MFENCE], *polled = &costs_break_evens[ON_POLLED_LINE];

	if (costs_break_even_measured(run, mfence) && !costs_never(costs_break_even(run, mfence)))
		say(paragraph,
		    " Compared with mfence %.0f would be enough, but the normal path alone already saves %.0f of its %.0f ns.",
		    rounded(costs_break_even(run, mfence).median), saved(run, PRIVATE_MFENCE, PRIVATE_NORMAL),
		    saved(run, PRIVATE_MFENCE, PRIVATE_FAST));
	if (costs_break_even_measured(run, polled) && !costs_never(costs_break_even(run, polled)))
		say(paragraph,
		    " Where another CPU keeps reading the line that the hot thread writes, every full fence waits for that "
		    "line, "
		    "and %.0f are enough.",
		    rounded(costs_break_even(run, polled).median));
}

static void print_verdict(const struct run *run, const struct membarrier_info *info)
{
	struct paragraph paragraph = { .used = 0 };

	if (!info->asymmetric) {
		say(&paragraph,
		    "There is nothing to gain here: the strategy is %s, so that a fast path is a full fence like the other "
		    "two (`membarrier info` says why). The barriers are correct, and none of them is cheap.",
		    info->strategy);
	} else if (run->cpus > 1) {
		say_verdict(run, &paragraph, &costs_break_evens[AGAINST_NORMAL]);
		say_exceptions(run, &paragraph);
	} else {
		say_verdict(run, &paragraph, &costs_break_evens[WITH_NONE_RUNNING]);
		say(&paragraph,
		    " That holds while no other thread runs. Each one that does is interrupted, which costs far more; "
		    "measuring it needs two CPUs.");
	}
	print_wrapped("", 0, paragraph.text);
}

void costs_text(const struct run *run, bool verdict_only)
{
	struct membarrier_info info = { .size = sizeof info };

	membarrier_get_info(&info);
	if (!verdict_only) {
		print_head(run, &info);
		print_costs(run, info.asymmetric);
		if (info.asymmetric)
			print_break_evens(run);
		putchar('\n');
	}
	print_verdict(run, &info);
}
