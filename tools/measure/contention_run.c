/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_run.c - all cells, round after round, each contender's slices side by side and in random order. */
#include <membarrier.h>
#include <stdio.h>

#include "../common/interrupt.h"
#include "../common/sys.h"
#include "contention.h"

/* The last place is for the hot threads alone; without hot threads there is nothing to run. */
static const char *measure_cell(struct contention *contention, unsigned number, uint64_t *random)
{
	const struct cell *cell = &contention->cell[number];
	struct sample *samples = contention_sample(contention, contention->rounds, number, 0);
	unsigned order[MOST_CONTENDERS + 1], count = contention->contenders + (cell->hot ? 1 : 0);
	const char *reason = NULL;

	random_order(order, count, random);
	for (unsigned i = 0; i < count && !reason; i++) {
		const struct contender *contender = order[i] < contention->contenders ? contention->contender[order[i]] : NULL;

		reason = interrupt_seen() ? "interrupted before the first round was complete"
		                          : contention_slice(contention, cell, contender, &samples[order[i]]);
	}
	return reason;
}

static void show_progress(struct contention *contention, unsigned done)
{
	double all = contention->cells, share = contention->rounds + done / all;
	/* The time of a round is known only after the first round. */
	double rounds = contention->rounds ? contention->seconds * contention->rounds / contention->took : 1;

	if (!contention->progress)
		return;
	fprintf(stderr, "\r%s: round %u, cell %2u of %u", contention->name, contention->rounds + 1, done + 1,
	        contention->cells);
	if (contention->rounds)
		fprintf(stderr, ", %3.0f %%", share < rounds ? 100 * share / rounds : 100.0);
	fprintf(stderr, "   ");
}

/* After the deadline it abandons the round, if one is complete already. */
static const char *measure_round(struct contention *contention, uint64_t *random, uint64_t deadline)
{
	unsigned order[MOST_CELLS];
	const char *reason = NULL;

	random_order(order, contention->cells, random);
	for (unsigned i = 0; i < contention->cells && !reason; i++) {
		show_progress(contention, i);
		reason = measure_cell(contention, order[i], random);
		if (contention->rounds && sys_nanoseconds() > deadline)
			reason = "the time is up";
	}
	return reason;
}

/* Only complete rounds are kept, so a round that would probably not be completed is not begun. */
static bool time_for_another(const struct contention *contention)
{
	return contention->took + contention->took / contention->rounds / 2 < contention->seconds;
}

/* Makes room for the samples of all contenders in all cells, and of the hot threads alone. */
static bool have_room(struct contention *contention)
{
	size_t samples = (size_t)contention->cells * (contention->contenders + 1);

	return make_room(&contention->room, contention->rounds, samples * sizeof(struct sample));
}

static const char *measure_rounds(struct contention *contention)
{
	uint64_t random = sys_nanoseconds() | 1, begin, deadline;
	const char *reason = have_room(contention) ? measure_cell(contention, 0, &random) : "out of memory";

	/* The first round was the warm-up: the next one overwrites its samples. */
	begin = sys_nanoseconds();
	deadline = begin + (uint64_t)MOST_TIMES_LONGER * contention->seconds * 1000000000u;
	while (!reason && have_room(contention)) {
		reason = measure_round(contention, &random, deadline);
		if (reason)
			break;
		contention->rounds++;
		contention->took = (double)(sys_nanoseconds() - begin) / 1e9;
		if (!time_for_another(contention))
			break;
	}
	if (contention->progress)
		fprintf(stderr, "\r%*s\r", 60, "");
	contention->interrupted = interrupt_seen();
	return contention->rounds ? NULL : reason;
}

const char *contention_run(struct contention *contention)
{
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };
	const char *reason;

	contention->pinned = true;
	watch_for_interrupt();
	membarrier_get_stats(&before);
	reason = measure_rounds(contention);
	membarrier_get_stats(&after);
	contention->slow_paths = after.slow_paths - before.slow_paths;
	contention->barriers = after.barriers - before.barriers;
	contention->joined = after.joined - before.joined;
	return reason;
}
