/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* open_loop.c - slow paths, the raw call and no call at a given rate: their lateness, and the loss of a hot thread. */
#include "open_loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tools/common/interrupt.h"
#include "../tools/common/options.h"
#include "../tools/common/sys.h"
#include "../tools/measure/contention.h"

static const char help[] =
	"usage: open_loop [OPTIONS]\n"
	"\n"
	"Threads that make slow paths at a given rate, whether those before are done or not,\n"
	"beside one hot thread: latency from the intended time, and the hot thread's pace.\n"
	"\n"
	"  --rates LIST     slow paths per second, of all threads together (2000,10000,40000)\n"
	"  --callers N      threads (8)\n"
	"  --evenly         at equal intervals (at random ones: a Poisson process)\n"
	"  --seconds S      how long in all, in whole rounds, at least one (30)\n"
	"  --slice MS       milliseconds of a slice (200)\n"
	"  --json FILE      write JSON there too\n"
	"  --progress, --no-progress   (only on a terminal)\n"
	"\n"
	"Ways: nothing (how late threads wake here), raw (the system call), library.\n";

static const char *measure_round(struct open_loop *run, uint64_t *random, struct open_sample (*round)[WAYS])
{
	const char *reason = NULL;

	for (unsigned rate = 0; rate < run->rates.count && !reason; rate++) {
		unsigned first = random_below(random, WAYS), step = 1 + random_below(random, 2);
		uint64_t seed = *random; /* All three have the same timetables. */

		for (unsigned i = 0; i < WAYS && !reason; i++) { /* WAYS is prime, so any step visits all. */
			enum way way = (enum way)((first + i * step) % WAYS);

			if (run->progress)
				fprintf(stderr, "\ropen_loop: round %u, %6u per second, %-8s", run->rounds + 1, run->rates.value[rate],
				        way_names[way]);
			reason = interrupt_seen() ? "interrupted before the first round was complete"
			                          : open_slice(run, rate, way, seed, &round[rate][way]);
		}
	}
	return reason;
}

static void forget_warm_up(struct open_loop *run)
{
	memset(run->all, 0, sizeof run->all);
}

static const char *measure(struct open_loop *run)
{
	static struct open_sample warm;
	uint64_t random = sys_nanoseconds() | 1, begin;
	const char *reason = open_slice(run, 0, LIBRARY, random, &warm);

	forget_warm_up(run);
	begin = sys_nanoseconds();
	while (!reason && run->rounds < MOST_ROUNDS) {
		reason = measure_round(run, &random, run->round[run->rounds]);
		if (reason)
			break;
		run->rounds++;
		run->took = (double)(sys_nanoseconds() - begin) / 1e9;
		if (run->took + run->took / run->rounds / 2 >= run->seconds)
			break;
	}
	if (run->progress)
		fprintf(stderr, "\r%60s\r", "");
	run->interrupted = interrupt_seen();
	return run->rounds ? NULL : reason;
}

int main(int argc, char **argv)
{
	static struct open_loop run = {
		.rates = { 3, { 2000, 10000, 40000 } }, .callers = 8, .seconds = 30, .slice = 200, .pinned = true
	};
	const char *json = NULL, *reason;
	const struct setting settings[] = {
		{ "--rates", LIST, &run.rates, 1, 10000000 }, { "--callers", NUMBER, &run.callers, 1, MOST_CALLERS },
		{ "--evenly", TRUE, &run.evenly, 0, 0 },      { "--seconds", NUMBER, &run.seconds, 0, 3600 },
		{ "--slice", NUMBER, &run.slice, 1, 2000 },   { "--json", TEXT, &json, 0, 0 },
		{ "--progress", TRUE, &run.progress, 0, 0 },  { "--no-progress", FALSE, &run.progress, 0, 0 },
	};

	(void)argc;
	run.progress = sys_is_terminal(stderr);
	read_settings(help, settings, sizeof settings / sizeof *settings, argv);
	if (!contender_raw.call()) {
		puts("cannot be tried here: the system has no raw call, or refuses it");
		return EXIT_UNTRIED;
	}
	run.round = calloc(MOST_ROUNDS, sizeof *run.round);
	watch_for_interrupt();
	reason = run.round ? measure(&run) : "out of memory";
	if (reason) {
		fprintf(stderr, "open_loop: nothing could be measured: %s\n", reason);
		return run.interrupted ? EXIT_INTERRUPTED : EXIT_UNTRIED;
	}
	open_text(&run);
	if (json) {
		if (!write_to(json))
			return EXIT_USAGE;
		open_json(&run);
	}
	return run.interrupted ? EXIT_INTERRUPTED : EXIT_HOLDS;
}
