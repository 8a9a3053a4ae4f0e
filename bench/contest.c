/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* contest.c - the common part of programs that have a table of contenders: options, run, reports. */
#include "contest.h"

#include <stdio.h>
#include <string.h>

#include "../tools/common/options.h"
#include "../tools/common/sys.h"

static const char *const refused = "cannot be tried here: the system has no raw call, or refuses it";

/* The others are compared with the first. */
static void set_contenders(struct contention *contention, const struct contest *contest)
{
	for (char *name = strtok(contest->names, ","); name; name = strtok(NULL, ",")) {
		const struct contender *contender = contest->find(name);

		if (!contender || contention->contenders == MOST_CONTENDERS)
			wrong_setting("--contenders", "contenders that --help lists and that this program was built with", name);
		contention->contender[contention->contenders++] = contender;
	}
	if (!contention->contenders)
		wrong_setting("--contenders", "a list of names", "");
}

static bool is_written(const char *name)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	perror(name);
	return false;
}

static int report(const struct contention *contention, const struct contest *contest, const char *json, const char *data)
{
	static struct figures figures;

	contention_compute(contention, &figures);
	contention_text(contention, &figures, false);
	if (contest->absent)
		puts(contest->absent);
	if (!is_written("standard output"))
		return EXIT_USAGE;
	if (json) {
		if (!write_to(json))
			return EXIT_USAGE;
		contention_json(contention, &figures);
		if (!is_written(json))
			return EXIT_USAGE;
	}
	if (data) {
		if (!write_to(data))
			return EXIT_USAGE;
		contention_data(&figures);
		if (!is_written(data))
			return EXIT_USAGE;
	}
	return contention->interrupted ? EXIT_INTERRUPTED : EXIT_HOLDS;
}

int contest_run(struct contention *contention, struct contest *contest, const char *help, char **argv)
{
	struct list callers = { 6, { 1, 2, 4, 8, 16, 32 } }, hot = { 3, { 0, 1, 2 } };
	const char *json = NULL, *data = NULL, *reason;
	struct setting settings[16] = {
		{ "--callers", LIST, &callers, 1, 256 },
		{ "--hot", LIST, &hot, 0, 256 },
		{ "--seconds", NUMBER, &contention->seconds, 0, 3600 },
		{ "--slice", NUMBER, &contention->slice, 1, 1000 },
		{ "--settle", NUMBER, &contention->settle, 0, 1000 },
		{ "--contenders", TEXT, &contest->names, 0, 0 },
		{ "--json", TEXT, &json, 0, 0 },
		{ "--data", TEXT, &data, 0, 0 },
		{ "--progress", TRUE, &contention->progress, 0, 0 },
		{ "--no-progress", FALSE, &contention->progress, 0, 0 },
	};
	unsigned count = 10;

	contention->seconds = 30;
	contention->slice = SLICE_DEFAULT;
	contention->settle = SETTLE_DEFAULT;
	contention->progress = sys_is_terminal(stderr);
	for (unsigned i = 0; i < contest->mores; i++)
		settings[count++] = contest->more[i];
	read_settings(help, settings, count, argv);
	if (!contention_cells(contention, callers.value, callers.count, hot.value, hot.count))
		wrong_setting("--callers and --hot", "shorter lists, or of fewer threads", "these");
	set_contenders(contention, contest);
	if (!contender_raw.call()) {
		puts(refused);
		return EXIT_UNTRIED;
	}
	reason = contention_run(contention);
	if (reason) {
		fprintf(stderr, "%s: nothing could be measured: %s\n", contention->name, reason);
		return contention->interrupted ? EXIT_INTERRUPTED : EXIT_UNTRIED;
	}
	return report(contention, contest, json, data);
}
