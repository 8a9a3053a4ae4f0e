/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_json.c - the report for programs: the format of google-benchmark, and figures that it does not have. */
#include <math.h>
#include <stdio.h>

#include "../common/json.h"
#include "../common/sys.h"
#include "contention.h"
#include "document.h"

static void put_context(const struct contention *contention)
{
	document_context(contention->executable, sys_allowed_cpus(NULL, 0));
	json_truth("hot_threads_pinned", contention->pinned);
	json_truth("callers_pinned", false);
	json_count("slice_ms", contention->slice);
	json_count("settle_ms", contention->settle);
	json_number("seconds", contention->took);
	json_count("rounds", contention->rounds);
	json_truth("rounds_enough", contention_rounds_enough(contention));
	json_truth("interrupted", contention->interrupted);
	json_text("compared_with", contention->contender[0]->name);
	json_end();
}

/* The time per call of all callers together. */
static void put_time(const struct contention *contention, double calls)
{
	double count = calls * contention->slice / 1000;

	document_time(count < 1 ? 1 : (uint64_t)count, calls > 0 ? 1e9 / calls : (double)INFINITY, "ns");
	json_number("items_per_second", calls);
}

static void put_entries(const struct contention *contention, const struct row *row, unsigned cell, unsigned contender)
{
	unsigned rounds = contention->rounds, threads = row->cell.callers + row->cell.hot;
	char name[100];

	snprintf(name, sizeof name, "%s/callers:%u/hot:%u/%s", contention->name, row->cell.callers, row->cell.hot,
	         row->contender->name);
	for (unsigned i = 0; i < rounds; i++) {
		double calls = contention_sample(contention, i, cell, contender)->calls;

		if (!(calls > 0))
			continue; /* Without a call in the slice there is no time per call. */
		document_entry(name, NULL, rounds, threads);
		json_count("repetition_index", i);
		put_time(contention, calls);
		json_end();
	}
	if (!(row->calls.median > 0))
		return; /* It stalled in half of the rounds. */
	document_entry(name, "median", rounds, threads);
	put_time(contention, row->calls.median);
	json_end();
}

static void put_row(const struct row *row)
{
	json_object(NULL);
	json_count("callers", row->cell.callers);
	json_count("hot", row->cell.hot);
	json_text("contender", row->contender->name);
	document_summary("calls_per_second", row->calls);
	document_summary("ratio", row->ratio);
	document_summary("barriers_per_call", row->barriers);
	document_summary("lost_by_hot_threads", row->loss);
	json_truth("loss_clipped_at_0", row->clipped);
	json_truth("reference_disturbed", row->disturbed);
	json_count("stalled_rounds", row->stalled);
	json_end();
}

static void put_mean(const struct mean *mean)
{
	json_object(NULL);
	json_text("cells", mean->name);
	json_count("count", mean->cells);
	json_count("left_out", mean->left_out);
	json_text("contender", mean->contender->name);
	document_summary("geometric_mean_of_ratios", mean->ratio);
	json_end();
}

static void put_counted(const struct contention *contention)
{
	json_object("counted");
	if (contention->calls)
		json_count("calls", contention->calls);
	json_count("slow_paths", contention->slow_paths);
	json_count("barriers", contention->barriers);
	json_count("joined", contention->joined);
	json_end();
}

void contention_json(const struct contention *contention, const struct figures *figures)
{
	json_document(contention->name);
	put_context(contention);
	json_array("benchmarks");
	for (unsigned i = 0; i < figures->rows; i++)
		put_entries(contention, &figures->row[i], i / contention->contenders, i % contention->contenders);
	json_end();
	json_array("cells");
	for (unsigned i = 0; i < figures->rows; i++)
		put_row(&figures->row[i]);
	json_end();
	json_array("means");
	for (unsigned i = 0; i < figures->means; i++)
		put_mean(&figures->mean[i]);
	json_end();
	put_counted(contention);
	json_end();
}
