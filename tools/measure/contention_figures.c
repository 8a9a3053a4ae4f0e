/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_figures.c - cells and samples, ratios to the raw call, what hot threads lose, means over cells. */
#include <math.h>
#include <stddef.h>

#include "contention.h"

struct sample *contention_sample(const struct contention *contention, unsigned round, unsigned cell, unsigned contender)
{
	size_t row = (size_t)round * contention->cells + cell;

	return (struct sample *)contention->room.samples + row * (contention->contenders + 1) + contender;
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
		contention->room.scratch[i] = contention_sample(contention, i, cell, contender)->calls;
	return summarise(contention->room.scratch, contention->rounds);
}

static bool stalls(const struct contention *contention, unsigned round, unsigned cell, unsigned contender)
{
	return !(contention_sample(contention, round, cell, contender)->calls > 0);
}

static unsigned stalled_rounds(const struct contention *contention, unsigned cell, unsigned contender)
{
	unsigned count = 0;

	for (unsigned i = 0; i < contention->rounds; i++)
		count += stalls(contention, i, cell, contender);
	return count;
}

static double ratio(const struct contention *contention, unsigned round, unsigned cell, unsigned contender)
{
	return contention_sample(contention, round, cell, contender)->calls /
	       contention_sample(contention, round, cell, 0)->calls;
}

/* The ratio, over the rounds in which both made calls. */
static struct summary ratio_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	unsigned count = 0;

	for (unsigned i = 0; i < contention->rounds; i++)
		if (!stalls(contention, i, cell, contender) && !stalls(contention, i, cell, 0))
			contention->room.scratch[count++] = ratio(contention, i, cell, contender);
	return summarise(contention->room.scratch, count);
}

/* Empty if barriers are not counted. */
static struct summary barriers_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	unsigned count = 0;

	for (unsigned i = 0; i < contention->rounds; i++) {
		const struct sample *sample = contention_sample(contention, i, cell, contender);

		if (sample->calls > 0 && contention->contender[contender]->barriers)
			contention->room.scratch[count++] = sample->barriers / sample->calls;
	}
	return summarise(contention->room.scratch, count);
}

static struct summary loss_of(const struct contention *contention, unsigned cell, unsigned contender)
{
	unsigned count = 0;

	for (unsigned i = 0; i < contention->rounds && contention->cell[cell].hot; i++) {
		double alone = contention_sample(contention, i, cell, contention->contenders)->turns;

		if (alone > 0)
			contention->room.scratch[count++] = 1 - contention_sample(contention, i, cell, contender)->turns / alone;
	}
	return summarise(contention->room.scratch, count);
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

/* If either stalled in the cell in a round, the cell is in no mean: the means of all rounds have the same cells. */
static bool is_whole(const struct contention *contention, unsigned cell, unsigned contender)
{
	return stalled_rounds(contention, cell, contender) + stalled_rounds(contention, cell, 0) == 0;
}

/* The positive nth root, by Newton's method from above, because the command is linked without libm. */
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
	for (unsigned i = 0; count && i < contention->rounds; i++) {
		double product = 1;

		for (unsigned cell = 0; cell < contention->cells; cell++)
			if (group->has(&contention->cell[cell]) && is_whole(contention, cell, contender))
				product *= ratio(contention, i, cell, contender);
		contention->room.scratch[i] = root(product, count);
	}
	return summarise(contention->room.scratch, count ? contention->rounds : 0);
}

/* ---- all of it -------------------------------------------------------------- */

#define DISTURBED (-0.2) /* a loss below this is not noise of the slices */

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
		.stalled = stalled_rounds(contention, cell, contender),
	};

	row.disturbed = contention->rounds && row.cell.hot && (is_empty(row.loss) || row.loss.median < DISTURBED);
	row.loss = row.disturbed ? summarise(NULL, 0) : clip(row.loss, &row.clipped);
	return row;
}

static void compute_means(const struct contention *contention, const struct group *group, struct figures *figures)
{
	for (unsigned i = 1; i < contention->contenders; i++) {
		struct mean mean = { .name = group->name,
			                 .text = group->text,
			                 .first = i == 1,
			                 .whole = group->has == any,
			                 .contender = contention->contender[i] };

		for (unsigned cell = 0; cell < contention->cells; cell++)
			if (group->has(&contention->cell[cell]))
				++*(is_whole(contention, cell, i) ? &mean.cells : &mean.left_out);
		mean.ratio = mean_of(contention, group, mean.cells, i);
		if (mean.cells + mean.left_out)
			figures->mean[figures->means++] = mean;
	}
}

bool contention_rounds_enough(const struct contention *contention)
{
	return contention->rounds >= ROUNDS_FOR_A_VERDICT;
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
