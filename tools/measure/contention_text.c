/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_text.c - the report for people: a row for each contender in each cell, the means, where we lose. */
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/plural.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "contention.h"

enum { NUMBER = 7, QUARTILES = 13, BARRIERS = 10, WHOLE = 70 /* columns of the table with BARRIERS */ };

static const char *rate_text(double rate, char text[24])
{
	if (rate >= 1e6)
		snprintf(text, 24, "%.2f M", rate / 1e6);
	else if (rate >= 1e3)
		snprintf(text, 24, "%.1f k", rate / 1e3);
	else
		snprintf(text, 24, "%.0f  ", rate);
	return text;
}

static void print_ratio(struct summary ratio)
{
	char text[64];

	if (is_empty(ratio))
		print_column(NUMBER, "-");
	else
		print_column(NUMBER, "%.2f", ratio.median);
	print_column(QUARTILES, "%s", quartiles_text(ratio, 2, text));
}

static void print_head(const struct contention *contention)
{
	struct membarrier_info info = { .size = sizeof info };
	unsigned cpus = sys_allowed_cpus(NULL, 0);
	char system[200], text[400];

	membarrier_get_info(&info);
	sys_describe(system, sizeof system);
	snprintf(text, sizeof text, "strategy %s; callers not pinned, hot threads %s", info.strategy,
	         contention->pinned ? "pinned to CPUs of their own, as far as there are" : "not pinned: this system refused");
	print_wrapped("", 0, text);
	snprintf(text, sizeof text, "%s, %u CPU%s", system, cpus, plural(cpus));
	print_wrapped("", 0, text);
	snprintf(text, sizeof text, "%u round%s in %.1f s, in each one slice of %u ms per row, in random order",
	         contention->rounds, plural(contention->rounds), contention->took, contention->slice);
	print_wrapped("", 0, text);
#if defined(__GNUC__) && !defined(__OPTIMIZE__)
	printf("BUILT WITHOUT OPTIMISATION.\n");
#endif
	if (contention->interrupted)
		printf("Interrupted: fewer rounds than asked for.\n");
	else if (contention->seconds && contention->took > 1.5 * contention->seconds)
		printf("It took %.0f s, not %u: other programs ran.\n", contention->took, contention->seconds);
}

static void print_loss(const struct row *row)
{
	if (row->disturbed)
		print_column(NUMBER, "n/a");
	else if (is_empty(row->loss))
		print_column(NUMBER, "-");
	else
		print_column(NUMBER, "%.1f%%", 100 * row->loss.median);
	printf(row->clipped ? "~\n" : "\n");
}

static void print_row(const struct row *row)
{
	char text[24];

	if (row->base)
		printf("%7u %4u", row->cell.callers, row->cell.hot);
	else
		printf("%12s", "");
	printf("  %-8s", row->contender->name);
	print_column(10, "%s", row->calls.median > 0 ? rate_text(row->calls.median, text) : "stalled");
	if (row->base)
		printf("%*s", NUMBER + QUARTILES, "");
	else
		print_ratio(row->ratio);
	if (report_width() >= WHOLE && is_empty(row->barriers))
		print_column(BARRIERS, "-");
	else if (report_width() >= WHOLE)
		print_column(BARRIERS, "%.2f", row->barriers.median);
	print_loss(row);
}

/* Says why a row has no figure. */
static void print_notes(const struct contention *contention, const struct figures *figures)
{
	bool clipped = false, disturbed = false;

	for (unsigned i = 0; i < figures->rows; i++) {
		const struct row *row = &figures->row[i];
		char text[200];

		clipped |= row->clipped;
		disturbed |= row->disturbed;
		if (!row->stalled)
			continue;
		snprintf(text, sizeof text,
		         "stalled: %u caller%s, %s beside %u hot: no call in %u of %u round%s; these are in no ratio",
		         row->cell.callers, plural(row->cell.callers), row->contender->name, row->cell.hot, row->stalled,
		         contention->rounds, plural(contention->rounds));
		print_wrapped("", 0, text);
	}
	if (clipped)
		print_wrapped("~  ", 3, "below 0 by the noise of this run: printed as 0");
	if (disturbed)
		print_wrapped("n/a  ", 5, "other programs took the CPU while the hot threads ran alone, which is the reference");
}

static void print_table(const struct contention *contention, const struct figures *figures)
{
	bool whole = report_width() >= WHOLE;

	printf("\n%s, back to back\n%7s %4s  %-8s", contention->title, "callers", "hot", "");
	print_column(10, "calls/s");
	print_column(NUMBER, "ratio");
	print_column(QUARTILES, "quartiles");
	if (whole)
		print_column(BARRIERS, "barriers/");
	print_column(NUMBER, "hot");
	printf("\n%*s", 22 + 10 + NUMBER + QUARTILES, "");
	if (whole)
		print_column(BARRIERS, "call");
	print_column(NUMBER, "loses");
	putchar('\n');
	for (unsigned i = 0; i < figures->rows; i++)
		print_row(&figures->row[i]);
	print_notes(contention, figures);
}

static void print_means(const struct figures *figures)
{
	print_wrapped("\n", 0, "Geometric mean of the ratios in each round: median and quartiles");
	for (unsigned i = 0; i < figures->means; i++) {
		const struct mean *mean = &figures->mean[i];

		if (mean->first) {
			printf("%s, %u cell%s", mean->text, mean->cells, plural(mean->cells));
			printf(mean->left_out ? ", %u left out: stalled\n" : "\n", mean->left_out);
		}
		printf("  %-18s", mean->contender->name);
		print_ratio(mean->ratio);
		putchar('\n');
	}
}

/* Prints every cell below 1, and whether the loss is larger than the spread. */
static void print_losses(const struct contention *contention, const struct figures *figures,
                         const struct contender *contender)
{
	bool few = !contention_rounds_enough(contention);
	unsigned below = 0, clearly = 0;
	char text[200];

	snprintf(text, sizeof text, "Where we lose: cells in which %s makes fewer calls per second than %s",
	         contender->name, contention->contender[0]->name);
	print_wrapped("\n", 0, text);
	for (unsigned i = 0; i < figures->rows; i++) {
		const struct row *row = &figures->row[i];

		if (row->contender != contender || !(row->ratio.median < 1))
			continue;
		below++;
		clearly += row->ratio.upper < 1;
		printf("  callers %3u, hot %u", row->cell.callers, row->cell.hot);
		print_ratio(row->ratio);
		puts(few ? "" : row->ratio.upper < 1 ? "  clearly" : "  within the spread");
	}
	if (few)
		snprintf(text, sizeof text, "%u of %u cell%s; %u round%s: too few to tell this from chance", below,
		         contention->cells, plural(contention->cells), contention->rounds, plural(contention->rounds));
	else
		snprintf(text, sizeof text, "%u of %u cell%s, %u of them clearly: in three rounds of four or more", below,
		         contention->cells, plural(contention->cells), clearly);
	print_wrapped("  ", 2, text);
}

void contention_verdict(const struct contention *contention, const struct figures *figures, char *text, size_t size)
{
	size_t used = (size_t)snprintf(text, size, "Slow paths per second against the raw call, median and quartiles:");

	if (!contention_rounds_enough(contention)) {
		snprintf(text, size,
		         "Not enough rounds (%u, needs %d) for a verdict: run it longer (--seconds %u), or while no other program "
		         "runs.",
		         contention->rounds, ROUNDS_FOR_A_VERDICT,
		         (unsigned)(contention->took / contention->rounds * (ROUNDS_FOR_A_VERDICT + 2)) + 1);
		return;
	}
	for (unsigned i = 0; i < figures->means; i++) {
		const struct mean *mean = &figures->mean[i];

		if (mean->contender != &contender_library || mean->whole)
			continue;
		if (is_empty(mean->ratio))
			used += (size_t)snprintf(text + used, size - used, " %s: stalled;", mean->text);
		else
			used += (size_t)snprintf(text + used, size - used, " %s %.2f (%.2f to %.2f)%s", mean->text,
			                         mean->ratio.median, mean->ratio.lower, mean->ratio.upper,
			                         mean->left_out ? ", without cells that stalled;" : ";");
	}
	text[used - 1] = '.';
}

void contention_text(const struct contention *contention, const struct figures *figures, bool verdict_only)
{
	char text[700];

	if (contention->contenders < 2) {
		print_wrapped("", 0, "There is nothing to compare with: this system has no raw call, or refuses it.");
	} else if (contention->contender[1] == &contender_library || !contention_rounds_enough(contention)) {
		contention_verdict(contention, figures, text, sizeof text);
		print_wrapped("", 0, text);
	}
	if (verdict_only)
		return;
	putchar('\n');
	print_head(contention);
	print_table(contention, figures);
	if (contention->contenders < 2)
		return;
	print_means(figures);
	for (unsigned i = 1; i < contention->contenders; i++)
		if (contention->contender[i]->ours)
			print_losses(contention, figures, contention->contender[i]);
	snprintf(text, sizeof text,
	         "The library counted, in all cells together: slow paths %llu, barriers %llu, joined %llu. The barriers/call of a "
	         "cell are above.",
	         (unsigned long long)contention->slow_paths, (unsigned long long)contention->barriers,
	         (unsigned long long)contention->joined);
	print_wrapped("\n", 0, text);
}
