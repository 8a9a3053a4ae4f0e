/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_figures.c - cells and samples, ratios to the raw call, what hot threads lose, means over cells. */
#include <math.h>
#include <stddef.h>

#include "contention.h"

struct sample *contention_sample(const struct contention *contention, unsigned round, unsigned cell, unsigned contender)
{
	size_t row = (size_t)round * contention->cells + cell;

	return &contention->samples[row * (contention->contenders + 1) + contender];
}

bool contention_cells(struct contention *contention, const unsigned *callers, unsigned rows, const unsigned *hot,
                      unsigned columns)
{
	contention->cells = 0;
	for (unsigned i = 0; i < columns; i++)
		for (unsigned k = 0; k < rows; k++) {
			if (contention->cells == MOST_CELLS || callers[k] + hot[i] > MOST_THREADS)
				return false;
			contention->cell[contention->cells++] = (struct cell){ .callers = callers[k], .hot = hot[i] };
		}
	return true;
}

static struct summary calls_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	for (unsigned i = 0; i < contention->rounds; i++)
		contention->scratch[i] = contention_sample(contention, i, cell, contender)->calls;
	return summarise(contention->scratch, contention->rounds);
}

/* No call in the whole slice counts as one: a ratio must neither be left out nor be infinite. */
static double rate(const struct contention *contention, unsigned round, unsigned cell, unsigned contender)
{
	double least = 1000.0 / contention->slice, calls = contention_sample(contention, round, cell, contender)->calls;

	return calls > least ? calls : least;
}

static double ratio(const struct contention *contention, unsigned round, unsigned cell, unsigned contender)
{
	return rate(contention, round, cell, contender) / rate(contention, round, cell, 0);
}

static struct summary ratio_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	for (unsigned i = 0; i < contention->rounds; i++)
		contention->scratch[i] = ratio(contention, i, cell, contender);
	return summarise(contention->scratch, contention->rounds);
}

/* Empty where nobody counts barriers. */
static struct summary barriers_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	unsigned count = 0;

	for (unsigned i = 0; i < contention->rounds; i++) {
		const struct sample *sample = contention_sample(contention, i, cell, contender);

		if (sample->calls > 0 && contention->contender[contender]->barriers)
			contention->scratch[count++] = sample->barriers / sample->calls;
	}
	return summarise(contention->scratch, count);
}

static struct summary loss_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	unsigned count = 0;

	for (unsigned i = 0; i < contention->rounds && contention->cell[cell].hot; i++) {
		double alone = contention_sample(contention, i, cell, contention->contenders)->turns;

		if (alone > 0)
			contention->scratch[count++] = 1 - contention_sample(contention, i, cell, contender)->turns / alone;
	}
	return summarise(contention->scratch, count);
}

/* ---- means ----------------------------------------------------------------- */

static bool any(const struct cell *cell)
{
	(void)cell;
	return true;
}

static bool without_hot(const struct cell *cell)
{
	return cell->hot == 0;
}

static bool contended_beside_hot(const struct cell *cell)
{
	return cell->hot > 0 && cell->callers >= 2;
}

static bool crowd_beside_one_hot(const struct cell *cell)
{
	return cell->hot == 1 && cell->callers >= 8;
}

static const struct group {
	const char *name, *text;
	bool (*has)(const struct cell *cell);
} groups[GROUPS] = {
	{ "all", "all cells", any },
	{ "no_hot_threads", "no hot threads", without_hot },
	{ "hot_threads_and_2_or_more_callers", "hot threads, 2 or more callers", contended_beside_hot },
	{ "1_hot_thread_and_8_or_more_callers", "1 hot thread, 8 or more callers", crowd_beside_one_hot },
};

static unsigned cells_of(const struct contention *contention, const struct group *group)
{
	unsigned count = 0;

	for (unsigned cell = 0; cell < contention->cells; cell++)
		count += group->has(&contention->cell[cell]);
	return count;
}

/* The positive nth root, by Newton from above. The command is linked without libm, and needs no more of it. */
static double root(double x, unsigned n)
{
	double y = x > 1 ? x : 1, before;

	do {
		double power = 1;

		before = y;
		for (unsigned i = 1; i < n; i++)
			power *= y;
		y -= (y - x / power) / n;
	} while (y < before);
	return before;
}

static struct summary mean_of(const struct contention *contention, const struct group *group, unsigned count,
                              unsigned contender)
{
	for (unsigned i = 0; i < contention->rounds; i++) {
		double product = 1;

		for (unsigned cell = 0; cell < contention->cells; cell++)
			if (group->has(&contention->cell[cell]))
				product *= ratio(contention, i, cell, contender);
		contention->scratch[i] = root(product, count);
	}
	return summarise(contention->scratch, contention->rounds);
}

/* ---- all of it -------------------------------------------------------------- */

static struct row row_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	struct row row = {
		.cell = contention->cell[cell],
		.contender = contention->contender[contender],
		.base = contender == 0,
		.calls = calls_of(contention, cell, contender),
		.ratio = ratio_of(contention, cell, contender),
		.barriers = barriers_of(contention, cell, contender),
		.loss = loss_of(contention, cell, contender),
	};

	return row;
}

static void compute_means(const struct contention *contention, const struct group *group, struct figures *figures)
{
	unsigned count = cells_of(contention, group);

	for (unsigned i = 1; count && i < contention->contenders; i++) {
		struct mean *mean = &figures->mean[figures->means++];

		mean->name = group->name;
		mean->text = group->text;
		mean->first = i == 1;
		mean->whole = group->has == any;
		mean->cells = count;
		mean->contender = contention->contender[i];
		mean->ratio = mean_of(contention, group, count, i);
	}
}

void contention_compute(const struct contention *contention, struct figures *figures)
{
	figures->rows = figures->means = 0;
	for (unsigned cell = 0; cell < contention->cells; cell++)
		for (unsigned i = 0; i < contention->contenders; i++)
			figures->row[figures->rows++] = row_of(contention, cell, i);
	for (unsigned i = 0; i < GROUPS; i++)
		compute_means(contention, &groups[i], figures);
}
