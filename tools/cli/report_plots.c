/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* report_plots.c - the pictures of the report: SVG in the colours of the page, with the values in titles. */
#include <float.h>
#include <string.h>

#include "../common/plural.h"
#include "report.h"

/* In user units: the page shows one as 1.5 CSS pixels at most, and less on a phone. */
enum { WIDTH = 400, HEIGHT = 256, LEFT = 56, RIGHT = 376, TOP = 14, BOTTOM = 208, MOST_DECADES = 20 };

/* The logarithm to base 2, by squaring, because the command is linked without libm. */
static double log_2(double x)
{
	double result = 0, digit = 1;

	if (!(x > 0) || x > DBL_MAX)
		return x > 0 ? 1000 : -1000;
	while (x >= 2) {
		x /= 2;
		result++;
	}
	while (x < 1) {
		x *= 2;
		result--;
	}
	for (unsigned i = 0; i < 24; i++) {
		x *= x;
		digit /= 2;
		if (x >= 2) {
			x /= 2;
			result += digit;
		}
	}
	return result;
}

/* A logarithmic axis from low to high, drawn from begin to end. Values beyond it are drawn at its edge. */
struct axis {
	double low, high;
	int begin, end;
};

static double place(const struct axis *axis, double value)
{
	double share = (log_2(value) - log_2(axis->low)) / (log_2(axis->high) - log_2(axis->low));

	share = share < 0 ? 0 : share > 1 ? 1 : share;
	return axis->begin + share * (axis->end - axis->begin);
}

static void begin_plot(FILE *out, const char *title, int height)
{
	fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", WIDTH, height, title);
}

/* Draws a label for every power of ten. */
static void decades(FILE *out, const struct axis *axis, bool is_x, const char *(*name)(double value, char text[32]))
{
	double value = axis->low;
	unsigned every = log_2(axis->high / axis->low) > 22 ? 2 : 1; /* More than six labels would overlap. */
	char text[32];

	for (unsigned i = 0; i < MOST_DECADES && value <= axis->high * 1.01; i++, value *= 10) {
		double at = place(axis, value);

		if (i % every != 0)
			continue;
		if (is_x)
			fprintf(out,
			        "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
			        at, TOP, BOTTOM, at, BOTTOM + 19, name(value, text));
		else
			fprintf(out,
			        "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
			        LEFT, at, RIGHT, LEFT - 5, at + 4, name(value, text));
	}
}

static const char *count_name(double value, char text[32])
{
	if (value >= 1e6)
		snprintf(text, 32, "%.0f M", value / 1e6);
	else if (value >= 1e3)
		snprintf(text, 32, "%.0f k", value / 1e3);
	else
		snprintf(text, 32, "%.0f", value);
	return text;
}

static const char *time_name(double nanoseconds, char text[32])
{
	if (nanoseconds >= 999999999)
		snprintf(text, 32, "%.4g s", nanoseconds / 1e9);
	else if (nanoseconds >= 999999)
		snprintf(text, 32, "%.4g ms", nanoseconds / 1e6);
	else if (nanoseconds >= 999)
		snprintf(text, 32, "%.4g µs", nanoseconds / 1e3);
	else
		snprintf(text, 32, "%.4g ns", nanoseconds);
	return text;
}

static double decade_below(double value)
{
	double power = 1;

	while (power > value)
		power /= 10;
	while (power * 10 <= value)
		power *= 10;
	return power;
}

/* ---- trust: the raw call against itself ---- */

static void trust_zone(FILE *out, const struct axis *x, const char *class, double width)
{
	double left = place(x, 1 - width), right = place(x, 1 + width);

	fprintf(out,
	        "<rect class=\"%s\" x=\"%.1f\" y=\"22\" width=\"%.1f\" height=\"24\"><title>within %.0f %%</title></rect>\n",
	        class, left, right - left, 100 * width);
}

void report_trust_plot(FILE *out, const struct report *report)
{
	static const struct axis x = { 0.5, 2, LEFT, RIGHT };
	static const struct {
		const char *name;
		double ratio;
	} ticks[] = { { "1/2x", 0.5 }, { "3/4x", 0.75 }, { "1x", 1 }, { "5/4x", 1.25 }, { "2x", 2 } };
	struct summary twice = report_noise(report);
	double lower = place(&x, twice.lower), upper = place(&x, twice.upper), median = place(&x, twice.median);

	begin_plot(out, "The raw call against itself: how far to trust this run", 84);
	fprintf(out, "<rect class=\"noise\" x=\"%d\" y=\"22\" width=\"%d\" height=\"24\"/>\n", LEFT, RIGHT - LEFT);
	trust_zone(out, &x, "fair", DISTURBED);
	trust_zone(out, &x, "sure", QUIET);
	for (unsigned i = 0; i < sizeof ticks / sizeof *ticks; i++)
		fprintf(out,
		        "<path class=\"grid\" d=\"M%.1f 22v28\"/><text x=\"%.1f\" y=\"64\" text-anchor=\"middle\">%s</text>\n",
		        place(&x, ticks[i].ratio), place(&x, ticks[i].ratio), ticks[i].name);
	fprintf(out,
	        "<path class=\"whisker\" d=\"M%.1f 34H%.1fM%.1f 28v12M%.1f 28v12\"/><circle class=\"point\" r=\"5\" cx=\"%.1f\" "
	        "cy=\"34\"><title>%.2f (%.2f to %.2f)</title></circle>\n",
	        lower, upper, lower, upper, median, twice.median, twice.lower, twice.upper);
	fprintf(out, "<text x=\"%.1f\" y=\"14\" text-anchor=\"middle\">trusted</text>", place(&x, 1));
	fprintf(out, "<text x=\"%.1f\" y=\"14\" text-anchor=\"middle\">too disturbed</text>", place(&x, 1.62));
	fprintf(out, "<text x=\"%d\" y=\"80\" text-anchor=\"middle\">the raw call against itself</text></svg>\n",
	        (LEFT + RIGHT) / 2);
}

/* ---- break-even: the loss of one slow path, and the saving of n fast paths ---- */

static const struct break_even *break_even_of(const struct report *report)
{
	return &costs_break_evens[report->run->cpus > 1 ? AGAINST_NORMAL : WITH_NONE_RUNNING];
}

bool report_pays(const struct report *report)
{
	return report->info.asymmetric && !costs_never(costs_break_even(report->run, break_even_of(report))) &&
	       costs_break_even(report->run, break_even_of(report)).median > 0;
}

/* Draws what n fast paths save, from the left edge to the right edge. */
static void saved_line(FILE *out, const struct axis *x, const struct axis *y, double saving)
{
	fprintf(out, "%.1f %.1fL%.1f %.1f", place(x, x->low), place(y, saving * x->low), place(x, x->high),
	        place(y, saving * x->high));
}

void report_break_even_plot(FILE *out, const struct report *report)
{
	const struct break_even *what = break_even_of(report);
	struct summary count = costs_break_even(report->run, what);
	struct summary saving = costs_difference(report->run, what->fence, what->fast);
	double lost = count.median * saving.median, lower = has_quartiles(count) ? count.lower : count.median;
	double upper = has_quartiles(count) && count.upper <= DBL_MAX ? count.upper : count.median;
	struct axis x = { decade_below(lower / 8), 0, LEFT, RIGHT }, y = { 0, 0, BOTTOM, TOP };
	char text[32];

	x.low = x.low < 1 ? 1 : x.low;
	x.high = 10 * decade_below(upper * 8);
	y.low = decade_below(saving.median * x.low);
	y.high = 10 * decade_below(saving.median * x.high);
	begin_plot(out, "Break-even: time lost by a slow path, time saved by fast paths", HEIGHT);
	decades(out, &x, true, count_name);
	decades(out, &y, false, time_name);
	/* The quartiles of the intersection. */
	fprintf(out,
	        "<rect class=\"band\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>quartiles: %.0f to %s</title></rect>\n",
	        place(&x, lower), TOP, place(&x, upper) - place(&x, lower) + 1, BOTTOM - TOP, lower,
	        count.upper > DBL_MAX ? "never" : count_name(upper, text));
	fprintf(out, "<path class=\"lost\" d=\"M%d %.1fH%d\"><title>lost, each slow path: %s</title></path>\n", LEFT,
	        place(&y, lost), RIGHT, time_name(lost, text));
	fputs("<path class=\"saved\" d=\"M", out);
	saved_line(out, &x, &y, saving.median);
	fprintf(out, "\"><title>saved, each fast path: %.1f ns</title></path>\n", saving.median);
	fprintf(out, "<circle class=\"crossing\" r=\"5\" cx=\"%.1f\" cy=\"%.1f\"><title>break-even: %.0f</title></circle>\n",
	        place(&x, count.median), place(&y, lost), count.median);
	fprintf(out, "<text class=\"strong\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%.0f</text>\n",
	        place(&x, count.median) + (count.median * 4 < x.high ? 9 : -9), place(&y, lost) + 16,
	        count.median * 4 < x.high ? "start" : "end", count.median);
	fprintf(out, "<text class=\"is-lost\" x=\"%d\" y=\"%.1f\">lost</text>\n", LEFT + 6, place(&y, lost) - 6);
	fprintf(out, "<text class=\"is-saved\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">saved</text>\n", RIGHT - 44,
	        place(&y, saving.median * x.high) + 14);
	fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">fast paths per slow path</text></svg>\n",
	        (LEFT + RIGHT) / 2, HEIGHT - 8);
}

/* ---- latency: the percentiles of single calls ---- */

static void latency_bar(FILE *out, const struct axis *x, double y, const char *name, const struct single_calls *calls)
{
	const struct {
		const char *name;
		double value;
	} marks[] = { { "p50", calls->p50 }, { "p99", calls->p99 }, { "max", calls->largest } };
	char text[32];

	fprintf(out, "<text x=\"%d\" y=\"%.1f\">%s</text>\n", LEFT, y - 14, name);
	fprintf(out, "<path class=\"whisker\" d=\"M%.1f %.1fH%.1f\"/>\n", place(x, calls->p25), y, place(x, calls->largest));
	fprintf(out,
	        "<rect class=\"box\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"14\"><title>p25 to p75</title></rect>\n",
	        place(x, calls->p25) - 1, y - 7, place(x, calls->p75) - place(x, calls->p25) + 2);
	for (unsigned i = 0; i < 3; i++) {
		time_name(marks[i].value, text);
		fprintf(out,
		        "<path class=\"mark\" d=\"M%.1f %.1fv18\"><title>%s %s</title></path>"
		        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s %s</text>\n",
		        place(x, marks[i].value), y - 9, marks[i].name, text, place(x, marks[i].value), y + 20 + 12 * i,
		        place(x, marks[i].value) > (LEFT + RIGHT) / 2.0 ? "end" : "start", marks[i].name, text);
	}
}

void report_latency_plot(FILE *out, const struct report *report)
{
	struct single_calls alone = costs_single_calls(&report->run->alone);
	struct single_calls running = costs_single_calls(&report->run->running);
	double low = running.count && running.p25 < alone.p25 ? running.p25 : alone.p25;
	double high = running.largest > alone.largest ? running.largest : alone.largest;
	struct axis x = { decade_below(low > 1 ? low : 1), 10 * decade_below(high > 1 ? high : 1), LEFT, RIGHT };

	begin_plot(out, "Percentiles of single slow paths", HEIGHT);
	decades(out, &x, true, time_name);
	latency_bar(out, &x, TOP + 30, "no other thread running", &alone);
	if (running.count)
		latency_bar(out, &x, TOP + 130, "one other thread running", &running);
	fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">a single slow path</text></svg>\n", (LEFT + RIGHT) / 2,
	        HEIGHT - 8);
}

/* ---- contention: ratios to the raw call ---- */

static const struct axis ratio_axis = { 0.125, 32, BOTTOM, TOP };

static void ratio_grid(FILE *out)
{
	static const struct {
		const char *name;
		double ratio;
	} ticks[] = { { "1/8x", 0.125 }, { "1/4x", 0.25 }, { "1/2x", 0.5 }, { "1x", 1 },  { "2x", 2 },
		          { "4x", 4 },       { "8x", 8 },      { "16x", 16 },   { "32x", 32 } };

	for (unsigned i = 0; i < sizeof ticks / sizeof *ticks; i++)
		fprintf(out, "<path class=\"%s\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
		        ticks[i].ratio == 1 ? "one" : "grid", LEFT, place(&ratio_axis, ticks[i].ratio), RIGHT, LEFT - 5,
		        place(&ratio_axis, ticks[i].ratio) + 4, ticks[i].name);
}

/* Draws the raw call, measured again, as a band of noise, and the library as a point with quartiles (hollow: none). */
static void ratio_point(FILE *out, const struct report *report, const struct row *row, double x)
{
	double y = place(&ratio_axis, row->ratio.median), upper, lower;
	const char *name = row->contender == report->again ? "raw again" : row->contender->name;
	char text[64];

	if (is_empty(row->ratio)) {
		fprintf(out,
		        "<path class=\"stalled\" d=\"M%.1f %dl8 8m0 -8l-8 8\"><title>%u caller%s, %s: stalled</title></path>\n",
		        x - 4, BOTTOM - 12, row->cell.callers, plural(row->cell.callers), name);
		return;
	}
	upper = place(&ratio_axis, has_quartiles(row->ratio) ? row->ratio.upper : row->ratio.median);
	lower = place(&ratio_axis, has_quartiles(row->ratio) ? row->ratio.lower : row->ratio.median);
	if (row->contender == report->again) {
		fprintf(out,
		        "<rect class=\"noise\" x=\"%.1f\" y=\"%.1f\" width=\"30\" height=\"%.1f\"><title>%u caller%s, raw again: %.2f"
		        "</title></rect>\n",
		        x - 15, upper - 1, lower - upper + 2, row->cell.callers, plural(row->cell.callers), row->ratio.median);
		return;
	}
	fprintf(out, "<path class=\"whisker\" d=\"M%.1f %.1fV%.1f\"/>", x, upper, lower);
	fprintf(out,
	        "<circle class=\"%s\" r=\"4\" cx=\"%.1f\" cy=\"%.1f\"><title>%u caller%s, %s: %.2f (%s)</title></circle>\n",
	        has_quartiles(row->ratio) ? "point" : "hollow", x, y, row->cell.callers, plural(row->cell.callers), name,
	        row->ratio.median, quartiles_text(row->ratio, 2, text));
}

void report_contention_plot(FILE *out, const struct report *report, unsigned hot)
{
	unsigned columns = 0, column = 0;

	for (unsigned i = 0; i < report->contention->cells; i++)
		columns += report->contention->cell[i].hot == hot;
	begin_plot(out, "Calls per second against the raw call, by the number of callers", HEIGHT);
	ratio_grid(out);
	for (unsigned i = 0; i < report->figures->rows; i++) {
		const struct row *row = &report->figures->row[i];
		double x;

		if (row->cell.hot != hot)
			continue;
		column += row->base;
		x = LEFT + (RIGHT - LEFT) * (column - 0.5) / columns;
		if (row->base)
			fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%u</text>\n", x, BOTTOM + 19,
			        row->cell.callers);
		else
			ratio_point(out, report, row, x);
	}
	fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">callers, beside %u hot thread%s</text></svg>\n",
	        (LEFT + RIGHT) / 2, HEIGHT - 8, hot, plural(hot));
}
