/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_data.c - the rows for plots, in columns; an unknown value is "nan". */
#include <stdio.h>

#include "contention.h"

static void put(struct summary summary)
{
	printf(" %.9g %.9g %.9g", summary.median, summary.lower, summary.upper);
}

void contention_data(const struct figures *figures)
{
	puts(
		"callers hot contender base calls calls_lower calls_upper ratio ratio_lower ratio_upper "
		"barriers barriers_lower barriers_upper loss loss_lower loss_upper stalled");
	for (unsigned i = 0; i < figures->rows; i++) {
		const struct row *row = &figures->row[i];

		printf("%u %u %s %d", row->cell.callers, row->cell.hot, row->contender->name, row->base);
		put(row->calls);
		put(row->ratio);
		put(row->barriers);
		put(row->loss);
		printf(" %u\n", row->stalled);
	}
}
