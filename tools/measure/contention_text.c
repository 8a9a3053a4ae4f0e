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

static void print_row(const struct contention *contention, unsigned cell, unsigned contender)
{
	struct summary barriers = contention_barriers(contention, cell, contender);
	struct summary loss = contention_loss(contention, cell, contender);

	if (contender == 0)
		printf("%7u %4u  ", contention->cell[cell].callers, contention->cell[cell].hot);
	else
		printf("%14s", "");
	printf("%-12s", contention->contender[contender]->name);
	print_rate(contention_calls(contention, cell, contender).median);
	if (contender)
		print_ratio(contention_ratio(contention, cell, contender));
	else
		printf("%25s", "");
	if (is_empty(barriers))
		printf("%10s", "-");
	else
		printf("%10.3f", barriers.median);
	if (is_empty(loss))
		printf("%9s\n", "-");
	else
		printf("%8.1f%%\n", 100 * loss.median);
}

static void print_table(const struct contention *contention)
{
	printf("\n%s, back to back\n%7s %4s  %-12s%10s%8s%17s%10s%9s\n", contention->title, "callers", "hot", "", "calls/s",
	       "ratio", "quartiles", "barriers/", "the hot");
	printf("%7s %4s  %-12s%10s%8s%17s%10s%9s\n", "", "", "", "", "", "", "call", "lose");
	for (unsigned cell = 0; cell < contention->cells; cell++)
		for (unsigned i = 0; i < contention->contenders; i++)
			print_row(contention, cell, i);
}

static void print_means(const struct contention *contention)
{
	printf("\nGeometric mean of the ratios in each round: median and quartiles\n");
	for (unsigned i = 0; i < GROUPS; i++) {
		const struct group *group = &contention_groups[i];
		unsigned cells = contention_group_cells(contention, group);

		for (unsigned k = 1; cells && k < contention->contenders; k++) {
			printf("%-34s%-12s", k == 1 ? group->text : "", contention->contender[k]->name);
			print_ratio(contention_mean(contention, group, k));
			printf(k == 1 ? "  (%u)\n" : "\n", cells);
		}
	}
}

#define FEW_ROUNDS 8 /* of fewer the quartiles say little */

/* Every cell below 1, and whether that is more than the spread. */
static void print_losses(const struct contention *contention, unsigned contender)
{
	const char *name = contention->contender[contender]->name, *base = contention->contender[0]->name;
	bool few = contention->rounds < FEW_ROUNDS;
	unsigned below = 0, clearly = 0;

	printf("\nWhere we lose: cells in which %s makes fewer calls per second than %s\n", name, base);
	for (unsigned cell = 0; cell < contention->cells; cell++) {
		struct summary ratio = contention_ratio(contention, cell, contender);

		if (!(ratio.median < 1))
			continue;
		below++;
		clearly += ratio.upper < 1;
		printf("  %2u callers, %u hot ", contention->cell[cell].callers, contention->cell[cell].hot);
		print_ratio(ratio);
		printf("  %s\n", few ? "" : ratio.upper < 1 ? "in three rounds of four" : "within the spread");
	}
	printf("  %u of %u cells", below, contention->cells);
	if (few)
		printf("; %u rounds are too few to tell this from chance: give it more --seconds\n", contention->rounds);
	else
		printf(", %u of them in three rounds of four or more\n", clearly);
}

/* What a user of the library wants to know, in a sentence or two. */
static void print_verdict(const struct contention *contention)
{
	char text[600] = "Slow paths per second against the raw call, median and quartiles:";
	size_t used = strlen(text);

	for (unsigned i = 1; i < GROUPS; i++) { /* The first, all cells, is a mixture. */
		const struct group *group = &contention_groups[i];
		struct summary mean;

		if (!contention_group_cells(contention, group))
			continue;
		mean = contention_mean(contention, group, 1);
		used += (size_t)snprintf(text + used, sizeof text - used, " %s %.2f (%.2f to %.2f);", group->text, mean.median,
		                         mean.lower, mean.upper);
	}
	text[used - 1] = '.';
	print_wrapped("", 0, text);
}

void contention_text(const struct contention *contention, bool verdict_only)
{
	if (!verdict_only) {
		print_head(contention);
		print_table(contention);
	}
	if (contention->contenders < 2) {
		print_wrapped("", 0, "There is nothing to compare with: this system has no raw call, or refuses it.");
		return;
	}
	if (!verdict_only) {
		print_means(contention);
		for (unsigned i = 1; i < contention->contenders; i++)
			if (contention->contender[i]->ours)
				print_losses(contention, i);
		printf("\nThe library counted %llu slow paths, %llu barriers, %llu joined.\n",
		       (unsigned long long)contention->slow_paths, (unsigned long long)contention->barriers,
		       (unsigned long long)contention->joined);
	}
	if (contention->contender[1] == &contender_library)
		print_verdict(contention);
}
