/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails_text.c - the report for people. */
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../tools/common/plural.h"
#include "../tools/common/sys.h"
#include "../tools/common/term.h"
#include "tails.h"

static const unsigned compared[] = { MEAN, P50, P99, P999 };
enum { COMPARED = sizeof compared / sizeof *compared };

/* Prints four significant digits at most, without an exponent, from nanoseconds to seconds. */
static void print_microseconds(double nanoseconds)
{
	double time = nanoseconds / 1000;

	char text[64];

	printf("%8s", figure_text(time, time < 10 ? 2 : time < 1000 ? 1 : 0, text));
}

static void print_what(const struct tails_row *row)
{
	char priority[24] = "";

	if (row->nice)
		snprintf(priority, sizeof priority, " at nice %d", row->nice);
	printf("\n%s: callers %u, hot %u, strangers %u%s, %u us\n", situation_names[row->situation], row->callers, row->hot,
	       row->strangers, priority, row->pause);
}

static void print_times(const struct tails *tails, unsigned row, unsigned contender)
{
	struct summary fairness = tails_fairness(tails, row, contender), barriers = tails_barriers(tails, row, contender);
	char text[64];

	printf("  %-8s%8.0f", contender_names[contender], tails_calls(tails, row, contender).median);
	for (unsigned i = 0; i < STATISTICS; i++)
		print_microseconds(tails_time(tails, row, contender, (enum statistic)i).median);
	printf("%9s", figure_text(fairness.median, 2, text));
	printf("%9s\n", figure_text(barriers.median, 3, text));
}

static void print_ratios(const struct tails *tails, unsigned row, unsigned contender)
{
	char text[64], cell[128];
	int first = printf("  %s / raw:", contender_names[contender]), at = first;

	for (unsigned i = 0; i < COMPARED; i++) {
		enum statistic statistic = (enum statistic)compared[i];
		struct summary ratio = tails_ratio(tails, row, contender, statistic);

		if (!tails_is_judged(tails, row, contender, statistic))
			continue;
		at += snprintf(cell, sizeof cell, "  %s %.2f (%s)%s", statistic_names[statistic], ratio.median,
		               quartiles_text(ratio, 2, text), tails_holds(tails, row, contender, statistic) ? "" : " MISSED");
		if (at > report_width())
			at = printf("\n%*s", first, "") - 1 + (int)strlen(cell);
		fputs(cell, stdout);
	}
	putchar('\n');
}

static unsigned missed(const struct tails *tails, unsigned contender, unsigned *judged)
{
	unsigned count = 0;

	*judged = 0;
	for (unsigned row = 0; row < tails->rows; row++)
		for (unsigned i = 0; i < STATISTICS && !tails->refused[row]; i++)
			if (tails_is_judged(tails, row, contender, (enum statistic)i)) {
				++*judged;
				count += !tails_holds(tails, row, contender, (enum statistic)i);
			}
	return count;
}

static void print_head(const struct tails *tails)
{
	unsigned cpus = sys_allowed_cpus(NULL, 0);
	struct membarrier_info info = { .size = sizeof info };
	char system[256];

	membarrier_get_info(&info);
	sys_describe(system, sizeof system);
	printf("strategy %s; callers %s, hot threads pinned\n%s, %u CPU%s\n", info.strategy,
	       tails->pinned ? "pinned" : "not pinned", system, cpus, plural(cpus));
	printf("%u round%s in %.1f s, in each one slice of %u ms per line, in random order\n", tails->rounds,
	       plural(tails->rounds), tails->took, tails->slice);
	printf(
		"\nTimes of single calls in us: medians of the rounds' figures. MISSED: beyond what\n"
		"is allowed, mean 1.1 raw + 1 us, p50 and p99 1.2 raw + 3 us, p99.9 1.25 raw +\n"
		"10 us, in the median round.\n");
	if (tails->not_nice)
		puts("Not every stranger could be given its priority.");
}

void tails_text(const struct tails *tails)
{
	unsigned judged, again, library;

	print_head(tails);
	printf("\n  %-8s%8s%8s%8s%8s%8s%8s%9s%9s\n", "", "calls", "mean", "p50", "p99", "p99.9", "max", "fairness",
	       "barriers");
	for (unsigned row = 0; row < tails->rows; row++) {
		print_what(&tails->row[row]);
		if (tails->refused[row]) {
			puts("  cannot be tried here: SCHED_FIFO is not allowed");
			continue;
		}
		for (unsigned i = 0; i < CONTENDERS; i++)
			print_times(tails, row, i);
		print_ratios(tails, row, AGAIN);
		print_ratios(tails, row, LIBRARY);
	}
	again = missed(tails, AGAIN, &judged);
	library = missed(tails, LIBRARY, &judged);
	printf("\nMissed by the library: %u of %u. By the raw call against itself: %u.\n", library, judged, again);
}
