/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails.c - how long single slow paths take, above all the slowest: options, and the rows that they select. */
#include "tails.h"

#include <stdio.h>
#include <string.h>

#include "../tools/common/interrupt.h"
#include "../tools/common/options.h"
#include "../tools/common/sys.h"
#include "settings.h"

static const char help[] =
	"usage: tails [OPTIONS]\n"
	"\n"
	"How long single slow paths take, above all the slowest, against the raw call in the same\n"
	"rounds: mean, p50, p99, p99.9, max; calls of the least served caller for each of the most\n"
	"served one's. The raw call is measured twice: the difference is the noise.\n"
	"\n"
	"A grid of closed loops (work, a call, work, a call):\n"
	"  --callers LIST      threads (1,8)\n"
	"  --hot LIST          threads that run fast paths beside them (0,1)\n"
	"  --strangers LIST    busy processes of other sessions (0,2)\n"
	"  --work LIST         microseconds of work between calls, half to one and a half (20,500)\n"
	"\n"
	"  --situations LIST   of closed (that grid), and with numbers of their own (all):\n"
	"                      open      8 callers at random times, counted from when they were due\n"
	"                      nice      closed beside strangers of higher and of lower priority\n"
	"                      meet      8 callers that wake at the same time, each 10 ms\n"
	"                      fork      the first call in a child, while 4 callers call back to back\n"
	"                      handler   a signal handler on top of its own thread's call\n"
	"                      realtime  a SCHED_FIFO caller on the CPU of 2 ordinary ones\n"
	"  --part I/N          of the rows each N-th, from the I-th on (1/1)\n"
	"  --pinned            callers are pinned to CPUs in turn (they are not)\n"
	"  --seconds S         how long in all, in whole rounds, at least one (60)\n"
	"  --rounds N          the fewest rounds, however long they take (1)\n"
	"  --slice MS          milliseconds of a slice (100) ...\n"
	"  --settle MS         ... after others that are not counted (10)\n"
	"  --json FILE         write JSON there too\n"
	"  --progress, --no-progress   (only on a terminal)\n";

struct grid {
	struct list callers, hot, strangers, work;
};

static void add(struct tails *tails, struct tails_row row)
{
	if (tails->rows == MOST_ROWS)
		wrong_setting("--callers, --hot, --strangers and --work", "shorter lists", "these");
	tails->row[tails->rows++] = row;
}

static void add_grid(struct tails *tails, const struct grid *grid)
{
	for (unsigned a = 0; a < grid->callers.count; a++)
		for (unsigned b = 0; b < grid->hot.count; b++)
			for (unsigned c = 0; c < grid->strangers.count; c++)
				for (unsigned d = 0; d < grid->work.count; d++)
					add(tails, (struct tails_row){ CLOSED, grid->callers.value[a], grid->hot.value[b],
					                               grid->strangers.value[c], 0, grid->work.value[d] });
}

/* Rows with fixed numbers, by their names in options. */
static const struct {
	const char *name;
	struct tails_row row;
} special[] = {
	{ "open", { OPEN, 8, 1, 0, 0, 1000 } },        { "open", { OPEN, 8, 1, 2, 0, 1000 } },
	{ "nice", { CLOSED, 8, 1, 2, -10, 200 } },     { "nice", { CLOSED, 8, 1, 2, 10, 200 } },
	{ "meet", { MEET, 8, 0, 0, 0, 10000 } },       { "meet", { MEET, 8, 1, 0, 0, 10000 } },
	{ "fork", { FORK, 4, 1, 0, 0, 1000 } },        { "handler", { HANDLER, 1, 1, 0, 0, 500 } },
	{ "realtime", { REALTIME, 3, 1, 0, 0, 300 } },
};

static void add_situation(struct tails *tails, const struct grid *grid, const char *name)
{
	bool found = strcmp(name, "closed") == 0;

	if (found)
		add_grid(tails, grid);
	for (unsigned i = 0; i < sizeof special / sizeof *special; i++)
		if (strcmp(name, special[i].name) == 0) {
			add(tails, special[i].row);
			found = true;
		}
	if (!found)
		wrong_setting("--situations", "situations that --help lists", name);
}

static void keep_part(struct tails *tails, const char *part)
{
	unsigned number = 0, of = 0, kept = 0;
	char more;

	if (sscanf(part, "%u/%u%c", &number, &of, &more) != 2 || number < 1 || number > of)
		wrong_setting("--part", "a part as in 1/4", part);
	for (unsigned i = number - 1; i < tails->rows; i += of)
		tails->row[kept++] = tails->row[i];
	tails->rows = kept;
	if (!kept)
		wrong_setting("--part", "one that has rows", part);
}

static int report(const struct tails *tails, const char *json)
{
	tails_text(tails);
	if (json) {
		if (!write_to(json))
			return EXIT_USAGE;
		tails_json(tails);
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror(json ? json : "standard output");
		return EXIT_USAGE;
	}
	return tails->interrupted ? EXIT_INTERRUPTED : EXIT_HOLDS;
}

int main(int argc, char **argv)
{
	static struct tails tails = { .seconds = 60, .least_rounds = 1, .slice = 100, .settle = 10 };
	struct grid grid = { { 2, { 1, 8 } }, { 2, { 0, 1 } }, { 2, { 0, 2 } }, { 2, { 20, 500 } } };
	static char all[] = "closed,open,nice,meet,fork,handler,realtime";
	char *situations = all;
	const char *json = NULL, *part = "1/1", *reason;
	const struct setting settings[] = {
		{ "--callers", LIST, &grid.callers, 1, MOST_CALLERS },
		{ "--hot", LIST, &grid.hot, 0, 64 },
		{ "--strangers", LIST, &grid.strangers, 0, 256 },
		{ "--work", LIST, &grid.work, 0, 1000000 },
		{ "--situations", TEXT, &situations, 0, 0 },
		{ "--part", TEXT, &part, 0, 0 },
		{ "--pinned", TRUE, &tails.pinned, 0, 0 },
		{ "--seconds", NUMBER, &tails.seconds, 0, 3600 },
		{ "--rounds", NUMBER, &tails.least_rounds, 1, 1000 },
		{ "--slice", NUMBER, &tails.slice, 1, 2000 },
		{ "--settle", NUMBER, &tails.settle, 0, 1000 },
		{ "--json", TEXT, &json, 0, 0 },
		{ "--progress", TRUE, &tails.progress, 0, 0 },
		{ "--no-progress", FALSE, &tails.progress, 0, 0 },
	};

	(void)argc;
	tails.progress = sys_is_terminal(stderr);
	read_settings(help, settings, sizeof settings / sizeof *settings, argv);
	for (char *name = strtok(situations, ","); name; name = strtok(NULL, ","))
		add_situation(&tails, &grid, name);
	if (!tails.rows)
		wrong_setting("--situations", "a list of names", "");
	keep_part(&tails, part);
	if (!contender_raw.call()) {
		puts("cannot be tried here: the system has no raw call, or refuses it");
		return EXIT_UNTRIED;
	}
	reason = tails_run(&tails);
	if (reason) {
		fprintf(stderr, "tails: nothing could be measured: %s\n", reason);
		return tails.interrupted ? EXIT_INTERRUPTED : EXIT_UNTRIED;
	}
	return report(&tails, json);
}
