/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * costs.c - what the barriers of each side cost, with peers: the loops of `membarrier bench`, and
 * those of liburcu and Concurrency Kit. The first cells of contention have the cost of slow paths.
 *
 * One thread on one CPU stores, executes the barrier, and loads. Another CPU does nothing
 * (private line), or reads the stored line as fast as possible (polled line).
 */
#include <math.h>
#include <membarrier.h>
#include <stdio.h>
#include <stdlib.h>

#include "../tools/common/interrupt.h"
#include "../tools/common/json.h"
#include "../tools/common/options.h"
#include "../tools/common/plural.h"
#include "../tools/common/sys.h"
#include "../tools/common/term.h"
#include "../tools/measure/costs.h"
#include "../tools/measure/document.h"
#include "peers.h"
#include "settings.h"

static const char help[] =
	"usage: costs [OPTIONS]\n"
	"\n"
	"Nanoseconds for a store, a barrier and a load, less the same with a compiler barrier.\n"
	"\n"
	"  --seconds S    how long in all, in whole rounds, at least one (10)\n"
	"  --slice MS     milliseconds of a slice (10)\n"
	"  --json FILE    write JSON there too\n"
	"  --progress, --no-progress   (only on a terminal)\n"
	"\n"
	"liburcu's rows are a whole read section, which also says that it is over.\n";

static const struct way {
	const char *name, *text;
	hot_loop *loop;
	const char *(*version)(void); /* of a peer */
} ways[] = {
	{ "compiler_barrier", "the loop itself", loop_compiler, NULL },
	{ "fast_path", "membarrier_fast_path()", loop_fast, NULL },
	{ "normal_path", "membarrier_normal_path()", loop_normal, NULL },
	{ "c11_fence", "C11 seq_cst fence, as compiled here", loop_c11, NULL },
#if HAVE_MFENCE
	{ "mfence", "mfence", loop_mfence, NULL },
#endif
	{ "liburcu_memb_reader", "liburcu memb: read_lock, read_unlock", loop_urcu_memb_reader, peer_urcu_version },
	{ "liburcu_mb_reader", "liburcu mb: read_lock, read_unlock", loop_urcu_mb_reader, peer_urcu_version },
	{ "liburcu_smp_mb", "liburcu: cmm_smp_mb()", loop_urcu_smp_mb, peer_urcu_version },
	{ "ck_fence_memory", "Concurrency Kit: ck_pr_fence_memory()", loop_ck_fence_memory, peer_ck_version },
};

enum { WAYS = sizeof ways / sizeof *ways, LINES = 2, MOST_ROUNDS = 10000 };

static const char *const line_names[LINES] = { "private_line", "polled_line" };

static struct costs {
	unsigned seconds, slice; /* milliseconds */
	bool progress, interrupted;
	atomic_bool unpinned; /* a thread could not be pinned */
	unsigned cpus, cpu[2];
	unsigned rounds;
	double took;
	double (*round)[LINES][WAYS]; /* nanoseconds per turn */
	uint64_t turns[LINES][WAYS];
	struct lines lines;
	atomic_bool poll, stop;
	atomic_uint sink;                 /* uses the results of the loops */
	_Alignas(LINE) atomic_uint polls; /* how often the line was polled */
} run = { .seconds = 10, .slice = 10 };

static bool is_here(unsigned way)
{
	return !ways[way].version || ways[way].version();
}

/* ---- measuring ---------------------------------------------------------------- */

/* Sleeps, or polls the stored line. */
static void poller_runs(void *argument)
{
	unsigned sum = 0, polls = 0;

	(void)argument;
	if (!sys_pin(run.cpu[1]))
		atomic_store_explicit(&run.unpinned, true, memory_order_relaxed);
	while (!atomic_load_explicit(&run.stop, memory_order_relaxed)) {
		if (!atomic_load_explicit(&run.poll, memory_order_relaxed))
			sys_sleep(1);
		else
			for (unsigned i = 0; i < 1000; i++) {
				sum += atomic_load_explicit(&run.lines.stored, memory_order_relaxed);
				atomic_store_explicit(&run.polls, ++polls, memory_order_relaxed);
			}
	}
	atomic_store_explicit(&run.sink, sum, memory_order_relaxed);
}

static double take_slice(unsigned line, unsigned way)
{
	uint64_t begin = sys_nanoseconds(), end, turns = 0;

	do {
		unsigned sum = ways[way].loop(&run.lines, 2000);

		atomic_store_explicit(&run.sink, sum, memory_order_relaxed);
		turns += 2000;
		end = sys_nanoseconds();
	} while (end - begin < run.slice * UINT64_C(1000000));
	run.turns[line][way] += turns;
	return (double)(end - begin) / (double)turns;
}

/* Takes a slice again if the line was not polled when it began or when it ended. */
static double slice(unsigned line, unsigned way)
{
	const uint64_t turns = run.turns[line][way];
	unsigned tries = 0;
	bool polled;
	double time;

	do {
		run.turns[line][way] = turns; /* without those of a slice that does not count */
		polled = line == 0 || turns_go_on(&run.polls);
		time = take_slice(line, way);
		polled = line == 0 || (turns_go_on(&run.polls) && polled);
	} while (!polled && ++tries < MOST_TRIES);
	return time;
}

static void measure_round(uint64_t *random)
{
	unsigned lines = run.cpus > 1 ? LINES : 1, first_line = random_below(random, lines);

	for (unsigned i = 0; i < lines; i++) {
		unsigned line = (first_line + i) % lines, order[WAYS];

		atomic_store_explicit(&run.poll, line == 1, memory_order_relaxed);
		sys_sleep(2); /* until the poller has noticed */
		random_order(order, WAYS, random);
		for (unsigned k = 0; k < WAYS; k++)
			if (is_here(order[k]))
				run.round[run.rounds][line][order[k]] = slice(line, order[k]);
	}
}

static const char *measure(void)
{
	uint64_t random = sys_nanoseconds() | 1, begin;
	struct sys_thread *poller;

	run.round = calloc(MOST_ROUNDS, sizeof *run.round);
	if (!run.round)
		return "out of memory";
	poller = sys_thread_start(poller_runs, NULL);
	if (!poller)
		return "no second thread could be started";
	if (!sys_pin(run.cpu[0]))
		atomic_store_explicit(&run.unpinned, true, memory_order_relaxed);
	if (peer_urcu_version())
		peer_urcu_attach();
	slice(0, 0); /* warm-up */
	begin = sys_nanoseconds();
	do {
		measure_round(&random);
		run.rounds++;
		run.took = (double)(sys_nanoseconds() - begin) / 1e9;
		run.interrupted = interrupt_seen();
		if (run.progress)
			fprintf(stderr, "\rcosts: %3.0f %%", run.took < run.seconds ? 100 * run.took / run.seconds : 100.0);
	} while (!run.interrupted && run.rounds < MOST_ROUNDS && run.took + run.took / run.rounds / 2 < run.seconds);
	if (run.progress)
		fprintf(stderr, "\r%20s\r", "");
	if (peer_urcu_version())
		peer_urcu_detach();
	atomic_store_explicit(&run.stop, true, memory_order_relaxed);
	sys_thread_join(poller);
	return NULL;
}

/* ---- reports -------------------------------------------------------------------- */

/* Returns the time of a turn; if beyond is set, without the time of the loop itself in the same round. */
static struct summary cost(unsigned line, unsigned way, bool beyond)
{
	static double values[MOST_ROUNDS];

	for (unsigned i = 0; i < run.rounds; i++)
		values[i] = run.round[i][line][way] - (beyond ? run.round[i][line][0] : 0);
	return summarise(values, run.rounds);
}

static void print_text(void)
{
	char system[256];

	sys_describe(system, sizeof system);
	printf("%s, %u CPU%s\nmeasured on CPU %u, polled from CPU %u%s\n", system, run.cpus, plural(run.cpus), run.cpu[0],
	       run.cpu[1], run.unpinned ? " (not pinned: this system refused)" : "");
	printf("%u round%s in %.1f s, in each one slice of %u ms per row, in random order\n", run.rounds,
	       plural(run.rounds), run.took, run.slice);
	printf("\n%-40s%18s %18s\n", "A store, a barrier, a load: ns", "private line", "polled line");
	for (unsigned way = 0; way < WAYS; way++) {
		printf("%s%-38s", way ? "+ " : "  ", ways[way].text);
		for (unsigned line = 0; line < LINES; line++) {
			bool clipped;
			struct summary summary = clip(cost(line, way, way > 0), &clipped);
			/* On a busy machine a median may be 10000 and more, and must fit too. */
			int decimals = summary.median < 1000 ? 1 : 0;
			char text[64];

			if (!is_here(way))
				print_column(19, "absent");
			else if (line && run.cpus < 2)
				print_column(19, "needs two CPUs");
			else {
				print_column(6, "%.*f", decimals, summary.median);
				print_column(13, "%s%s", quartiles_text(summary, decimals, text), clipped ? "~" : " ");
			}
		}
		putchar('\n');
	}
	puts("~ below 0 by the noise of this run: printed as 0");
}

static void put_way(unsigned line, unsigned way)
{
	char name[80];
	bool clipped;

	snprintf(name, sizeof name, "costs/%s/%s", line_names[line], ways[way].name);
	for (unsigned i = 0; i < run.rounds; i++) {
		document_entry(name, NULL, run.rounds, 1 + line);
		json_count("repetition_index", i);
		document_time(run.turns[line][way] / run.rounds, run.round[i][line][way], "ns");
		json_end();
	}
	document_entry(name, "median", run.rounds, 1 + line);
	document_time(run.turns[line][way], cost(line, way, false).median, "ns");
	document_summary("beyond_the_loop_ns", clip(cost(line, way, true), &clipped));
	json_truth("clipped_at_0", clipped);
	json_end();
}

static void print_json(void)
{
	json_document("costs");
	document_context("bench/costs", run.cpus);
	json_truth("pinned", !run.unpinned);
	json_count("cpu", run.cpu[0]);
	json_count("slice_ms", run.slice);
	json_number("seconds", run.took);
	json_count("rounds", run.rounds);
	json_truth("rounds_enough", run.rounds >= ROUNDS_FOR_A_VERDICT);
	json_truth("interrupted", run.interrupted);
	json_text("liburcu", peer_urcu_version());
	json_text("ck", peer_ck_version());
	json_end();
	json_array("benchmarks");
	for (unsigned line = 0; line < (run.cpus > 1 ? LINES : 1); line++)
		for (unsigned way = 0; way < WAYS; way++)
			if (is_here(way))
				put_way(line, way);
	json_end();
	json_end();
}

int main(int argc, char **argv)
{
	const char *json = NULL, *reason;
	const struct setting settings[] = {
		{ "--seconds", NUMBER, &run.seconds, 0, 3600 },
		{ "--slice", NUMBER, &run.slice, 1, 1000 },
		{ "--json", TEXT, &json, 0, 0 },
		{ "--progress", TRUE, &run.progress, 0, 0 },
		{ "--no-progress", FALSE, &run.progress, 0, 0 },
	};

	(void)argc;
	run.progress = sys_is_terminal(stderr);
	read_settings(help, settings, sizeof settings / sizeof *settings, argv);
	run.cpus = sys_allowed_cpus(run.cpu, 2);
	watch_for_interrupt();
	reason = measure();
	if (reason) {
		printf("cannot be tried here: %s\n", reason);
		return EXIT_UNTRIED;
	}
	print_text();
	if (json) {
		if (!write_to(json))
			return EXIT_USAGE;
		print_json();
	}
	return run.interrupted ? EXIT_INTERRUPTED : EXIT_HOLDS;
}
