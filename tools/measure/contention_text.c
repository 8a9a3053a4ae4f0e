/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_text.c - the report for people: a row for each contender in each cell, the means, where we lose. */
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/sys.h"
#include "../common/term.h"
#include "contention.h"

static void print_rate(double rate)
{
	if (rate >= 1e6)
		printf("%8.3f M", rate / 1e6);
	else if (rate >= 1e3)
		printf("%8.1f k", rate / 1e3);
	else
		printf("%8.0f  ", rate);
}

static void print_ratio(struct summary ratio)
{
	printf("%8.3f%8.3f ..%7.3f", ratio.median, ratio.lower, ratio.upper);
}

static void print_head(const struct contention *contention)
{
	struct membarrier_info info = { .size = sizeof info };
	char system[256];

	membarrier_get_info(&info);
	sys_describe(system, sizeof system);
	printf("strategy %s; callers not pinned, hot threads %s\n%s, %u CPUs\n", info.strategy,
	       contention->pinned ? "pinned to CPUs of their own, as far as there are" : "not pinned: this system refused",
	       system, sys_allowed_cpus(NULL, 0));
	printf("%u rounds in %.1f s, in each one slice of %u ms per row, in random order\n", contention->rounds,
	       contention->took, contention->slice);
#if defined(__GNUC__) && !defined(__OPTIMIZE__)
	printf("BUILT WITHOUT OPTIMISATION.\n");
#endif
	if (contention->interrupted)
		printf("Interrupted: fewer rounds than asked for.\n");
}

static void print_row(const struct row *row)
{
	if (row->base)
		printf("%7u %4u  ", row->cell.callers, row->cell.hot);
	else
		printf("%14s", "");
	printf("%-12s", row->contender->name);
	print_rate(row->calls.median);
	if (row->base)
		printf("%25s", "");
	else
		print_ratio(row->ratio);
	if (is_empty(row->barriers))
		printf("%10s", "-");
	else
		printf("%10.3f", row->barriers.median);
	if (is_empty(row->loss))
		printf("%9s\n", "-");
	else
		printf("%8.1f%%\n", 100 * row->loss.median);
}

static void print_table(const struct contention *contention, const struct figures *figures)
{
	printf("\n%s, back to back\n%7s %4s  %-12s%10s%8s%17s%10s%9s\n", contention->title, "callers", "hot", "", "calls/s",
	       "ratio", "quartiles", "barriers/", "the hot");
	printf("%7s %4s  %-12s%10s%8s%17s%10s%9s\n", "", "", "", "", "", "", "call", "lose");
	for (unsigned i = 0; i < figures->rows; i++)
		print_row(&figures->row[i]);
}

static void print_means(const struct figures *figures)
{
	printf("\nGeometric mean of the ratios in each round: median and quartiles\n");
	for (unsigned i = 0; i < figures->means; i++) {
		const struct mean *mean = &figures->mean[i];

		printf("%-34s%-12s", mean->first ? mean->text : "", mean->contender->name);
		print_ratio(mean->ratio);
		printf(mean->first ? "  (%u)\n" : "\n", mean->cells);
	}
}

#define FEW_ROUNDS 8 /* of fewer the quartiles say little */

/* Every cell below 1, and whether that is more than the spread. */
static void print_losses(const struct contention *contention, const struct figures *figures,
                         const struct contender *contender)
{
	bool few = contention->rounds < FEW_ROUNDS;
	unsigned below = 0, clearly = 0;

	printf("\nWhere we lose: cells in which %s makes fewer calls per second than %s\n", contender->name,
	       contention->contender[0]->name);
	for (unsigned i = 0; i < figures->rows; i++) {
		const struct row *row = &figures->row[i];

		if (row->contender != contender || !(row->ratio.median < 1))
			continue;
		below++;
		clearly += row->ratio.upper < 1;
		printf("  %2u callers, %u hot ", row->cell.callers, row->cell.hot);
		print_ratio(row->ratio);
		printf("  %s\n", few ? "" : row->ratio.upper < 1 ? "in three rounds of four" : "within the spread");
	}
	printf("  %u of %u cells", below, contention->cells);
	if (few)
		printf("; %u rounds are too few to tell this from chance: give it more --seconds\n", contention->rounds);
	else
		printf(", %u of them in three rounds of four or more\n", clearly);
}

/* What a user of the library wants to know, in a sentence or two. */
static void print_verdict(const struct figures *figures)
{
	char text[600] = "Slow paths per second against the raw call, median and quartiles:";
	size_t used = strlen(text);

	for (unsigned i = 0; i < figures->means; i++) {
		const struct mean *mean = &figures->mean[i];

		if (mean->first && !mean->whole)
			used += (size_t)snprintf(text + used, sizeof text - used, " %s %.2f (%.2f to %.2f);", mean->text,
			                         mean->ratio.median, mean->ratio.lower, mean->ratio.upper);
	}
	text[used - 1] = '.';
	print_wrapped("", 0, text);
}

void contention_text(const struct contention *contention, const struct figures *figures, bool verdict_only)
{
	if (!verdict_only) {
		print_head(contention);
		print_table(contention, figures);
	}
	if (contention->contenders < 2) {
		print_wrapped("", 0, "There is nothing to compare with: this system has no raw call, or refuses it.");
		return;
	}
	if (!verdict_only) {
		print_means(figures);
		for (unsigned i = 1; i < contention->contenders; i++)
			if (contention->contender[i]->ours)
				print_losses(contention, figures, contention->contender[i]);
		printf("\nThe library counted %llu slow paths, %llu barriers, %llu joined.\n",
		       (unsigned long long)contention->slow_paths, (unsigned long long)contention->barriers,
		       (unsigned long long)contention->joined);
	}
	if (contention->contender[1] == &contender_library)
		print_verdict(figures);
}
