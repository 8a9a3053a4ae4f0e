/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * report_compare.c - compares two runs by break-even counts and by ratios to the raw call, which each run has
 * measured itself.
 *
 * It compares no times, because the times of two runs depend on machine, load and frequency.
 */
#include <math.h>
#include <string.h>

#include "../common/json.h"
#include "../common/json_read.h"
#include "../common/options.h"
#include "../common/term.h"
#include "report.h"

#define MOST_ROWS 300

struct compared {
	char name[80];
	struct summary value[2];
};

static struct comparison {
	const char *file[2];
	struct json_value *root[2];
	bool enough;
	unsigned rows;
	struct compared row[MOST_ROWS];
} comparison;

/* Stores a value in the row with this name; if a run has no value, it stays empty. */
static void put(unsigned run, const char *name, struct summary value)
{
	struct compared *row = comparison.row;

	while (row < comparison.row + comparison.rows && strcmp(row->name, name) != 0)
		row++;
	if (row == comparison.row + comparison.rows) {
		if (comparison.rows == MOST_ROWS)
			return;
		comparison.rows++;
		snprintf(row->name, sizeof row->name, "%s", name);
		row->value[0] = row->value[1] = summarise(NULL, 0);
	}
	row->value[run] = value;
}

static struct summary summary_of(const struct json_value *object, const char *median)
{
	return (struct summary){ .lower = json_member_number(object, "lower_quartile"),
		                     .median = json_member_number(object, median),
		                     .upper = json_member_number(object, "upper_quartile") };
}

/* Returns false if the document has too few rounds. */
static bool take_document(unsigned run, const struct json_value *document)
{
	const struct json_value *enough = json_member(json_member(document, "context"), "rounds_enough");
	const struct json_value *list = json_member(document, "break_even");

	for (const struct json_value *item = list ? list->first : NULL; item; item = item->next) {
		char name[80];

		snprintf(name, sizeof name, "break-even: %s", json_member_text(item, "name"));
		put(run, name, summary_of(item, "fast_paths_per_slow_path"));
	}
	list = json_member(document, "cells");
	for (const struct json_value *item = list ? list->first : NULL; item; item = item->next) {
		const char *contender = json_member_text(item, "contender");
		char name[80];

		if (strcmp(contender, "raw") == 0)
			continue;
		snprintf(name, sizeof name, "%s / raw: %.0f callers, %.0f hot", contender, json_member_number(item, "callers"),
		         json_member_number(item, "hot"));
		put(run, name, summary_of(json_member(item, "ratio"), "median"));
	}
	return enough && enough->kind == JSON_TRUTH && enough->truth;
}

static int take_run(unsigned run)
{
	const char *reason;
	const struct json_value *documents;
	struct json_value *root = comparison.root[run] = json_read(comparison.file[run], &reason);
	bool enough = true;

	if (!root)
		return usage_error("report", "cannot read %s: %s", comparison.file[run], reason);
	documents = json_member(root, "documents");
	if (!documents && !json_member(root, "break_even") && !json_member(root, "cells"))
		return usage_error("report", "expected %s to be JSON of `membarrier report` or `membarrier bench`",
		                   comparison.file[run]);
	if (!documents)
		enough = take_document(run, root);
	for (const struct json_value *item = documents ? documents->first : NULL; item; item = item->next)
		enough &= take_document(run, item);
	comparison.enough &= enough;
	return EXIT_HOLDS;
}

/* ---- what it says ---- */

static const char *verdict_of(const struct compared *row)
{
	const struct summary *a = &row->value[0], *b = &row->value[1];

	if (is_empty(*a) || is_empty(*b))
		return "one only";
	if (!comparison.enough || !has_quartiles(*a) || !has_quartiles(*b))
		return "too few rounds";
	return a->upper < b->lower || b->upper < a->lower ? "differs" : "same";
}

static void describe(unsigned run)
{
	const struct json_value *context = json_member(comparison.root[run], "context");
	char text[400];

	snprintf(text, sizeof text, "%s: %s, %s, libmembarrier %s, %s", comparison.file[run],
	         json_member_text(context, "strategy"), json_member_text(context, "system"),
	         json_member_text(context, "library_version"), json_member_text(context, "date"));
	print_wrapped(run ? "b" : "a", 3, text);
}

static void print_value(struct summary value)
{
	char text[64];

	if (is_empty(value)) {
		print_column(9, "-");
		print_column(16, "-");
		return;
	}
	print_column(9, value.median < 100 ? "%.2f" : "%.0f", value.median);
	print_column(16, "%s", quartiles_text(value, value.median < 100 ? 2 : 0, text));
}

static void print_comparison(void)
{
	unsigned differ = 0, same = 0;
	char text[200];

	for (unsigned i = 0; i < comparison.rows; i++) {
		differ += strcmp(verdict_of(&comparison.row[i]), "differs") == 0;
		same += strcmp(verdict_of(&comparison.row[i]), "same") == 0;
	}
	if (comparison.enough)
		snprintf(text, sizeof text, "Ratios that differ: %u; the same within the quartiles: %u.", differ, same);
	else
		snprintf(text, sizeof text, "Not enough rounds for a verdict: measure longer, or while no other program runs.");
	print_wrapped("", 0, text);
	putchar('\n');
	describe(0);
	describe(1);
	print_wrapped("", 0, "Times are not compared: those of two runs differ by machine, load and frequency.");
	putchar('\n');
	for (unsigned i = 0; i < comparison.rows; i++) {
		const struct compared *row = &comparison.row[i];

		print_wrapped("", 0, row->name);
		for (unsigned run = 0; run < 2; run++) {
			printf("  %s", run ? "b" : "a");
			print_value(row->value[run]);
			printf(run ? "  %s\n" : "\n", verdict_of(row));
		}
	}
}

static void json_comparison(void)
{
	json_document("report");
	json_truth("rounds_enough", comparison.enough);
	json_text("a", comparison.file[0]);
	json_text("b", comparison.file[1]);
	json_array("ratios");
	for (unsigned i = 0; i < comparison.rows; i++) {
		const struct compared *row = &comparison.row[i];

		json_object(NULL);
		json_text("name", row->name);
		for (unsigned run = 0; run < 2; run++) {
			json_object(run ? "b" : "a");
			json_number("median", row->value[run].median);
			json_number("lower_quartile", row->value[run].lower);
			json_number("upper_quartile", row->value[run].upper);
			json_end();
		}
		json_text("verdict", verdict_of(row));
		json_end();
	}
	json_end();
	json_end();
}

int report_compare(const char *first, const char *second, bool json)
{
	int status;

	comparison.file[0] = first;
	comparison.file[1] = second;
	comparison.enough = true;
	status = take_run(0);
	if (status == EXIT_HOLDS)
		status = take_run(1);
	if (status == EXIT_HOLDS && json)
		json_comparison();
	else if (status == EXIT_HOLDS)
		print_comparison();
	json_free(comparison.root[0]);
	json_free(comparison.root[1]);
	return status != EXIT_HOLDS || comparison.enough ? status : EXIT_UNTRIED;
}
