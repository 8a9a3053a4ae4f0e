/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* costs_text.c - the report for people: three tables, and their meaning in one paragraph. */
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../common/plural.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "costs.h"

#define LABEL 44 /* columns, if the report is wide enough */
#define NUMBER 8
#define QUARTILES 18
#define MARK 2
#define NEEDS_TWO "  needs two CPUs\n"

/* ---- numbers ------------------------------------------------------------ */

/* Two significant digits; the measurement has no more. */
static double rounded(double number)
{
	double unit = 1;

	while (number / unit >= 100)
		unit *= 10;
	return (double)(unsigned)(number / unit + 0.5) * unit;
}

/* The width that the other columns of the table leave for the labels. */
static int label_width(int others)
{
	int left = report_width() - others;

	return left < LABEL ? left : LABEL;
}

static void print_quartiles(struct summary times, double unit)
{
	char text[48];

	if (!has_quartiles(times)) {
		print_column(QUARTILES, "-");
		return;
	}
	snprintf(text, sizeof text, "%.1f .. %.1f", times.lower / unit, times.upper / unit);
	print_column(QUARTILES, "%s", text);
}

/* Values below 0 are noise: they are printed as 0, and the row is marked. */
static void print_times(struct summary times, double unit)
{
	bool clipped;

	times = clip(times, &clipped);
	if (times.median / unit < 0.05)
		print_column(NUMBER, "< 0.1");
	else
		print_column(NUMBER, "%.1f", times.median / unit);
	print_quartiles(times, unit);
	printf(clipped ? " ~\n" : "\n");
}

static const char *count_text(double count, char text[24])
{
	snprintf(text, 24, count > DBL_MAX ? "never" : "%.0f", rounded(count > DBL_MAX ? 0 : count));
	return text;
}

/* ---- tables ------------------------------------------------------------- */

static void print_head(const struct run *run, const struct membarrier_info *info)
{
	char system[256], text[400];

	sys_describe(system, sizeof system);
	snprintf(text, sizeof text, "strategy %s, measured on CPU %u", info->strategy, run->cpu[0]);
	if (run->cpus > 1)
		snprintf(text + strlen(text), sizeof text - strlen(text), ", the other thread on CPU %u", run->cpu[1]);
	if (!run->pinned)
		strcat(text, " (not pinned: this system refused)");
	print_wrapped("", 0, text);
	print_wrapped("", 0, system);
	snprintf(text, sizeof text, "%u round%s in %.1f s, every row in every round, in random order: median and quartiles",
	         run->rounds, plural(run->rounds), run->took);
	print_wrapped("", 0, text);
#if defined(__GNUC__) && !defined(__OPTIMIZE__)
	print_wrapped("", 0, "THIS COMMAND WAS BUILT WITHOUT OPTIMISATION: the first table says little.");
#endif
	if (run->interrupted)
		printf("Interrupted: fewer rounds than asked for.\n");
	else if (run->took > 1.5 * run->seconds)
		printf("It took %.0f s, not %u: other programs ran.\n", run->took, run->seconds);
}

static void print_heading(const char *label, int width, const char *unit)
{
	putchar('\n');
	print_label(label, width);
	print_column(NUMBER, "%s", unit);
	print_column(QUARTILES, "quartiles");
}

static void print_barrier(const struct run *run, const char *label, enum figure figure, enum figure base)
{
	if (figure == base + (PRIVATE_MFENCE - PRIVATE_COMPILER) && !HAVE_MFENCE)
		return; /* This CPU does not have the instruction. */
	print_label(label, label_width(NUMBER + QUARTILES + MARK));
	if (!costs_measured(run, figure))
		printf(NEEDS_TWO);
	else
		print_times(figure == base ? costs_whole_summary(run, figure) : costs_difference(run, figure, base), 1);
}

static void print_barriers(const struct run *run, const char *title, enum figure base)
{
	static const char *const labels[] = { "  the loop itself, with a compiler barrier", "  + fast path",
		                                  "  + normal path", "  + C11 seq_cst fence, as compiled here", "  + mfence" };

	printf("%s\n", title);
	for (unsigned i = 0; i < sizeof labels / sizeof *labels; i++)
		print_barrier(run, labels[i], (enum figure)(base + i), base);
}

/* Prints percentiles of single calls. */
static void print_single_calls(const struct run *run, const char *label, enum figure figure,
                               const struct histogram *histogram, double unit)
{
	struct single_calls calls = costs_single_calls(histogram);
	struct summary middle = { calls.p25, calls.p50, calls.p75 };

	print_label(label, label_width(2 * NUMBER + QUARTILES + NUMBER + 2));
	if (!costs_measured(run, figure)) {
		printf(NEEDS_TWO);
		return;
	}
	print_column(NUMBER, "%.1f", calls.p50 / unit);
	print_quartiles(middle, unit);
	print_column(NUMBER, "%.1f", calls.p99 / unit);
	print_column(NUMBER + 1, "%.1f", calls.largest / unit);
	putchar('\n');
}

static void print_slow_path(const struct run *run, const char *label, enum figure figure, double unit)
{
	print_label(label, label_width(2 * NUMBER + QUARTILES + NUMBER + 2));
	if (!costs_measured(run, figure))
		printf(NEEDS_TWO);
	else
		print_times(costs_whole_summary(run, figure), unit);
}

static void print_slow_paths(const struct run *run, double unit, const char *name)
{
	print_heading("A slow path, single calls", label_width(2 * NUMBER + QUARTILES + NUMBER + 2), name);
	print_column(NUMBER, "p99");
	print_column(NUMBER + 1, "max");
	putchar('\n');
	print_single_calls(run, "no other thread running", SLOW_ALONE, &run->alone, unit);
	print_single_calls(run, "one other thread running", SLOW_RUNNING, &run->running, unit);
	print_heading("A slow path, many in a row", label_width(2 * NUMBER + QUARTILES + NUMBER + 2), name);
	putchar('\n');
	print_slow_path(run, "no other thread running", SLOW_ALONE, unit);
	print_slow_path(run, "one other thread running", SLOW_RUNNING, unit);
	print_slow_path(run, "  which loses, each time", LOSS, unit);
}

static void print_costs(const struct run *run, bool asymmetric)
{
	double unit = asymmetric ? 1000 : 1; /* microseconds; without an interrupt nanoseconds */

	print_heading("A store, a barrier, a load", label_width(NUMBER + QUARTILES + MARK), "ns");
	putchar('\n');
	print_barriers(run, "on lines that no other CPU touches", PRIVATE_COMPILER);
	print_barriers(run, "while another CPU polls the stored line", POLLED_COMPILER);
	print_slow_paths(run, unit, asymmetric ? "us" : "ns");
}

static void print_break_even(const struct run *run, const struct break_even *what)
{
	struct summary count;
	char text[60], number[24];

	if (what->fence == PRIVATE_MFENCE && !HAVE_MFENCE)
		return;
	print_label(what->text, label_width(NUMBER + QUARTILES + MARK));
	if (!costs_break_even_measured(run, what)) {
		printf(NEEDS_TWO);
		return;
	}
	count = costs_break_even(run, what);
	print_column(NUMBER, "%s", count_text(costs_never(count) ? (double)INFINITY : count.median, number));
	snprintf(text, sizeof text, has_quartiles(count) ? "%s .. " : "-", count_text(count.lower, number));
	if (has_quartiles(count))
		strcat(text, count_text(count.upper, number));
	print_column(QUARTILES, "%s", text);
	putchar('\n');
}

static void print_break_evens(const struct run *run)
{
	print_heading("Fast paths per slow path to break even", label_width(NUMBER + QUARTILES + MARK), "");
	putchar('\n');
	for (unsigned i = 0; i < BREAK_EVENS; i++)
		print_break_even(run, &costs_break_evens[i]);
}

/* Is a row marked as clipped? */
static bool any_clipped(const struct run *run)
{
	bool clipped = false;

	for (unsigned i = 0; i < FIGURES && !clipped; i++) {
		unsigned base = i < POLLED_COMPILER ? PRIVATE_COMPILER : i < SLOW_ALONE ? POLLED_COMPILER : i;

		if (!costs_measured(run, (enum figure)i))
			continue;
		if (i == LOSS)
			costs_loss(run, &clipped);
		else if (i != base)
			clip(costs_difference(run, (enum figure)i, (enum figure)base), &clipped);
	}
	return clipped;
}

/* ---- what it means ------------------------------------------------------ */

/* A paragraph to which sentences are added. */
struct paragraph {
	char *text;
	size_t size, used;
};

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
say(struct paragraph *paragraph, const char *format, ...)
{
	size_t left = paragraph->size - paragraph->used;
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

static double loss(const struct run *run)
{
	bool clipped;

	return costs_loss(run, &clipped).median;
}

static double saved(const struct run *run, enum figure fence, enum figure fast)
{
	return costs_difference(run, fence, fast).median;
}

static void say_price(const struct run *run, struct paragraph *paragraph, const struct break_even *what)
{
	say(paragraph, "a slow path takes %.1f us", median(run, what->slow) / 1000);
	if (what->loses)
		say(paragraph, " and costs the one other running thread %.1f us", loss(run) / 1000);
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
		    saving > 0.05 ? saving : 0.0);
		return;
	}
	say(paragraph,
	    "On this machine a slow path pays only after about %.0f fast paths of all threads together (quartiles %.0f and "
	    "%.0f): ",
	    rounded(count.median), rounded(count.lower), rounded(count.upper));
	say_price(run, paragraph, what);
	say(paragraph, ", and a fast path saves %.1f ns against a normal path.", saving);
	if (what->loses && loss(run) > 0)
		say(paragraph, " Each further running thread adds at least %.0f.", rounded(loss(run) / saving));
	if (count.upper > 2 * count.lower)
		say(paragraph,
		    " The quartiles are far apart, as they are when other programs run: repeat it on an idle machine.");
	say(paragraph,
	    " If yours are fewer, do the rare side's work in larger batches, or use membarrier_normal_path() on both "
	    "sides: that is cheaper.");
}

/* Says what changes the answer much. */
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

void costs_verdict(const struct run *run, const struct membarrier_info *info, char *text, size_t size)
{
	struct paragraph paragraph = { .text = text, .size = size };

	if (!costs_rounds_enough(run)) {
		say(&paragraph,
		    "Not enough rounds (%u, needs %d) for a verdict: run it longer (--seconds %u), or while no other program "
		    "runs.",
		    run->rounds, ROUNDS_FOR_A_VERDICT, 4 * run->seconds);
	} else if (!info->asymmetric) {
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
}

void costs_text(const struct run *run, bool verdict_only)
{
	struct membarrier_info info = { .size = sizeof info };
	char verdict[2048], left_out[160];

	membarrier_get_info(&info);
	costs_verdict(run, &info, verdict, sizeof verdict);
	print_wrapped("", 0, verdict);
	if (verdict_only)
		return;
	putchar('\n');
	print_head(run, &info);
	print_costs(run, info.asymmetric);
	if (info.asymmetric)
		print_break_evens(run);
	if (*costs_left_out(run, left_out))
		print_wrapped("\n", 0, left_out);
	if (any_clipped(run))
		print_wrapped("\n~  ", 3, "is within the noise of this run: a time below 0 is printed as 0");
}
