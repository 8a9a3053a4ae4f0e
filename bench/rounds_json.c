/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rounds_json.c - the report for programs, in the format of google-benchmark, with ratios and bars. */
#include "rounds.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>

#include "../tools/common/json.h"
#include "../tools/measure/document.h"

static void put_context(const struct results *results, const struct table *table)
{
	char executable[40];

	snprintf(executable, sizeof executable, "bench/%s", table->name);
	document_context(executable, results->allowed);
	json_truth("pinned", results->pinned);
	json_truth("before_others", results->before_others);
	json_count("slice_ms", results->milliseconds);
	json_number("seconds", results->took);
	json_count("rounds", results->rounds);
	json_truth("rounds_enough", results->rounds >= ROUNDS_FOR_A_VERDICT);
	json_truth("interrupted", results->interrupted);
	json_number("loop_beside_another", results->beside);
	json_text("not_compared_with", table->absent);
	json_end();
}

static void put_times(const struct results *results, unsigned s, unsigned c, enum figure figure, const char *name,
                      unsigned threads)
{
	struct summary time = time_summary(results, s, c, figure);

	for (unsigned i = 0; i < results->rounds; i++) {
		if (isnan(results->ns[s][c][figure][i]))
			continue;
		document_entry(name, NULL, results->rounds, threads);
		json_count("repetition_index", i);
		document_time(results->passes[s][c][figure] / results->rounds + 1, results->ns[s][c][figure][i], "ns");
		json_end();
	}
	document_entry(name, "median", results->rounds, threads);
	document_time(results->passes[s][c][figure], time.median, "ns");
	document_summary("time_ns", time);
	document_summary("ratio_to_ours", ratio_to_ours(results, s, c, figure));
	json_end();
}

static void put_contender(const struct results *results, const struct table *table, unsigned s, unsigned c)
{
	const struct situation *situation = &table->situations[s];
	const struct contender *contender = &situation->contenders[c];
	unsigned threads = contender->run[1] ? 2 : 1;

	for (enum figure figure = FIRST; figure <= SECOND; figure++) {
		char name[120];

		if (is_empty(time_summary(results, s, c, figure)))
			continue;
		snprintf(name, sizeof name, "%s/%s/%s%s", table->name, situation->key, contender->key,
		         figure == SECOND ? "/second" : "");
		for (char *at = name; *at; at++)
			if (!isalnum((unsigned char)*at) && *at != '/')
				*at = '_';
		put_times(results, s, c, figure, name, threads);
	}
}

static void put_row(const struct results *results, const struct situation *situation, unsigned s, unsigned c)
{
	json_object(NULL);
	json_text("situation", situation->key);
	json_text("contender", situation->contenders[c].key);
	json_truth("absent", !takes_part(&situation->contenders[c]));
	document_summary("ns", time_summary(results, s, c, FIRST));
	document_summary("ratio_to_ours", ratio_to_ours(results, s, c, FIRST));
	document_summary("second_ns", time_summary(results, s, c, SECOND));
	document_summary("second_ratio_to_ours", ratio_to_ours(results, s, c, SECOND));
	if (situation->counted) {
		json_text("counted", situation->counted);
		document_summary("count", count_summary(results, s, c));
		json_number("most_counted", most_counted(results, s, c));
	}
	json_end();
}

static void put_bar(const struct results *results, const struct table *table, const struct bar *bar)
{
	struct verdict verdict = bar_verdict(results, table, bar);
	char goal[64];

	json_object(NULL);
	json_text("bar", bar->key);
	json_text("situation", bar->situation);
	json_text("ours", bar->ours);
	json_text("against", bar->peer);
	json_text("goal", goal_text(bar, goal));
	if (verdict.text)
		document_summary("got", verdict.got);
	json_text("verdict", verdict.text);
	json_end();
}

void rounds_json(const struct results *results, const struct table *table)
{
	json_document(table->name);
	put_context(results, table);
	json_array("benchmarks");
	for (unsigned s = 0; s < table->situation_count; s++)
		for (unsigned c = 0; c < contender_count(&table->situations[s]); c++)
			put_contender(results, table, s, c);
	json_end();
	json_array("rows");
	for (unsigned s = 0; s < table->situation_count; s++)
		for (unsigned c = 0; c < contender_count(&table->situations[s]); c++)
			put_row(results, &table->situations[s], s, c);
	json_end();
	json_array("bars");
	for (unsigned i = 0; i < table->bar_count; i++)
		put_bar(results, table, &table->bars[i]);
	json_end();
	json_end();
}
