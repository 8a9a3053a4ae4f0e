/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* main.c - the simulator's command line, its tables and its JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tools/common/json.h"
#include "../../tools/common/options.h"
#include "simulator.h"

static const char help[] =
	"usage: simulate [--machine NAME] [--seed N] [--set NAME=VALUE]... [--json] TABLE\n"
	"\n"
	"The library's own code on a simulated machine, in virtual time.\n"
	"\n"
	"TABLE is one of:\n"
	"  faults       what once made slow paths worse than the raw call, on 2 CPUs\n"
	"  calibration  raw calls on 2 CPUs, all threads pinned: to be compared with measured ones\n"
	"  growth       2 to 256 CPUs: as many callers; and 8 callers beside hot threads\n"
	"  one          one machine: see below\n"
	"  rates        8 callers at given rates beside 56 hot threads, on 64 CPUs\n"
	"  homes        the same, where each hot thread owns a biased lock and a call is for one of them, also by\n"
	"               slow paths at its home\n"
	"  reclaim      8 threads that retire nodes behind hazard pointers, on 2 to 64 CPUs\n"
	"  parameters   what everything costs, and the source of each figure\n"
	"\n"
	"  --machine NAME   virtual (this project's; for faults and calibration) or hardware (for the others)\n"
	"  --seed N         the same seed gives the same results (1)\n"
	"  --set NAME=VALUE another value of a parameter\n"
	"  --cpus N, --callers N, --hot N, --strangers N, --work US, --length MS\n"
	"                   for the table one (64, 64, 0, 0, 0, 20)\n"
	"  --owners 1       for the table one: as in the table homes (0)\n";

static uint64_t seed = 1;
static bool json;

static void print_time(double nanoseconds)
{
	double time = nanoseconds / 1000;

	printf("%9.*f", time < 10 ? 2 : time < 1000 ? 1 : 0, time);
}

static void begin_table(const char *name)
{
	if (json) {
		json_document("simulate");
		json_text("table", name);
		json_count("seed", seed);
		json_object("parameters");
#define PUT(name, virtual, metal, what, source) json_count(#name, cost.name);
		PARAMETERS(PUT)
		json_end();
		json_array("rows");
		return;
	}
	printf("%-9s%10s%9s%9s%9s%9s%9s%12s\n", "", "calls/s", "mean us", "p50", "p99", "p99.9", "max", "over 1 ms");
	printf("%-9s%16s%15s%16s%11s%10s\n", "", "max in barriers", "barriers/call", "a hot is hit/s", "hot loses",
	       "fairness");
}

static void end_table(void)
{
	if (!json)
		return;
	json_end();
	json_end();
}

static const char *const way_names[] = { "raw", "library", "try", "tickets", "at home" };

static void put_json(const struct situation *situation, const struct outcome *outcome)
{
	json_object(NULL);
	json_text("situation", situation->name);
	json_text("way", way_names[situation->way]);
	json_count("cpus", situation->cpus);
	json_count("callers", situation->callers);
	json_count("hot", situation->hot);
	json_count("strangers", situation->strangers);
	json_count("us", situation->pause);
	json_number("calls", outcome->calls);
	json_number("calls_per_second", outcome->calls / outcome->seconds);
	json_number("mean_ns", outcome->mean);
	json_number("expensive_mean_ns", outcome->expensive);
	json_number("p50_ns", outcome->p50);
	json_number("p99_ns", outcome->p99);
	json_number("p99.9_ns", outcome->p999);
	json_number("max_ns", outcome->longest);
	json_number("over_1ms", outcome->over_1ms);
	json_number("least_served", outcome->least);
	json_number("most_served", outcome->most);
	json_number("barriers_per_call", outcome->barriers / outcome->calls);
	json_number("barrier_p50_ns", outcome->barrier_p50);
	json_number("barrier_max_ns", outcome->barrier_longest);
	json_number("overlapping_barriers", outcome->overlapping);
	json_number("declined", outcome->declined);
	json_number("wake_up_calls", outcome->wakes);
	json_number("interrupts_of_a_hot_thread_per_second", outcome->hot_interrupts);
	json_number("lost_by_hot_threads", outcome->hot_lost);
	json_end();
}

/* Prints one heading for all ways of a situation. */
static void print_heading(const struct situation *situation)
{
	static char last[160];
	char heading[sizeof last];

	snprintf(heading, sizeof heading, "%s: CPUs %u, callers %u, hot %u, strangers %u, %llu us", situation->name,
	         situation->cpus, situation->callers, situation->hot, situation->strangers,
	         (unsigned long long)situation->pause);
	if (strcmp(heading, last) == 0)
		return;
	memcpy(last, heading, sizeof last);
	printf("\n%s\n", heading);
}

static void row(const struct situation *situation)
{
	struct outcome outcome = simulate(situation, seed);

	if (json) {
		put_json(situation, &outcome);
		return;
	}
	print_heading(situation);
	if (outcome.calls == 0) {
		printf("  %-7s no call ended in the time\n", way_names[situation->way]);
		return;
	}
	printf("  %-7s%10.0f", way_names[situation->way], outcome.calls / outcome.seconds);
	print_time(outcome.mean);
	print_time(outcome.p50);
	print_time(outcome.p99);
	print_time(outcome.p999);
	print_time(outcome.longest);
	printf("%11.2f%%\n%-9s%16.2f%15.3f%16.0f%11.3f%10.2f\n", 100 * outcome.over_1ms, "",
	       outcome.longest / outcome.barrier_longest, outcome.barriers / outcome.calls, outcome.hot_interrupts,
	       outcome.hot_lost, outcome.most > 0 ? outcome.least / outcome.most : 0);
}

static void both(struct situation situation)
{
	situation.way = RAW;
	row(&situation);
	situation.way = LIBRARY;
	row(&situation);
}

static void all_ways(struct situation situation)
{
	both(situation);
	situation.way = AT_HOME;
	if (situation.owners)
		row(&situation);
}

/* ---- tables ---------------------------------------------------------------------------- */

#define BESIDE_HOT .cpus = 2, .hot = 1
#define RESTS .program = program_rest_and_call, BESIDE_HOT
static const struct situation fault_rows[] = {
	{ .name = "strangers", RESTS, .callers = 2, .strangers = 2, .pause = 500, .length = 4000, .pins = SPREAD },
	{ .name = "many", RESTS, .callers = 8, .strangers = 8, .pause = 200, .length = 4000, .pins = SPREAD },
	{ .name = "meet", .program = program_meet_and_call, .cpus = 2, .callers = 8, .pause = 10000, .length = 10000 },
	{ .name = "closed", .program = program_work_and_call, BESIDE_HOT, .callers = 8, .strangers = 2, .pause = 20, .length = 2000 },
	{ .name = "fork",
	  .program = program_fork,
	  BESIDE_HOT,
	  .callers = 5,
	  .pause = 1000,
	  .length = 300,
	  .beside = program_call_unmeasured },
	{ .name = "handler",
	  .program = program_call_interrupted,
	  BESIDE_HOT,
	  .callers = 1,
	  .pause = 500,
	  .length = 1000,
	  .pins = SPREAD },
	{ .name = "realtime",
	  RESTS,
	  .callers = 3,
	  .pause = 300,
	  .length = 2000,
	  .pins = TOGETHER,
	  .beside = program_call_unmeasured,
	  .priority = 1 },
};

static void faults(void)
{
	struct situation refusals = {
		.name = "try", .way = TRY, .program = program_work_and_call, BESIDE_HOT, .callers = 4, .length = 200
	};
	struct situation blind = { .name = "wakes blindly",
		                       .way = LIBRARY,
		                       .program = program_crowd_then_alone,
		                       .cpus = 2,
		                       .callers = 8,
		                       .length = 100,
		                       .pins = SPREAD,
		                       .wakes_blindly = true };

	begin_table("faults");
	for (unsigned i = 0; i < sizeof fault_rows / sizeof *fault_rows; i++)
		both(fault_rows[i]);
	row(&refusals);
	row(&blind);
	end_table();
}

static void calibration(void)
{
	static const unsigned cells[][2] = { { 1, 0 }, { 1, 1 }, { 2, 0 }, { 2, 1 }, { 4, 1 }, { 8, 1 }, { 2, 2 }, { 8, 2 } };

	begin_table("calibration");
	for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct situation situation = { .name = "calibration",
			                           .way = RAW,
			                           .program = program_work_and_call,
			                           .cpus = 2,
			                           .callers = cells[i][0],
			                           .hot = cells[i][1],
			                           .length = 1000,
			                           .pins = SPREAD };

		row(&situation);
	}
	end_table();
}

/* Long enough for the slowest way to make some hundred calls. */
static const unsigned sizes[] = { 2, 4, 16, 64, 256 };
enum { SIZES = sizeof sizes / sizeof *sizes };

static void growth(void)
{
	begin_table("growth");
	for (unsigned i = 0; i < SIZES; i++) {
		struct situation situation = {
			.name = "callers", .program = program_work_and_call, .cpus = sizes[i], .callers = sizes[i], .length = 10
		};

		both(situation);
		situation.name = "and work";
		situation.pause = 20 * sizes[i];
		both(situation);
		situation.name = "and hot";
		situation.callers = sizes[i] < 16 ? sizes[i] / 2 : 8;
		situation.hot = sizes[i] - situation.callers;
		situation.pause = 0;
		both(situation);
	}
	end_table();
}

static void at_rates(bool owners)
{
	static const unsigned gaps[] = { 3000, 1000, 300, 150, 100, 70, 30, 0 };

	for (unsigned i = 0; i < sizeof gaps / sizeof *gaps; i++) {
		struct situation situation = { .name = gaps[i] ? "at a rate" : "back to back",
			                           .program = gaps[i] ? program_call_when_due : program_work_and_call,
			                           .cpus = 64,
			                           .callers = 8,
			                           .hot = 56,
			                           .pause = gaps[i],
			                           .length = 30,
			                           .owners = owners };

		all_ways(situation);
	}
}

static void rates(void)
{
	begin_table("rates");
	at_rates(false);
	end_table();
}

static void homes(void)
{
	begin_table("homes");
	at_rates(true);
	end_table();
}

static void reclaim(void)
{
	static const struct {
		unsigned cpus, strangers;
	} machines[] = { { 2, 0 }, { 2, 2 }, { 4, 0 }, { 8, 0 }, { 64, 0 } };
	static const enum way ways[] = { RAW, LIBRARY, TICKETS };

	begin_table("reclaim");
	for (unsigned i = 0; i < sizeof machines / sizeof *machines; i++)
		for (unsigned k = 0; k < sizeof ways / sizeof *ways; k++)
			row(&(struct situation){ .name = "reclaim",
			                         .way = ways[k],
			                         .program = program_reclaim,
			                         .cpus = machines[i].cpus,
			                         .callers = 8,
			                         .strangers = machines[i].strangers,
			                         .length = 100 });
	end_table();
}

static struct situation only = { .name = "one", .program = program_work_and_call, .cpus = 64, .callers = 64, .length = 20 };

static void one(void)
{
	begin_table("one");
	all_ways(only);
	end_table();
}

/* Reads an option of the first table; false if it is not one. */
static bool read_size(const char *name, const char *value)
{
	static unsigned work, length, owners;
	static const struct {
		const char *name;
		unsigned *value, least, most;
	} sizes_of_one[] = {
		{ "--cpus", &only.cpus, 1, MOST_CPUS }, { "--callers", &only.callers, 1, 512 },
		{ "--hot", &only.hot, 0, 256 },         { "--strangers", &only.strangers, 0, MOST_SESSIONS - 1 },
		{ "--work", &work, 0, 1000000 },        { "--length", &length, 1, 100000 },
		{ "--owners", &owners, 0, 1 }
	};
	unsigned long number;

	for (unsigned i = 0; i < sizeof sizes_of_one / sizeof *sizes_of_one; i++)
		if (strcmp(name, sizes_of_one[i].name) == 0 &&
		    parse_number(value, sizes_of_one[i].least, sizes_of_one[i].most, &number)) {
			*sizes_of_one[i].value = (unsigned)number;
			only.pause = work;
			only.length = length ? length : only.length;
			only.owners = owners;
			return true;
		}
	return false;
}

int main(int argc, char **argv)
{
	const char *machine = NULL, *table = NULL, *set[16];
	unsigned sets = 0;
	unsigned long number;
	static const struct {
		const char *name, *machine;
		void (*print)(void);
	} tables[] = { { "faults", "virtual", faults },  { "calibration", "virtual", calibration },
		           { "growth", "hardware", growth }, { "rates", "hardware", rates },
		           { "homes", "hardware", homes },   { "reclaim", "hardware", reclaim },
		           { "one", "hardware", one },       { "parameters", "virtual", parameters_print } };

	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;

		if (strcmp(argv[i], "--help") == 0) {
			fputs(help, stdout);
			return exit_status(EXIT_HOLDS);
		}
		if (strcmp(argv[i], "--json") == 0)
			json = true;
		else if (more && strcmp(argv[i], "--machine") == 0)
			machine = argv[++i];
		else if (more && strcmp(argv[i], "--seed") == 0 && parse_number(argv[i + 1], 1, 1ul << 31, &number))
			seed = number, i++;
		else if (more && strcmp(argv[i], "--set") == 0 && sets < sizeof set / sizeof *set)
			set[sets++] = argv[++i];
		else if (more && read_size(argv[i], argv[i + 1]))
			i++;
		else if (argv[i][0] != '-' && !table)
			table = argv[i];
		else
			return usage_error(NULL, "expected an option or one table, not \"%s\" (see --help)", argv[i]);
	}
	for (unsigned i = 0; table && i < sizeof tables / sizeof *tables; i++) {
		if (strcmp(table, tables[i].name) != 0)
			continue;
		if (!parameters_choose(machine ? machine : tables[i].machine))
			return usage_error(NULL, "expected --machine to be virtual or hardware, not \"%s\"", machine);
		for (unsigned k = 0; k < sets; k++)
			if (!parameters_set(set[k]))
				return usage_error(NULL, "expected --set to have NAME=VALUE of a parameter, not \"%s\"", set[k]);
		tables[i].print();
		return exit_status(EXIT_HOLDS);
	}
	return usage_error(NULL, "expected one of the tables (see --help)");
}
