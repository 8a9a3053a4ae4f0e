/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rounds_text.c - the report: times per operation, ratios to ours, and which bars are reached. */
#include "rounds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../tools/common/plural.h"
#include "../tools/common/sys.h"
#include "../tools/common/term.h"

enum { SHARED_CORE_PERCENT = 130 }; /* the time of a loop beside another one, in percent of its time alone */

static struct summary summary_of(const double *values, unsigned count)
{
	double kept[MOST_ROUNDS];
	unsigned found = 0;

	for (unsigned i = 0; i < count; i++)
		if (!isnan(values[i]))
			kept[found++] = values[i];
	return summarise(kept, found);
}

struct summary time_summary(const struct results *results, unsigned situation, unsigned contender, enum figure figure)
{
	return summary_of(results->ns[situation][contender][figure], results->rounds);
}

static struct summary ratio(const double *one, const double *other, unsigned rounds)
{
	double values[MOST_ROUNDS];

	for (unsigned i = 0; i < rounds; i++)
		values[i] = quotient(one[i], other[i]);
	return summary_of(values, rounds);
}

struct summary ratio_to_ours(const struct results *results, unsigned situation, unsigned contender, enum figure figure)
{
	return ratio(results->ns[situation][contender][figure], results->ns[situation][0][figure], results->rounds);
}

struct summary count_summary(const struct results *results, unsigned situation, unsigned contender)
{
	return summary_of(results->counts[situation][contender], results->rounds);
}

double most_counted(const struct results *results, unsigned situation, unsigned contender)
{
	const double *counts = results->counts[situation][contender];
	double most = (double)NAN;

	for (unsigned i = 0; i < results->rounds; i++)
		if (isnan(most) || counts[i] > most)
			most = counts[i];
	return most;
}

/* ---- bars ------------------------------------------------------------------------- */

static unsigned place_of(const struct situation *situation, const char *key)
{
	unsigned count = contender_count(situation);

	for (unsigned i = 0; i < count; i++)
		if (strcmp(situation->contenders[i].key, key) == 0)
			return i;
	return count;
}

static struct summary got(const struct results *results, const struct situation *situation, unsigned s,
                          const struct bar *bar)
{
	unsigned ours = place_of(situation, bar->ours), peer = bar->peer ? place_of(situation, bar->peer) : ours;
	const double *mine = results->ns[s][ours][bar->figure], *other = results->ns[s][peer][bar->figure];
	struct summary most;

	switch (bar->goal) {
	case TIME:
		return ratio(mine, other, results->rounds);
	case PACE:
		return ratio(other, mine, results->rounds);
	case NANOSECONDS:
		return time_summary(results, s, ours, bar->figure);
	case MOST_COUNTED:
		break;
	}
	most = count_summary(results, s, ours);
	most.median = most_counted(results, s, ours);
	return most;
}

struct verdict bar_verdict(const struct results *results, const struct table *table, const struct bar *bar)
{
	struct verdict verdict = { .text = NULL };
	double short_of;

	for (unsigned s = 0; s < table->situation_count; s++)
		if (strcmp(table->situations[s].key, bar->situation) == 0)
			verdict.got = got(results, &table->situations[s], s, bar);
	if (is_empty(verdict.got) && bar->goal != MOST_COUNTED)
		return verdict;
	if (isnan(verdict.got.median))
		return verdict;
	short_of = bar->goal == PACE ? bar->value / verdict.got.median : verdict.got.median / bar->value;
	verdict.text = short_of <= 1 ? "reached" : short_of <= 1.15 ? "within 15 %" : "NOT reached";
	return verdict;
}

const char *goal_text(const struct bar *bar, char text[64])
{
	static const char *const forms[] = {
		[TIME] = "<= %g", [PACE] = ">= %g", [NANOSECONDS] = "<= %g ns", [MOST_COUNTED] = "<= %g"
	};

	snprintf(text, 64, forms[bar->goal], bar->value);
	return text;
}

static void print_bar(const struct results *results, const struct table *table, const struct bar *bar)
{
	struct verdict verdict = bar_verdict(results, table, bar);
	char quartiles[64], goal[64];

	printf("%s%s%s\n", bar->key, bar->peer ? ", against " : "", bar->peer ? bar->peer : "");
	if (verdict.text)
		printf("%12.2f %-15s %-10s %s\n", verdict.got.median,
		       bar->goal == MOST_COUNTED ? "at most" : quartiles_text(verdict.got, 2, quartiles), goal_text(bar, goal),
		       verdict.text);
	else
		printf("%12s %-15s %-10s not measured\n", "-", "", goal_text(bar, goal));
}

/* ---- rows ------------------------------------------------------------------------- */

static void print_time(struct summary time, struct summary ratio)
{
	char quartiles[64];

	if (is_empty(time))
		printf(" %9s\n", "-");
	else if (is_empty(ratio))
		printf(" %9.2f\n", time.median);
	else
		printf(" %9.2f %6.2f %s\n", time.median, ratio.median, quartiles_text(ratio, 2, quartiles));
}

/* Was the situation measured? With --only most are not. */
static bool measured(const struct results *results, unsigned s, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (results->passes[s][i][FIRST])
			return true;
	return false;
}

static void print_situation(const struct results *results, const struct situation *situation, unsigned s)
{
	unsigned count = contender_count(situation);

	if (!measured(results, s, count))
		return;
	printf("\n%s\n", situation->what);
	for (unsigned i = 0; i < count; i++) {
		struct summary counted = count_summary(results, s, i);

		if (!takes_part(&situation->contenders[i])) {
			printf("  %-30s absent\n", situation->contenders[i].key);
			continue;
		}
		printf("  %-30s", situation->contenders[i].key);
		print_time(time_summary(results, s, i, FIRST), ratio_to_ours(results, s, i, FIRST));
		if (!is_empty(time_summary(results, s, i, SECOND))) {
			printf("      %-26s", "the second thread");
			print_time(time_summary(results, s, i, SECOND), ratio_to_ours(results, s, i, SECOND));
		}
		if (situation->counted && !is_empty(counted))
			printf("      %s %.6g, at most %.6g\n", situation->counted, counted.median, most_counted(results, s, i));
	}
}

void rounds_print(const struct results *results, const struct table *table)
{
	char system[256];
	bool shared = results->beside * 100 > SHARED_CORE_PERCENT;

	sys_describe(system, sizeof system);
	printf("%s, %u CPU%s%s%s\n", system, results->allowed, plural(results->allowed),
	       results->pinned ? "" : "; threads not pinned",
	       results->before_others ? "" : "; without priority over other programs");
	if (isnan(results->beside))
		puts("No slice showed how long a loop takes beside another one.");
	else
		printf("A loop beside another one takes %.2f times as long as alone: the two CPUs %s.\n", results->beside,
		       shared ? "share\na core, so goals are missed by more" : "do\nnot share a core");
	printf(
		"%u round%s in %.1f s. Nanoseconds per operation; medians. Beside each its ratio\n"
		"to ours in the same round, and the quartiles of that.%s\n",
		results->rounds, plural(results->rounds), results->took,
		results->rounds < ROUNDS_FOR_A_VERDICT ? "\nToo few rounds to tell a ratio from chance." : "");
	for (unsigned s = 0; s < table->situation_count; s++)
		print_situation(results, &table->situations[s], s);
	puts(
		"\nBars: ours to the peer named, of the same round: median and quartiles.\n"
		">= is of operations per second, <= of times.\n");
	for (unsigned i = 0; i < table->bar_count; i++)
		print_bar(results, table, &table->bars[i]);
	putchar('\n');
	print_wrapped("Not compared with: ", 0, table->absent);
}
