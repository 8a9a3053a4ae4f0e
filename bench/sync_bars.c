/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync_bars.c - ratios of the same round, medians and quartiles, and which bars they reach. */
#include "sync.h"

#include <math.h>
#include <string.h>

static const double *find(const struct results *results, enum situation situation, const char *name)
{
	for (unsigned i = 0; i < results->count; i++)
		if (strcmp(results->contenders[i].name, name) == 0)
			return results->rate[situation][i];
	return NULL;
}

/* Of rates: one to the other; of times it is the other way round. Empty if one of the two is not here. */
static struct summary ratio(const struct results *results, const double *one, const double *other)
{
	double values[MOST_ROUNDS];
	unsigned count = 0;

	for (unsigned i = 0; one && other && i < results->rounds; i++)
		if (one[i] > 0 && other[i] > 0)
			values[count++] = one[i] / other[i];
	return summarise(values, count);
}

static const char *verdict(bool reached)
{
	return reached ? "reached" : "NOT reached";
}

/* One bar: what is measured, the ratio, at most or at least what. */
static void bar(FILE *json, const char *what, const char *against, struct summary got, bool at_most, double goal)
{
	bool reached = at_most ? got.median <= goal : got.median >= goal;

	if (is_empty(got)) {
		printf("%-38s %-26s not measured: one of the two is absent\n", what, against);
		return;
	}
	printf("%-38s %-26s %7.2f (%.2f..%.2f)   %s %5.2f   %s\n", what, against, got.median, got.lower, got.upper,
	       at_most ? "<=" : ">=", goal, verdict(reached));
	if (json)
		fprintf(json,
		        ",\n    {\"bar\": \"%s\", \"against\": \"%s\", \"lower\": %.4f, \"median\": %.4f, \"upper\": %.4f, "
		        "\"goal\": \"%s %.2f\", \"reached\": %s}",
		        what, against, got.lower, got.median, got.upper, at_most ? "<=" : ">=", goal, reached ? "true" : "false");
}

static void rate_bar(FILE *json, const struct results *results, enum situation situation, const char *ours,
                     const char *peer, double at_least)
{
	char what[80];

	snprintf(what, sizeof what, "%s: %s", sync_situation_names[situation], ours);
	bar(json, what, peer, ratio(results, find(results, situation, ours), find(results, situation, peer)), false,
	    at_least);
}

static void time_bar(FILE *json, const struct results *results, enum situation situation, const char *ours,
                     const char *peer, double at_most)
{
	char what[80];

	snprintf(what, sizeof what, "time, %s: %s", sync_situation_names[situation], ours);
	bar(json, what, peer, ratio(results, find(results, situation, peer), find(results, situation, ours)), true, at_most);
}

/* ---- adaptive against the two that it chooses between -------------------------------- */

static double median_ratio(const struct results *results, enum situation situation)
{
	return ratio(results, find(results, situation, "ours, always asymmetric"),
	             find(results, situation, "ours, always fenced"))
	    .median;
}

/* The rate, as a power of ten from the first situation on, at which both are equal; negative: there is none. */
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

static void adaptive_bars(FILE *json, const struct results *results, enum situation first)
{
	double even = break_even(results, first), better[MOST_ROUNDS];

	for (unsigned i = 0; i < RATES; i++) {
		enum situation situation = (enum situation)(first + i);
		const double *ours = find(results, situation, "ours");
		const double *fenced = find(results, situation, "ours, always fenced");
		const double *asymmetric = find(results, situation, "ours, always asymmetric");
		char what[80];

		rate_bar(json, results, situation, "ours", "ours, always fenced", 0.95);
		for (unsigned k = 0; k < results->rounds; k++)
			better[k] = fmax(fenced[k], asymmetric[k]);
		snprintf(what, sizeof what, "%s: ours", sync_situation_names[situation]);
		if (fabs(i - even) < log10(3))
			printf("%-38s %-26s %7.2f   no bar: within a factor 3 of break-even\n", what, "the better of the two",
			       ratio(results, ours, better).median);
		else
			bar(json, what, "the better of the two", ratio(results, ours, better), false, 0.85);
	}
}

/* ---- what comes from where -------------------------------------------------------------- */

static void share(const struct results *results, enum situation situation, const char *ours, const char *fenced,
                  const char *peer)
{
	struct summary asymmetric = ratio(results, find(results, situation, ours), find(results, situation, fenced));
	struct summary structure = ratio(results, find(results, situation, fenced), find(results, situation, peer));

	printf("%-20s the missing fence %5.2f (%.2f..%.2f)   the structure, against %s: ", sync_situation_names[situation],
	       asymmetric.median, asymmetric.lower, asymmetric.upper, peer);
	if (is_empty(structure))
		puts("absent");
	else
		printf("%.2f (%.2f..%.2f)\n", structure.median, structure.lower, structure.upper);
}

static void shares(const struct results *results)
{
	static const enum situation situations[] = { READ, READ_TWO, MIX + 4, MIX + 2, MIX };
	static const char *const peers[] = { "ck_brlock", "pthread_rwlock_t" };

	puts(
		"\nWhat the asymmetric part gives (the same code, adaptive against always fenced), and what the structure gives\n"
		"(ours with its fence, against the peer): times as many operations.");
	for (unsigned i = 0; i < sizeof situations / sizeof *situations; i++)
		for (unsigned k = 0; k < 2; k++)
			share(results, situations[i], "ours, token", "ours, token, always fenced", peers[k]);
	share(results, NOTIFY, "ours", "ours, always fenced", "ck_ec");
	share(results, BURST + 3, "ours", "ours, always fenced", "ck_ec");
}

void sync_print(const struct results *results)
{
	printf("Millions a second: of both threads together, of writers and producers alone; medians (quartiles) of %u rounds.\n",
	       results->rounds);
	for (unsigned i = 0; i < SITUATIONS; i++) {
		printf("\n%s\n", sync_situation_names[i]);
		for (unsigned k = 0; k < results->count; k++) {
			double values[MOST_ROUNDS];
			struct summary rate;

			memcpy(values, results->rate[i][k], sizeof values);
			rate = summarise(values, results->rounds);
			if (rate.upper > 0)
				printf("  %-32s %9.2f (%.2f..%.2f)\n", results->contenders[k].name, rate.median, rate.lower, rate.upper);
		}
	}
	printf("\nAbsent:%s\n", *results->absent ? results->absent : " none");
}

void sync_print_bars(const struct results *results, FILE *json)
{
	static const double mix[RATES] = { 0.85, 0.95, 1.05, 1.05, 1.6 };
	static const char *const forms[] = { "ours", "ours, token" };

	puts("\nBars: the ratio of the same round, median (quartiles)");
	adaptive_bars(json, results, MIX);
	adaptive_bars(json, results, BURST);
	for (unsigned i = 0; i < 2; i++) {
		time_bar(json, results, READ, forms[i], "ck_brlock", 0.65);
		time_bar(json, results, READ, forms[i], "pthread_rwlock_t", 0.25);
		rate_bar(json, results, READ_TWO, forms[i], "ck_brlock", 1.6);
		rate_bar(json, results, READ_TWO, forms[i], "pthread_rwlock_t", 25);
		for (unsigned k = 0; k < RATES; k++)
			rate_bar(json, results, (enum situation)(MIX + k), forms[i], "ck_brlock", mix[k]);
	}
	time_bar(json, results, WRITE, "ours", "pthread_rwlock_t", 1.0);
	time_bar(json, results, WRITE_HOT, "ours", "ck_brlock", 1.2);
	bar(json, "a cold write, 10,000 records", "microseconds", results->cold_write, true, 100);
	printf("%-38s %-26s %7.2f (%.2f..%.2f)\n", "the same, warm", "microseconds", results->warm_write.median,
	       results->warm_write.lower, results->warm_write.upper);
	time_bar(json, results, NOTIFY, "ours", "a store alone", 1.4);
	for (unsigned i = 0; i < RATES; i++)
		time_bar(json, results, (enum situation)(BURST + i), "ours", "ours, always fenced",
		         i < 2    ? 1.05
		         : i == 2 ? 0.4
		                  : 0.1);
	shares(results);
}
