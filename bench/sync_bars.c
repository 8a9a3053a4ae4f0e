/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync_bars.c - ratios within each round, their medians and quartiles, and which bars they reach. */
#include "sync.h"

#include <math.h>
#include <string.h>

#include "../tools/common/json.h"
#include "../tools/common/plural.h"
#include "../tools/measure/document.h"

static const double *find(const struct results *results, enum situation situation, const char *name)
{
	for (unsigned i = 0; i < results->count; i++)
		if (strcmp(results->contenders[i].name, name) == 0)
			return results->rate[situation][i];
	return NULL;
}

/* The ratio of one rate to the other (for times, of the other to the one). Empty if one of the two is absent. */
static struct summary ratio(const struct results *results, const double *one, const double *other)
{
	double values[MOST_ROUNDS];
	unsigned count = 0;

	for (unsigned i = 0; one && other && i < results->rounds; i++)
		if (one[i] > 0 && other[i] > 0)
			values[count++] = one[i] / other[i];
	return summarise(values, count);
}

static bool is_reached(const struct bar *bar)
{
	return bar->at_most ? bar->got.median <= bar->goal : bar->got.median >= bar->goal;
}

static const char *sign(const struct bar *bar)
{
	return bar->at_most ? "<=" : ">=";
}

/* Prints the name on its own line, because 80 columns have no room for the figures beside it. */
static void name_bar(const char *what, const char *against)
{
	printf("%s%s%s\n", what, strcmp(against, "microseconds") == 0 ? ", " : ", against ", against);
}

/* Prints one bar: what was measured, the ratio, and its lower or upper bound. */
static void bar(struct results *results, const char *what, const char *against, struct summary got, bool at_most,
                double goal)
{
	struct bar *bar = &results->bar[results->bars];
	char quartiles[64];

	if (is_empty(got) || !(got.median > 0)) /* The other situations of --only were not measured. */
		return;
	*bar = (struct bar){ .against = against, .got = got, .at_most = at_most, .goal = goal };
	snprintf(bar->what, sizeof bar->what, "%s", what);
	name_bar(what, against);
	printf("%12.2f (%s)   %s %5.2f   %s\n", got.median, quartiles_text(got, 2, quartiles), sign(bar), goal,
	       is_reached(bar) ? "reached" : "NOT reached");
	results->bars++;
}

static void rate_bar(struct results *results, enum situation situation, const char *ours, const char *peer,
                     double at_least)
{
	char what[80];

	snprintf(what, sizeof what, "%s: %s", sync_situation_names[situation], ours);
	bar(results, what, peer, ratio(results, find(results, situation, ours), find(results, situation, peer)), false,
	    at_least);
}

static void time_bar(struct results *results, enum situation situation, const char *ours, const char *peer, double at_most)
{
	char what[80];

	snprintf(what, sizeof what, "time, %s: %s", sync_situation_names[situation], ours);
	bar(results, what, peer, ratio(results, find(results, situation, peer), find(results, situation, ours)), true,
	    at_most);
}

/* ---- adaptive against the two that it chooses between -------------------------------- */

static double median_ratio(const struct results *results, enum situation situation)
{
	return ratio(results, find(results, situation, "ours, always asymmetric"),
	             find(results, situation, "ours, always fenced"))
	    .median;
}

/* Returns the rate at which both are equal, as a power of ten from the first situation on; negative: there is none. */
static double break_even(const struct results *results, enum situation first)
{
	for (unsigned i = 0; i + 1 < RATES; i++) {
		double here = log(median_ratio(results, (enum situation)(first + i)));
		double next = log(median_ratio(results, (enum situation)(first + i + 1)));

		if (here < 0 && next >= 0)
			return i + here / (here - next);
	}
	return -10;
}

static void adaptive_bars(struct results *results, enum situation first)
{
	double even = break_even(results, first), better[MOST_ROUNDS];

	for (unsigned i = 0; i < RATES; i++) {
		enum situation situation = (enum situation)(first + i);
		const double *ours = find(results, situation, "ours");
		const double *fenced = find(results, situation, "ours, always fenced");
		const double *asymmetric = find(results, situation, "ours, always asymmetric");
		char what[80];

		rate_bar(results, situation, "ours", "ours, always fenced", 0.95);
		for (unsigned k = 0; k < results->rounds; k++)
			better[k] = fmax(fenced[k], asymmetric[k]);
		snprintf(what, sizeof what, "%s: ours", sync_situation_names[situation]);
		if (fabs(i - even) < log10(3)) {
			name_bar(what, "the better of the two");
			printf("%12.2f   no bar: within a factor 3 of break-even\n", ratio(results, ours, better).median);
		} else
			bar(results, what, "the better of the two", ratio(results, ours, better), false, 0.85);
	}
}

/* ---- the bars and their situations -------------------------------------------------------- */

static void share(const struct results *results, enum situation situation, const char *ours, const char *fenced,
                  const char *peer)
{
	struct summary asymmetric = ratio(results, find(results, situation, ours), find(results, situation, fenced));
	struct summary structure = ratio(results, find(results, situation, fenced), find(results, situation, peer));
	char quartiles[64];

	if (is_empty(asymmetric))
		return;
	printf("%-18s the missing fence %5.2f (%s)\n%-18s the structure, against %s: ", sync_situation_names[situation],
	       asymmetric.median, quartiles_text(asymmetric, 2, quartiles), "", peer);
	if (is_empty(structure))
		puts("absent");
	else
		printf("%.2f (%s)\n", structure.median, quartiles_text(structure, 2, quartiles));
}

static void shares(const struct results *results)
{
	static const enum situation situations[] = { READ, READ_TWO, MIX + 4, MIX + 2, MIX };
	static const char *const peers[] = { "ck_brlock", "pthread_rwlock_t" };

	puts(
		"\nWhat the asymmetric part gives (the same code, adaptive against always fenced),\n"
		"and what the structure gives (ours with its fence, against the peer): times as\n"
		"many operations.");
	for (unsigned i = 0; i < sizeof situations / sizeof *situations; i++)
		for (unsigned k = 0; k < 2; k++)
			share(results, situations[i], "ours, token", "ours, token, always fenced", peers[k]);
	share(results, NOTIFY, "ours", "ours, always fenced", "ck_ec");
	share(results, BURST + 3, "ours", "ours, always fenced", "ck_ec");
}

static struct summary rate_of(const struct results *results, unsigned situation, unsigned contender)
{
	double values[MOST_ROUNDS];

	memcpy(values, results->rate[situation][contender], sizeof values);
	return summarise(values, results->rounds);
}

void sync_print(const struct results *results)
{
	char quartiles[64];

	printf(
		"Millions a second: of both threads together, of writers and producers alone;\n"
		"medians (quartiles) of %u round%s.\n",
		results->rounds, plural(results->rounds));
	for (unsigned i = 0; i < SITUATIONS; i++) {
		bool named = false;

		for (unsigned k = 0; k < results->count; k++) {
			struct summary rate = rate_of(results, i, k);

			if (!(rate.median > 0))
				continue;
			if (!named)
				printf("\n%s\n", sync_situation_names[i]);
			named = true;
			printf("  %-32s %9.2f (%s)\n", results->contenders[k].name, rate.median, quartiles_text(rate, 2, quartiles));
		}
	}
	printf("\nAbsent:%s\n", *results->absent ? results->absent : " none");
}

void sync_print_bars(struct results *results)
{
	static const double mix[RATES] = { 0.85, 0.95, 1.05, 1.05, 1.6 };
	static const char *const forms[] = { "ours", "ours, token" };
	char quartiles[64];

	puts("\nBars: the ratio of the same round, median (quartiles)");
	adaptive_bars(results, MIX);
	adaptive_bars(results, BURST);
	for (unsigned i = 0; i < 2; i++) {
		time_bar(results, READ, forms[i], "ck_brlock", 0.65);
		time_bar(results, READ, forms[i], "pthread_rwlock_t", 0.25);
		rate_bar(results, READ_TWO, forms[i], "ck_brlock", 1.6);
		rate_bar(results, READ_TWO, forms[i], "pthread_rwlock_t", 25);
		for (unsigned k = 0; k < RATES; k++)
			rate_bar(results, (enum situation)(MIX + k), forms[i], "ck_brlock", mix[k]);
	}
	time_bar(results, WRITE, "ours", "pthread_rwlock_t", 1.0);
	time_bar(results, WRITE_HOT, "ours", "ck_brlock", 1.2);
	bar(results, "a cold write, 10,000 records", "microseconds", results->cold_write, true, 100);
	if (results->warm_write.median > 0) {
		name_bar("the same, warm", "microseconds");
		printf("%12.2f (%s)\n", results->warm_write.median, quartiles_text(results->warm_write, 2, quartiles));
	}
	time_bar(results, NOTIFY, "ours", "a store alone", 1.4);
	for (unsigned i = 0; i < RATES; i++)
		time_bar(results, (enum situation)(BURST + i), "ours", "ours, always fenced",
		         i < 2    ? 1.05
		         : i == 2 ? 0.4
		                  : 0.1);
	shares(results);
}

static void json_rates(const struct results *results)
{
	for (unsigned i = 0; i < SITUATIONS; i++)
		for (unsigned k = 0; k < results->count; k++) {
			struct summary rate = rate_of(results, i, k);

			if (!(rate.median > 0))
				continue;
			json_object(NULL);
			json_text("situation", sync_situation_names[i]);
			json_text("contender", results->contenders[k].name);
			document_summary("millions_per_second", rate);
			json_end();
		}
}

static void json_bars(const struct results *results)
{
	for (unsigned i = 0; i < results->bars; i++) {
		const struct bar *bar = &results->bar[i];
		char goal[20];

		snprintf(goal, sizeof goal, "%s %.2f", sign(bar), bar->goal);
		json_object(NULL);
		json_text("bar", bar->what);
		json_text("against", bar->against);
		document_summary("got", bar->got);
		json_text("goal", goal);
		json_truth("reached", is_reached(bar));
		json_end();
	}
}

void sync_json(const struct results *results, unsigned milliseconds, int siblings)
{
	json_object(NULL);
	json_text("table", "sync");
	json_count("rounds", results->rounds);
	json_count("slice_ms", milliseconds);
	if (siblings < 0)
		json_text("siblings", NULL);
	else
		json_truth("siblings", siblings != 0);
	json_array("rates");
	json_rates(results);
	json_end();
	json_array("bars");
	json_bars(results);
	json_end();
	json_end();
}
