/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contention_json.c - the report for programs: google-benchmark's shape, and what has no place in it. */
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
	json_truth("interrupted", contention->interrupted);
	json_text("compared_with", contention->contender[0]->name);
	json_end();
}

/* Time per call of all callers together: what is called less often takes longer. */
static void put_time(const struct contention *contention, double calls)
{
	double count = calls * contention->slice / 1000;

	document_time(count < 1 ? 1 : (uint64_t)count, calls > 0 ? 1e9 / calls : (double)INFINITY, "ns");
	json_number("items_per_second", calls);
}

static void put_entries(const struct contention *contention, unsigned cell, unsigned contender)
{
	const struct cell *what = &contention->cell[cell];
	unsigned rounds = contention->rounds, threads = what->callers + what->hot;
	char name[100];

	snprintf(name, sizeof name, "%s/callers:%u/hot:%u/%s", contention->name, what->callers, what->hot,
	         contention->contender[contender]->name);
	for (unsigned i = 0; i < rounds; i++) {
		double calls = contention_sample(contention, i, cell, contender)->calls;

		if (!(calls > 0))
			continue; /* No call in the whole slice: there is no time to give. */
		document_entry(name, NULL, rounds, threads);
		json_count("repetition_index", i);
		put_time(contention, calls);
		json_end();
	}
	document_entry(name, "median", rounds, threads);
	put_time(contention, contention_calls(contention, cell, contender).median);
	json_end();
}

static void put_cell(const struct contention *contention, unsigned cell, unsigned contender)
{
	json_object(NULL);
	json_count("callers", contention->cell[cell].callers);
	json_count("hot", contention->cell[cell].hot);
	json_text("contender", contention->contender[contender]->name);
	document_summary("calls_per_second", contention_calls(contention, cell, contender));
	document_summary("ratio", contention_ratio(contention, cell, contender));
	document_summary("barriers_per_call", contention_barriers(contention, cell, contender));
	document_summary("lost_by_hot_threads", contention_loss(contention, cell, contender));
	json_end();
}

static void put_mean(const struct contention *contention, const struct group *group, unsigned contender)
{
	json_object(NULL);
	json_text("cells", group->name);
	json_count("count", contention_group_cells(contention, group));
	json_text("contender", contention->contender[contender]->name);
	document_summary("geometric_mean_of_ratios", contention_mean(contention, group, contender));
	json_end();
}

void contention_json(const struct contention *contention)
{
	json_object(NULL);
	json_count("schema", 1);
	json_text("command", contention->name);
	put_context(contention);
	json_array("benchmarks");
	for (unsigned cell = 0; cell < contention->cells; cell++)
		for (unsigned i = 0; i < contention->contenders; i++)
			put_entries(contention, cell, i);
	json_end();
	json_array("cells");
	for (unsigned cell = 0; cell < contention->cells; cell++)
		for (unsigned i = 0; i < contention->contenders; i++)
			put_cell(contention, cell, i);
	json_end();
	json_array("means");
	for (unsigned group = 0; group < GROUPS; group++)
		for (unsigned i = 1; i < contention->contenders; i++)
			if (contention_group_cells(contention, &contention_groups[group]))
				put_mean(contention, &contention_groups[group], i);
	json_end();
	json_object("counted");
	if (contention->calls)
		json_count("calls", contention->calls);
	json_count("slow_paths", contention->slow_paths);
	json_count("barriers", contention->barriers);
	json_count("joined", contention->joined);
	json_end();
	json_end();
}
