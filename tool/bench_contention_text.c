/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* bench_contention_text.c - the report for people: a row for each contender in each cell, the means, where we lose. */
#include <math.h>
#include <membarrier.h>
#include <stdio.h>

#include "bench_contention.h"
#include "sys.h"
#include "tool.h"

static void print_rate(double rate)
{
	if (rate >= 1e6)
		printf("%8.3g M", rate / 1e6);
	else if (rate >= 1e3)
		printf("%8.3g k", rate / 1e3);
	else
		printf("%8.3g  ", rate);
}

/* 0.98  0.95 .. 1.02 */
static void print_ratio(struct summary ratio)
{
	if (isnan(ratio.median))
		printf("%8s%18s", "-", "");
	else
		printf("%8.3f%8.3f ..%7.3f", ratio.median, ratio.lower, ratio.upper);
}

static void print_head(const struct contention *contention)
{
	struct membarrier_info info = {.size = sizeof info};
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
		printf("%4u %4u  ", contention->cell[cell].callers, contention->cell[cell].hot);
	else
		printf("%11s", "");
	printf("%-12s", contention->contender[contender]->name);
	print_rate(contention_calls(contention, cell, contender).median);
	print_ratio(contender ? contention_ratio(contention, cell, contender)
	                      : (struct summary){(double)NAN, (double)NAN, (double)NAN});
	if (isnan(barriers.median))
		printf("%10s", "-");
	else
		printf("%10.3f", barriers.median);
	if (isnan(loss.median))
		printf("%8s\n", "-");
	else
		printf("%7.1f%%\n", 100 * loss.median);
}

static void print_means(const struct contention *contention)
{
	printf("\nGeometric mean of the ratios, in each round, then median and quartiles\n");
	for (unsigned i = 0; i < GROUPS; i++) {
		const struct group *group = &contention_groups[i];
		unsigned cells = contention_group_cells(contention, group);

		for (unsigned k = 1; cells && k < contention->contenders; k++) {
			printf("%-36s%-12s", k == 1 ? group->text : "", contention->contender[k]->name);
			print_ratio(contention_mean(contention, group, k));
			printf(k == 1 ? "  (%u cells)\n" : "\n", cells);
		}
	}
}

static void print_losses(const struct contention *contention, unsigned contender)
{
	const char *name = contention->contender[contender]->name, *base = contention->contender[0]->name;
	unsigned below = 0, clearly = 0;

	printf("\nWhere the %s loses: cells with fewer calls per second than %s\n", name, base);
	for (unsigned cell = 0; cell < contention->cells; cell++) {
		struct summary ratio = contention_ratio(contention, cell, contender);

		if (!(ratio.median < 1))
			continue;
		below++;
		clearly += ratio.upper < 1;
		printf("%4u callers, %u hot%s", contention->cell[cell].callers, contention->cell[cell].hot, "");
		print_ratio(ratio);
		printf(ratio.upper < 1 ? "  in three rounds of four\n" : "  within the spread\n");
	}
	printf("%u of %u cells, %u of them in three rounds of four or more.\n", below, contention->cells, clearly);
}

void contention_text(const struct contention *contention)
{
	struct membarrier_info info = {.size = sizeof info};

	membarrier_get_info(&info);
	print_head(contention);
	printf("\nSlow paths back to back. Ratio: calls per second against %s, in the same round.\n",
	       contention->contender[0]->name);
	printf("%4s %4s  %-12s%10s%8s%18s%10s%8s\n", "call", "hot", "", "calls/s", "ratio", "quartiles", "barriers",
	       "the hot");
	printf("%4s %4s  %-12s%10s%8s%18s%10s%8s\n", "ers", "", "", "", "", "", "per call", "lose");
	for (unsigned cell = 0; cell < contention->cells; cell++)
		for (unsigned i = 0; i < contention->contenders; i++)
			print_row(contention, cell, i);
	if (contention->contenders < 2)
		return;
	print_means(contention);
	for (unsigned i = 1; i < contention->contenders; i++)
		if (contention->contender[i] == &contender_library)
			print_losses(contention, i);
	printf("\nlibrary: %llu slow paths, %llu barriers, %llu joined\n", (unsigned long long)contention->slow_paths,
	       (unsigned long long)contention->barriers, (unsigned long long)contention->joined);
}
