/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* open_loop_report.c - reports as text and JSON. Ratios are computed within each round. */
#include <math.h>
#include <membarrier.h>
#include <stdio.h>

#include "../tools/common/json.h"
#include "../tools/common/plural.h"
#include "../tools/common/sys.h"
#include "../tools/measure/document.h"
#include "open_loop.h"

static double p50(const struct open_sample *sample)
{
	return sample->p50;
}

static double p99(const struct open_sample *sample)
{
	return sample->p99;
}

static double most(const struct open_sample *sample)
{
	return sample->most;
}

static double turns(const struct open_sample *sample)
{
	return sample->turns;
}

static double barriers(const struct open_sample *sample)
{
	return sample->barriers_per_call;
}

/* Summarises a member of the samples; if base is not WAYS, each is divided by that of base in the same round. */
static struct summary summary_of(const struct open_loop *run, unsigned rate, enum way way, enum way base,
                                 double (*member)(const struct open_sample *))
{
	static double values[MOST_ROUNDS];
	unsigned count = 0;

	for (unsigned i = 0; i < run->rounds; i++) {
		double value = member(&run->round[i][rate][way]);

		if (base != WAYS)
			value = quotient(value, member(&run->round[i][rate][base]));
		values[count++] = value;
	}
	return summarise(values, count);
}

static double largest(const struct open_loop *run, unsigned rate, enum way way)
{
	double value = 0;

	for (unsigned i = 0; i < run->rounds; i++)
		if (most(&run->round[i][rate][way]) > value)
			value = most(&run->round[i][rate][way]);
	return value;
}

static void print_row(const struct open_loop *run, unsigned rate, enum way way)
{
	struct summary pace = summary_of(run, rate, way, NOTHING, turns);
	struct summary tail = summary_of(run, rate, way, RAW, p99);
	char ratio[64], text[64];

	if (way == NOTHING)
		printf("%7u  ", run->rates.value[rate]);
	else
		printf("%9s", "");
	printf("%-9s%9.1f%9.1f%10.1f", way_names[way], histogram_percentile(&run->all[rate][way], 50) / 1000,
	       histogram_percentile(&run->all[rate][way], 99) / 1000, largest(run, rate, way) / 1000);
	if (way == LIBRARY)
		printf("%9s %13s", figure_text(tail.median, 2, ratio), quartiles_text(tail, 2, text));
	else
		printf("%23s", "");
	if (way == NOTHING)
		putchar('\n');
	else if (is_empty(pace))
		printf(" %9s\n", "-");
	else
		printf(" %8.1f%%\n", pace.median > 1 ? 0.0 : 100 * (1 - pace.median));
}

void open_text(const struct open_loop *run)
{
	struct membarrier_info info = { .size = sizeof info };
	char system[256];
	unsigned worse = 0, cpus = sys_allowed_cpus(NULL, 0);

	membarrier_get_info(&info);
	sys_describe(system, sizeof system);
	printf("strategy %s; %u caller%s not pinned, at %s intervals,\none hot thread %s\n%s, %u CPU%s\n", info.strategy,
	       run->callers, plural(run->callers), run->evenly ? "equal" : "random (Poisson)",
	       run->pinned ? "pinned" : "not pinned", system, cpus, plural(cpus));
	printf("%u round%s in %.1f s, in each one slice of %u ms per row\n", run->rounds, plural(run->rounds), run->took,
	       run->slice);
	printf("\nSlow paths at a given rate: latency from the intended time, in us; p99 against\nraw in each round\n");
	printf("%7s  %-9s%9s%9s%10s%9s %13s %9s\n", "per s", "", "p50", "p99", "max", "ratio", "quartiles", "hot loses");
	for (unsigned rate = 0; rate < run->rates.count; rate++) {
		for (unsigned way = 0; way < WAYS; way++)
			print_row(run, rate, (enum way)way);
		worse += summary_of(run, rate, LIBRARY, RAW, p99).median > 1;
	}
	printf("\nWhere we lose: at %u of %u rates the library's p99 is above the raw call's.\n", worse, run->rates.count);
}

static void put_way(const struct open_loop *run, unsigned rate, enum way way)
{
	json_object(NULL);
	json_count("rate", run->rates.value[rate]);
	json_text("way", way_names[way]);
	json_count("calls", run->all[rate][way].total);
	json_number("p50_ns", histogram_percentile(&run->all[rate][way], 50));
	json_number("p99_ns", histogram_percentile(&run->all[rate][way], 99));
	json_number("max_ns", largest(run, rate, way));
	document_summary("p50_of_a_round_ns", summary_of(run, rate, way, WAYS, p50));
	document_summary("p99_of_a_round_ns", summary_of(run, rate, way, WAYS, p99));
	document_summary("p99_ratio_to_raw", summary_of(run, rate, way, RAW, p99));
	document_summary("p50_ratio_to_raw", summary_of(run, rate, way, RAW, p50));
	document_summary("hot_pace_against_nothing", summary_of(run, rate, way, NOTHING, turns));
	document_summary("barriers_per_call", summary_of(run, rate, way, WAYS, barriers));
	json_end();
}

static void put_entries(const struct open_loop *run, unsigned rate, enum way way)
{
	char name[80];

	snprintf(name, sizeof name, "open_loop/rate:%u/%s", run->rates.value[rate], way_names[way]);
	for (unsigned i = 0; i < run->rounds; i++) {
		const struct open_sample *sample = &run->round[i][rate][way];

		document_entry(name, NULL, run->rounds, run->callers + 1);
		json_count("repetition_index", i);
		document_time((uint64_t)(sample->calls * run->slice / 1000) + 1, sample->p50, "ns");
		json_number("p99_ns", sample->p99);
		json_end();
	}
	document_entry(name, "median", run->rounds, run->callers + 1);
	document_time(run->all[rate][way].total + 1, summary_of(run, rate, way, WAYS, p50).median, "ns");
	json_end();
}

void open_json(const struct open_loop *run)
{
	json_document("open_loop");
	document_context("bench/open_loop", sys_allowed_cpus(NULL, 0));
	json_text("arrivals", run->evenly ? "even" : "poisson");
	json_count("callers", run->callers);
	json_truth("hot_thread_pinned", run->pinned);
	json_truth("callers_pinned", false);
	json_count("slice_ms", run->slice);
	json_number("seconds", run->took);
	json_count("rounds", run->rounds);
	json_truth("rounds_enough", run->rounds >= ROUNDS_FOR_A_VERDICT);
	json_truth("interrupted", run->interrupted);
	json_end();
	json_array("benchmarks");
	for (unsigned rate = 0; rate < run->rates.count; rate++)
		for (unsigned way = 0; way < WAYS; way++)
			put_entries(run, rate, (enum way)way);
	json_end();
	json_array("rates");
	for (unsigned rate = 0; rate < run->rates.count; rate++)
		for (unsigned way = 0; way < WAYS; way++)
			put_way(run, rate, (enum way)way);
	json_end();
	json_object("counted");
	json_count("calls", run->library_calls);
	json_count("slow_paths", run->slow_paths);
	json_end();
	json_end();
}
