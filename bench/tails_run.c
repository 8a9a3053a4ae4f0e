/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails_run.c - all rows, round after round, the contenders' slices side by side and in random order. */
#include <math.h>
#include <stdio.h>

#include "../tools/common/interrupt.h"
#include "../tools/common/sys.h"
#include "tails.h"
#include "tails_callers.h"

struct tails_sample *tails_sample(const struct tails *tails, unsigned round, unsigned row, unsigned contender)
{
	return (struct tails_sample *)tails->room.samples + ((size_t)round * tails->rows + row) * CONTENDERS + contender;
}

static const char *measure_row(struct tails *tails, unsigned row, uint64_t *random)
{
	const struct tails_row *what = &tails->row[row];
	unsigned order[CONTENDERS];
	uint64_t seed = *random; /* All contenders have the same seed. */
	const char *reason = NULL;

	if (!strangers_start(what->strangers, what->nice, &tails->not_nice))
		reason = "fewer strangers could be started than asked for";
	random_order(order, CONTENDERS, random);
	for (unsigned i = 0; i < CONTENDERS && !reason && !tails->refused[row]; i++)
		reason = interrupt_seen()
		             ? "interrupted before the first round was complete"
		             : tails_slice(tails, row, order[i], seed, tails_sample(tails, tails->rounds, row, order[i]));
	strangers_stop();
	return reason;
}

static const char *measure_round(struct tails *tails, uint64_t *random)
{
	unsigned order[MOST_ROWS];
	const char *reason = NULL;

	random_order(order, tails->rows, random);
	for (unsigned i = 0; i < tails->rows && !reason; i++) {
		if (tails->progress)
			fprintf(stderr, "\rtails: round %u, row %3u of %u", tails->rounds + 1, i + 1, tails->rows);
		reason = measure_row(tails, order[i], random);
	}
	return reason;
}

static bool is_enough(const struct tails *tails)
{
	return tails->rounds >= tails->least_rounds && tails->took + tails->took / tails->rounds / 2 >= tails->seconds;
}

static bool have_room(struct tails *tails)
{
	return make_room(&tails->room, tails->rounds, (size_t)tails->rows * CONTENDERS * sizeof(struct tails_sample));
}

const char *tails_run(struct tails *tails)
{
	uint64_t random = sys_nanoseconds() | 1, begin;
	const char *reason = have_room(tails) ? NULL : "out of memory";

	watch_for_interrupt();
	measure_work();
	begin = sys_nanoseconds();
	while (!reason && have_room(tails)) {
		reason = measure_round(tails, &random);
		if (reason)
			break;
		tails->rounds++;
		tails->took = (double)(sys_nanoseconds() - begin) / 1e9;
		if (is_enough(tails))
			break;
	}
	if (tails->progress)
		fprintf(stderr, "\r%60s\r", "");
	tails->interrupted = interrupt_seen();
	return tails->rounds ? NULL : reason;
}
