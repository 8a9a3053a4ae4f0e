/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* litmus_report.c - reports the cells, as tables for people and as a document for programs. */
#include <inttypes.h>
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/json.h"
#include "../common/options.h"
#include "../common/term.h"
#include "../measure/document.h"
#include "litmus.h"

#define PLAIN "\033[0m"

static const char *const barrier_names[] = {
	[FAST] = "fast",         [NORMAL] = "normal",      [SLOW] = "slow",
	[SLOW_TWICE] = "2 slow", [ONLY_COMPILER] = "bare", [ONLY_LOCAL] = "local",
};

static const char *const shape_names[] = {
	[STORE_BUFFERING] = "store-buffering",
	[MESSAGE_PASSING] = "message-passing",
	[RELAY] = "relay",
};

static const char *const state_names[] = {
	[UNTRIED] = "untried",         [HOLDS] = "holds",         [WEAK] = "weak", [INCONCLUSIVE] = "inconclusive",
	[CANNOT_FAIL] = "cannot-fail", [FORBIDDEN] = "forbidden",
};

static const char *const expectation_names[] = {
	[EXPECT_NONE] = "holds",
	[EXPECT_WEAK] = "weak",
	[EXPECT_IMPOSSIBLE] = "cannot-fail",
};

static const char *const verdict_names[] = {
	[EXIT_HOLDS] = "holds",
	[EXIT_VIOLATED] = "violated",
	[EXIT_UNTRIED] = "inconclusive",
	[EXIT_INTERRUPTED] = "interrupted",
};

void cell_label(const struct cell *cell, char *text, size_t size)
{
	if (cell->shape == RELAY)
		snprintf(text, size, "%s / %s / %s", barrier_names[cell->barriers[0]], barrier_names[cell->barriers[1]],
		         barrier_names[cell->barriers[2]]);
	else
		snprintf(text, size, "%s / %s", barrier_names[cell->barriers[0]], barrier_names[cell->barriers[1]]);
}

/* Writes 1234567 as 1,234,567. */
static const char *grouped(uint64_t number, char text[32])
{
	char *at = text + 31;

	*at = '\0';
	for (unsigned digits = 0; digits == 0 || number; digits++, number /= 10) {
		if (digits && digits % 3 == 0)
			*--at = ',';
		*--at = (char)('0' + number % 10);
	}
	return at;
}

/* Prints millions if the whole number does not fit. */
static void print_count(int width, uint64_t number)
{
	char text[32];
	const char *whole = grouped(number, text);

	if ((int)strlen(whole) < width)
		print_column(width, "%s", whole);
	else
		print_column(width, "%.1f M", (double)number / 1e6);
}

static void print_microseconds(int width, uint64_t nanoseconds)
{
	char text[32];

	if (nanoseconds < 99950)
		print_column(width, "%.*f", nanoseconds < 9995 ? 2 : 1, (double)nanoseconds / 1000);
	else
		print_column(width, "%s", grouped((nanoseconds + 500) / 1000, text));
}

/* Prints the state in one word; print_legend() says what it means. */
static void print_state(const struct plan *plan, const struct cell *cell, bool colour)
{
	static const char *const paints[] = {
		[UNTRIED] = "\033[33m",      [HOLDS] = "\033[32m",       [WEAK] = "",
		[INCONCLUSIVE] = "\033[33m", [CANNOT_FAIL] = "\033[32m", [FORBIDDEN] = "\033[1;31m",
	};
	static const char *const words[] = {
		[UNTRIED] = "untried",           [HOLDS] = "holds",       [WEAK] = "weak",
		[INCONCLUSIVE] = "INCONCLUSIVE", [CANNOT_FAIL] = "never", [FORBIDDEN] = "FORBIDDEN",
	};
	enum state state = cell_state(plan, cell);

	printf("  %s%s%s\n", colour ? paints[state] : "", words[state], colour ? PLAIN : "");
}

enum { LABEL = 20, ROUNDS = 11, OUTCOMES = 9, SLOW_PATHS = 10, MEDIAN = 7, LARGEST = 8 };

/* Is there room for the columns of slow paths? */
static bool is_wide(void)
{
	return report_width() >= 79;
}

static void print_cell(const struct plan *plan, const struct cell *cell, bool colour)
{
	char label[64];

	cell_label(cell, label, sizeof label);
	print_label(label, LABEL);
	print_count(ROUNDS, cell->rounds);
	print_count(OUTCOMES, cell->outcomes);
	if (is_wide() && cell_slow_paths(cell)) {
		print_count(SLOW_PATHS, cell->completed);
		print_microseconds(MEDIAN, (uint64_t)histogram_percentile(&cell->costs, 50));
		print_microseconds(LARGEST, (uint64_t)cell->costs.largest);
	} else if (is_wide()) {
		printf("%*s%*s%*s", SLOW_PATHS, "-", MEDIAN, "-", LARGEST, "-");
	}
	print_state(plan, cell, colour);
}

#define INDENT 18

static void print_heading(enum shape shape)
{
	putchar('\n');
	switch (shape) {
	case STORE_BUFFERING:
		print_wrapped("Store buffering:", INDENT, "X = 1; LEFT; r1 = Y | Y = 1; RIGHT; r2 = X");
		print_wrapped("weak outcome:", INDENT, "r1 == 0 and r2 == 0: each thread missed what the other stored");
		break;
	case MESSAGE_PASSING:
		print_wrapped("Message passing:", INDENT, "X = 1; LEFT; Y = 1 | wait until Y == 1; RIGHT; r = X");
		print_wrapped("weak outcome:", INDENT, "r == 0: the flag came before the data");
		if (MESSAGE_PASSING_CANNOT_FAIL)
			print_wrapped("", INDENT,
			              "This CPU keeps stores in order, and loads: it never shows this, with or without a barrier. "
			              "Other CPUs do. Here the runs only test the compiler.");
		break;
	case RELAY:
		print_wrapped("Relay:", INDENT, "X = 1; A; r1 = Y | Y = 1; B; r2 = Z | Z = 1; C; r3 = X");
		print_wrapped("weak outcome:", INDENT, "all three 0: allowed with one slow path in B, forbidden with two");
		break;
	}
	printf("\n%-*s%*s%*s", LABEL, shape == RELAY ? "A / B / C" : "left / right", ROUNDS, "rounds", OUTCOMES, "weak");
	if (is_wide())
		printf("%*s%*s%*s", SLOW_PATHS, "slow", MEDIAN, "median", LARGEST, "max us");
	putchar('\n');
}

static void print_setting(const struct plan *plan, const char *strategy, const char *system)
{
	char text[160];

	snprintf(text, sizeof text, "%s, %s", strategy,
	         plan->asymmetric ? "asymmetric: fast paths are compiler barriers"
	                          : "not asymmetric: all three paths are full fences");
	print_wrapped("strategy", INDENT, text);
	snprintf(text, sizeof text, "%u and %u", plan->cpus[0], plan->cpus[1]);
	if (plan->threads == MOST_THREADS)
		snprintf(text + strlen(text), sizeof text - strlen(text), "; the relay's third thread on %u", plan->cpus[2]);
	if (!plan->pinned)
		strcat(text, "; NOT PINNED: the system cannot, or refuses");
	print_wrapped("CPUs", INDENT, text);
	if (plan->cpu_shared)
		print_wrapped("", INDENT,
		              "Two of the relay's threads share a CPU and take turns: the weak outcome is then all but "
		              "impossible, and its rows prove little.");
	print_wrapped("system", INDENT, system);
}

/* Explains the words that the tables contain, and says why a row is inconclusive. */
static void print_legend(const struct plan *plan)
{
	static const char *const meanings[] = {
		[UNTRIED] = "interrupted before its turn",
		[HOLDS] = "the weak outcome was not seen; at the control's rate it would have been seen ten times",
		[WEAK] = "the weak outcome was seen, where it is allowed; a control must show it",
		[CANNOT_FAIL] = "this CPU never shows the weak outcome, whatever the barriers do",
		[FORBIDDEN] = "the weak outcome was seen where it must not be",
	};
	static const char *const words[] = { "untried", "holds", "weak", NULL, "never", "FORBIDDEN" };
	bool is_there[FORBIDDEN + 1] = { false };

	putchar('\n');
	for (unsigned i = 0; i < plan->count; i++)
		is_there[cell_state(plan, &plan->cells[i])] = true;
	for (unsigned state = 0; state <= FORBIDDEN; state++)
		if (is_there[state] && words[state])
			print_wrapped(words[state], INDENT, meanings[state]);
	for (unsigned i = 0; i < plan->count; i++) {
		const char *reason = cell_reason(plan, &plan->cells[i]);
		char label[64], text[200];

		if (!reason)
			continue;
		cell_label(&plan->cells[i], label, sizeof label);
		snprintf(text, sizeof text, "%s: %s", label, reason);
		print_wrapped("INCONCLUSIVE", INDENT, text);
	}
	print_wrapped("bare, local", INDENT,
	              "the control, broken on purpose: a compiler barrier against a full fence of that thread alone, where "
	              "a slow path belongs");
	if (is_wide())
		print_wrapped("median, max us", INDENT, "microseconds of one thread's slow paths in a round, accesses included");
	if (!plan->asymmetric)
		print_wrapped("holds", INDENT,
		              "is more than the rule promises of fast / fast and fast / normal: fast paths are full fences here");
}

void report_table(const struct plan *plan, const char *strategy, const char *system, bool colour)
{
	print_setting(plan, strategy, system);
	for (unsigned i = 0; i < plan->count; i++) {
		if (i == 0 || plan->cells[i].shape != plan->cells[i - 1].shape)
			print_heading(plan->cells[i].shape);
		print_cell(plan, &plan->cells[i], colour);
	}
	if (plan->threads < MOST_THREADS) {
		char text[100];

		snprintf(text, sizeof text, "needs three CPUs, this process may use %u: not tried", plan->allowed);
		putchar('\n');
		print_wrapped("Relay:", INDENT, text);
	}
	print_legend(plan);
}

void report_verdict(const struct plan *plan, bool colour)
{
	const char *const sentences[] = {
		[EXIT_HOLDS] =
			plan->asymmetric
				? "every pair that must be ordered was ordered, in every round, and the control shows that a slow path "
				  "that is only a local fence would have been caught"
				: "every pair was ordered, in every round, and the control shows that a fast path that is no "
				  "fence would have been caught",
		[EXIT_VIOLATED] = "a forbidden outcome was seen: the barriers do not order what they promise",
		[EXIT_UNTRIED] = ("nothing forbidden was seen, but this run proves nothing: the control was silent, or slow paths "
		                  "are missing"),
		[EXIT_INTERRUPTED] = "nothing forbidden was seen until then",
	};
	static const char *const paints[] = {
		[EXIT_HOLDS] = "\033[1;32m",
		[EXIT_VIOLATED] = "\033[1;31m",
		[EXIT_UNTRIED] = "\033[1;33m",
		[EXIT_INTERRUPTED] = "\033[1;33m",
	};
	int status = plan_status(plan);
	char text[256];

	if (colour)
		fputs(paints[status], stdout);
	snprintf(text, sizeof text, "%s: %s", verdict_names[status], sentences[status]);
	print_wrapped("", 0, text);
	if (colour)
		fputs(PLAIN, stdout);
}

static void report_cell(const struct plan *plan, const struct cell *cell)
{
	json_object(NULL);
	json_text("shape", shape_names[cell->shape]);
	json_array("barriers");
	for (unsigned i = 0; i < cell_threads(cell); i++)
		json_text(NULL, barrier_names[cell->barriers[i]]);
	json_end();
	json_truth("control", cell->control);
	json_truth("promised", cell->promised);
	json_text("expected", expectation_names[cell->expectation]);
	json_text("state", state_names[cell_state(plan, cell)]);
	json_text("reason", cell_reason(plan, cell));
	json_count("rounds", cell->rounds);
	json_count("weak_outcomes", cell->outcomes);
	json_count("slow_paths_asked", cell->asked);
	json_count("slow_paths_completed", cell->completed);
	json_count("system_barriers", cell->barriers_made);
	json_count("joined", cell->joined);
	if (cell_slow_paths(cell)) {
		json_count("slow_path_median_ns", (uint64_t)histogram_percentile(&cell->costs, 50));
		json_count("slow_path_max_ns", (uint64_t)cell->costs.largest);
	} else {
		json_text("slow_path_median_ns", NULL);
		json_text("slow_path_max_ns", NULL);
	}
	json_end();
}

void report_document(const struct plan *plan, const char *strategy, const char *system, double seconds)
{
	char version[VERSION_TEXT];

	json_document("litmus");
	json_text("library_version", version_text(version));
	json_text("system", system);
	json_text("strategy", strategy);
	json_truth("asymmetric", plan->asymmetric);
	json_array("cpus");
	for (unsigned i = 0; i < plan->threads; i++)
		json_count(NULL, plan->cpus[i]);
	json_end();
	json_count("cpus_allowed", plan->allowed);
	json_truth("pinned", plan->pinned);
	json_truth("cpu_shared", plan->cpu_shared);
	json_truth("relay_tried", plan->threads == MOST_THREADS);
	json_number("elapsed_s", seconds);
	json_text("verdict", verdict_names[plan_status(plan)]);
	json_count("exit_status", (uint64_t)plan_status(plan));
	json_array("cells");
	for (unsigned i = 0; i < plan->count; i++)
		report_cell(plan, &plan->cells[i]);
	json_end();
	json_end();
}

void report_untried(const char *reason, bool json)
{
	char text[200];

	if (!json) {
		snprintf(text, sizeof text, "cannot be tried here: %s", reason);
		print_wrapped("", 0, text);
		return;
	}
	json_document("litmus");
	json_text("verdict", "untried");
	json_count("exit_status", EXIT_UNTRIED);
	json_text("reason", reason);
	json_end();
}
