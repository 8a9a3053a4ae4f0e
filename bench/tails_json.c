/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails_json.c - the report for programs: the format of google-benchmark, and figures that it does not have. */
#include <stdio.h>

#include "../tools/common/json.h"
#include "../tools/common/sys.h"
#include "../tools/measure/document.h"
#include "tails.h"

static void put_context(const struct tails *tails)
{
	document_context("bench/tails", sys_allowed_cpus(NULL, 0));
	json_truth("callers_pinned", tails->pinned);
	json_count("slice_ms", tails->slice);
	json_count("settle_ms", tails->settle);
	json_number("seconds", tails->took);
	json_count("rounds", tails->rounds);
	json_truth("interrupted", tails->interrupted);
	json_truth("strangers_have_their_priority", !tails->not_nice);
	json_text("compared_with", contender_names[RAW]);
	json_object("goals");
	for (unsigned i = 0; i < STATISTICS; i++) {
		if (i == MOST)
			continue;
		json_object(statistic_names[i]);
		json_number("factor", tails_goals[i].factor);
		json_number("slack_ns", tails_goals[i].slack);
		json_end();
	}
	json_end();
	json_end();
}

static void put_entries(const struct tails *tails, unsigned row, unsigned contender)
{
	const struct tails_row *what = &tails->row[row];
	char name[160];

	snprintf(name, sizeof name, "tails/%s/callers:%u/hot:%u/strangers:%u/nice:%d/us:%u/%s",
	         situation_names[what->situation], what->callers, what->hot, what->strangers, what->nice, what->pause,
	         contender_names[contender]);
	for (unsigned round = 0; round < tails->rounds; round++) {
		const struct tails_sample *sample = tails_sample(tails, round, row, contender);

		if (!(sample->calls > 0))
			continue; /* Without a call in the slice there is no time per call. */
		document_entry(name, NULL, tails->rounds, what->callers + what->hot);
		json_count("repetition_index", round);
		document_time((uint64_t)sample->calls, sample->time[MEAN], "ns");
		for (unsigned i = P50; i < STATISTICS; i++) {
			char key[20];

			snprintf(key, sizeof key, "%s_ns", statistic_names[i]);
			json_number(key, sample->time[i]);
		}
		json_end();
	}
}

static void put_statistic(const struct tails *tails, unsigned row, unsigned contender, enum statistic statistic)
{
	json_object(statistic_names[statistic]);
	document_summary("ns", tails_time(tails, row, contender, statistic));
	document_summary("ratio", tails_ratio(tails, row, contender, statistic));
	if (tails_is_judged(tails, row, contender, statistic)) {
		document_summary("excess_ns", tails_excess(tails, row, contender, statistic));
		json_truth("holds", tails_holds(tails, row, contender, statistic));
	}
	json_end();
}

static void put_row(const struct tails *tails, unsigned row, unsigned contender)
{
	const struct tails_row *what = &tails->row[row];

	json_object(NULL);
	json_text("situation", situation_names[what->situation]);
	json_count("callers", what->callers);
	json_count("hot", what->hot);
	json_count("strangers", what->strangers);
	json_number("nice", what->nice);
	json_count("us", what->pause);
	json_text("contender", contender_names[contender]);
	json_truth("allowed", !tails->refused[row]);
	document_summary("calls", tails_calls(tails, row, contender));
	for (unsigned i = 0; i < STATISTICS; i++)
		put_statistic(tails, row, contender, (enum statistic)i);
	document_summary("least_to_most_served", tails_fairness(tails, row, contender));
	document_summary("barriers_per_call", tails_barriers(tails, row, contender));
	document_summary("expensive_mean_ns", tails_expensive(tails, row, contender));
	document_summary("hot_pace_against_raw", tails_pace(tails, row, contender));
	json_end();
}

void tails_json(const struct tails *tails)
{
	json_document("tails");
	put_context(tails);
	json_array("benchmarks");
	for (unsigned row = 0; row < tails->rows; row++)
		for (unsigned i = 0; i < CONTENDERS && !tails->refused[row]; i++)
			put_entries(tails, row, i);
	json_end();
	json_array("rows");
	for (unsigned row = 0; row < tails->rows; row++)
		for (unsigned i = 0; i < CONTENDERS; i++)
			put_row(tails, row, i);
	json_end();
	json_object("counted");
	json_count("calls", tails->calls);
	json_count("slow_paths", tails->slow_paths);
	json_count("barriers", tails->barriers);
	json_count("joined", tails->joined);
	json_end();
	json_end();
}
