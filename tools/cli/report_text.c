/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* report_text.c - the tables of the report, as HTML and as Markdown, and how reliable the report is. */
#include <float.h>
#include <stdarg.h>
#include <string.h>

#include "report.h"

void report_escaped(FILE *out, const char *text)
{
	for (; *text; text++)
		if (*text == '&')
			fputs("&amp;", out);
		else if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '>')
			fputs("&gt;", out);
		else
			fputc(*text, out);
}

/* ---- cells and rows ---- */

struct table {
	FILE *out;
	enum form form;
};

/* names: the columns, ended by NULL. */
static struct table begin_table(FILE *out, enum form form, const char *const *names)
{
	fputs(form == HTML ? "<div class=\"wide\"><table><thead><tr>" : "\n|", out);
	for (unsigned i = 0; names[i]; i++)
		fprintf(out, form == HTML ? "<th scope=\"col\">%s</th>" : " %s |", names[i]);
	fputs(form == HTML ? "</tr></thead><tbody>\n" : "\n|", out);
	for (unsigned i = 0; names[i] && form == MARKDOWN; i++)
		fputs(i ? "---:|" : "---|", out);
	if (form == MARKDOWN)
		fputc('\n', out);
	return (struct table){ out, form };
}

static void end_table(const struct table *table)
{
	fputs(table->form == HTML ? "</tbody></table></div>\n" : "\n", table->out);
}

static void begin_row(const struct table *table, const char *label)
{
	if (table->form == HTML) {
		fputs("<tr><th scope=\"row\">", table->out);
		report_escaped(table->out, label);
		fputs("</th>", table->out);
	} else {
		fprintf(table->out, "| %s |", label);
	}
}

static void end_row(const struct table *table)
{
	fputs(table->form == HTML ? "</tr>\n" : "\n", table->out);
}

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
put_cell(const struct table *table, const char *format, ...)
{
	char text[96];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	fputs(table->form == HTML ? "<td>" : " ", table->out);
	if (table->form == HTML)
		report_escaped(table->out, text);
	else
		fputs(text, table->out);
	fputs(table->form == HTML ? "</td>" : " |", table->out);
}

static void put_summary(const struct table *table, struct summary summary, double unit, int decimals, bool clipped)
{
	struct summary scaled = { summary.lower / unit, summary.median / unit, summary.upper / unit };
	char text[64];

	if (is_empty(summary))
		put_cell(table, "-");
	else
		put_cell(table, "%.*f%s", decimals, scaled.median, clipped ? " ~" : "");
	put_cell(table, "%s", quartiles_text(scaled, decimals, text));
}

/* ---- the tables ---- */

void report_break_even_table(FILE *out, const struct report *report, enum form form)
{
	static const char *const names[] = { "Fast paths per slow path to break even", "median", "quartiles", NULL };
	struct table table = begin_table(out, form, names);

	for (unsigned i = 0; i < BREAK_EVENS; i++) {
		const struct break_even *what = &costs_break_evens[i];
		struct summary count;

		if (!costs_break_even_measured(report->run, what))
			continue;
		count = costs_break_even(report->run, what);
		begin_row(&table, what->text);
		put_cell(&table, costs_never(count) ? "never" : "%.0f", count.median);
		if (!has_quartiles(count))
			put_cell(&table, "-");
		else if (count.lower > DBL_MAX)
			put_cell(&table, "never");
		else
			put_cell(&table, count.upper > DBL_MAX ? "%.0f..never" : "%.0f..%.0f", count.lower, count.upper);
		end_row(&table);
	}
	end_table(&table);
}

void report_costs_table(FILE *out, const struct report *report, enum form form)
{
	static const char *const names[] = {
		"A store, a barrier, a load (ns)", "own line", "quartiles", "polled line", "quartiles", NULL
	};
	static const char *const labels[] = { "the loop, with a compiler barrier", "+ fast path", "+ normal path",
		                                  "+ C11 seq_cst fence", "+ mfence" };
	struct table table = begin_table(out, form, names);

	for (unsigned i = 0; i < 5; i++) {
		if (!costs_measured(report->run, (enum figure)(PRIVATE_COMPILER + i)))
			continue;
		begin_row(&table, labels[i]);
		for (unsigned line = 0; line < 2; line++) {
			enum figure base = line ? POLLED_COMPILER : PRIVATE_COMPILER, figure = (enum figure)(base + i);
			struct summary time = { 0 };
			bool clipped = false;

			if (!costs_measured(report->run, figure)) {
				put_cell(&table, "needs two CPUs");
				put_cell(&table, "-");
				continue;
			}
			time = i ? costs_difference(report->run, figure, base) : costs_whole_summary(report->run, figure);
			time = clip(time, &clipped);
			put_summary(&table, time, 1, 1, clipped);
		}
		end_row(&table);
	}
	end_table(&table);
}

static void latency_row(const struct table *table, const char *label, const struct histogram *histogram)
{
	struct single_calls calls = costs_single_calls(histogram);

	if (!calls.count)
		return;
	begin_row(table, label);
	put_cell(table, "%.2f", calls.p25 / 1000);
	put_cell(table, "%.2f", calls.p50 / 1000);
	put_cell(table, "%.2f", calls.p75 / 1000);
	put_cell(table, "%.2f", calls.p99 / 1000);
	put_cell(table, "%.1f", calls.largest / 1000);
	end_row(table);
}

void report_latency_table(FILE *out, const struct report *report, enum form form)
{
	static const char *const singles[] = { "A slow path, single calls (µs)", "p25", "p50", "p75", "p99", "max", NULL };
	static const char *const means[] = { "A slow path, many in a row (µs)", "median", "quartiles", NULL };
	struct table table = begin_table(out, form, singles);
	char left_out[160];
	bool clipped;

	latency_row(&table, "no other thread running", &report->run->alone);
	latency_row(&table, "one other thread running", &report->run->running);
	end_table(&table);
	if (*costs_left_out(report->run, left_out))
		fprintf(out, form == HTML ? "<p>%s</p>\n" : "%s\n", left_out);
	table = begin_table(out, form, means);
	begin_row(&table, "no other thread running");
	put_summary(&table, costs_whole_summary(report->run, SLOW_ALONE), 1000, 2, false);
	end_row(&table);
	if (costs_measured(report->run, SLOW_RUNNING)) {
		struct summary loss = costs_loss(report->run, &clipped);

		begin_row(&table, "one other thread running");
		put_summary(&table, costs_whole_summary(report->run, SLOW_RUNNING), 1000, 2, false);
		end_row(&table);
		begin_row(&table, "which loses, each time");
		put_summary(&table, loss, 1000, 2, clipped);
		end_row(&table);
	}
	end_table(&table);
}

void report_contention_table(FILE *out, const struct report *report, enum form form)
{
	static const char *const names[] = { "callers + hot threads", "calls", "calls/s", "ratio to raw", "quartiles",
		                                 "hot threads lose",      NULL };
	struct table table = begin_table(out, form, names);

	for (unsigned i = 0; i < report->figures->rows; i++) {
		const struct row *row = &report->figures->row[i];
		char label[40];

		snprintf(label, sizeof label, "%u + %u", row->cell.callers, row->cell.hot);
		begin_row(&table, label);
		put_cell(&table, "%s", row->contender == report->again ? "raw again" : row->contender->name);
		put_cell(&table, row->calls.median > 0 ? "%.0f" : "stalled", row->calls.median);
		if (row->base) {
			put_cell(&table, "1");
			put_cell(&table, " ");
		} else {
			put_summary(&table, row->ratio, 1, 2, false);
		}
		if (row->disturbed || is_empty(row->loss))
			put_cell(&table, row->disturbed ? "n/a" : "-");
		else
			put_cell(&table, "%.0f%%%s", 100 * row->loss.median, row->clipped ? " ~" : "");
		end_row(&table);
	}
	end_table(&table);
}

/* ---- trust ---- */

bool report_rounds_enough(const struct report *report)
{
	return costs_rounds_enough(report->run) && (!report->contention || contention_rounds_enough(report->contention));
}

struct summary report_noise(const struct report *report)
{
	for (unsigned i = 0; report->contention && i < report->figures->means; i++)
		if (report->figures->mean[i].whole && report->figures->mean[i].contender == report->again)
			return report->figures->mean[i].ratio;
	return summarise(NULL, 0);
}

void report_trust(const struct report *report, char *text, size_t size)
{
	struct summary twice = report_noise(report);
	double low = 1 - twice.lower, high = twice.upper - 1, worst = low > high ? low : high;

	if (!report_rounds_enough(report))
		snprintf(text, size, "Not enough rounds for a verdict: measure longer, or while no other program runs.");
	else if (!has_quartiles(twice))
		snprintf(text, size, "The raw call was not measured twice here, so this run cannot say how noisy it was.");
	else
		snprintf(text, size,
		         "The raw system call, measured twice in this run, differs from itself by a factor of %.2f (quartiles %.2f "
		         "to %.2f). %s",
		         twice.median, twice.lower, twice.upper,
		         worst < QUIET       ? "This run can be trusted: smaller differences than 5 % mean nothing."
		         : worst < DISTURBED ? "Other programs disturbed it: differences below a quarter mean nothing."
		                             : "It was disturbed too much to be trusted: measure again on an idle machine.");
}
