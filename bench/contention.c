/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * contention.c - slow paths of many threads at once, beside hot threads: the library, a
 * mutex in front of the raw call, and liburcu's grace periods against the raw call.
 *
 * The same measurement as `membarrier bench --contention`, with peers a user need not have.
 */
#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench_contention.h"
#include "peers.h"
#include "sys.h"
#include "tool.h"

static const char help[] =
	"usage: contention [OPTIONS]\n"
	"\n"
	"  --callers LIST      threads that call back to back (1,2,4,8,16,32)\n"
	"  --hot LIST          threads that run fast paths beside them (0,1,2)\n"
	"  --contenders LIST   of raw, again, library, mutex, liburcu (all that are here); raw comes\n"
	"                      first; again is raw once more, and shows what differs for no reason\n"
	"  --seconds S         how long in all, in whole rounds, one at least (30)\n"
	"  --slice MS          milliseconds of one slice (40)\n"
	"  --json FILE         write JSON there too\n"
	"  --progress, --no-progress\n"
	"  --help\n"
	"\n"
	"liburcu's grace period does more than a barrier: it also waits for readers. The hot\n"
	"threads are registered readers outside of any section, and the callers registered too.\n"
	"\n"
	"exit status: 0 measured, 2 wrong command line, 77 cannot be tried here, 130 interrupted\n";

/* ---- contenders ------------------------------------------------------------ */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static bool call_behind_mutex(void)
{
	bool made;

	pthread_mutex_lock(&mutex);
	made = contender_raw.call();
	pthread_mutex_unlock(&mutex);
	return made;
}

static const struct contender *known(const char *name)
{
	static struct contender again, behind_mutex, liburcu;

	again = contender_raw;
	again.name = "again";
	behind_mutex = (struct contender){.name = "mutex", .call = call_behind_mutex};
	liburcu = (struct contender){
		.name = "liburcu", .call = peer_urcu_synchronize, .attach = peer_urcu_attach, .detach = peer_urcu_detach};
	if (strcmp(name, "raw") == 0)
		return &contender_raw;
	if (strcmp(name, "again") == 0)
		return &again;
	if (strcmp(name, "library") == 0)
		return &contender_library;
	if (strcmp(name, "mutex") == 0)
		return &behind_mutex;
	return strcmp(name, "liburcu") == 0 && peer_urcu_version() ? &liburcu : NULL;
}

static bool set_contenders(struct contention *contention, char *list)
{
	contention->contenders = 0;
	contention->contender[contention->contenders++] = &contender_raw;
	for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
		const struct contender *contender = known(name);

		if (!contender || contention->contenders == MOST_CONTENDERS)
			return false;
		if (contender != &contender_raw)
			contention->contender[contention->contenders++] = contender;
	}
	return true;
}

/* ---- options --------------------------------------------------------------- */

static int wrong(const char *option, const char *expected, const char *value)
{
	fprintf(stderr, "contention: expected %s to be %s, not \"%s\" (see --help)\n", option, expected, value);
	exit(EXIT_USAGE);
}

static unsigned number(const char *option, const char *text, unsigned long least, unsigned long most)
{
	char expected[80];
	unsigned long value = 0;

	snprintf(expected, sizeof expected, "a number from %lu to %lu", least, most);
	if (!parse_number(text, least, most, &value))
		wrong(option, expected, text);
	return (unsigned)value;
}

#define MOST_LISTED 16

static unsigned numbers(const char *option, char *list, unsigned long least, unsigned *values)
{
	unsigned count = 0;

	for (char *text = strtok(list, ","); text; text = strtok(NULL, ",")) {
		if (count == MOST_LISTED)
			wrong(option, "a shorter list", text);
		values[count++] = number(option, text, least, 256);
	}
	if (!count)
		wrong(option, "a list of numbers", list);
	return count;
}

struct options {
	char callers[100], hot[100], contenders[100];
	const char *json;
};

enum { CALLERS = 256, HOT, CONTENDERS, SECONDS, SLICE, JSON, PROGRESS, NO_PROGRESS, HELP };

static void read_option(int option, struct contention *contention, struct options *options)
{
	switch (option) {
	case CALLERS:
		snprintf(options->callers, sizeof options->callers, "%s", optarg);
		break;
	case HOT:
		snprintf(options->hot, sizeof options->hot, "%s", optarg);
		break;
	case CONTENDERS:
		snprintf(options->contenders, sizeof options->contenders, "%s", optarg);
		break;
	case SECONDS:
		contention->seconds = number("--seconds", optarg, 0, 3600);
		break;
	case SLICE:
		contention->slice = number("--slice", optarg, 1, 1000);
		break;
	case JSON:
		options->json = optarg;
		break;
	case PROGRESS:
	case NO_PROGRESS:
		contention->progress = option == PROGRESS;
		break;
	case HELP:
		fputs(help, stdout);
		exit(EXIT_HOLDS);
	default:
		fprintf(stderr, "contention: %s: no such option, or one without its value (see --help)\n", optarg ? optarg : "");
		exit(EXIT_USAGE);
	}
}

static void read_options(int argc, char **argv, struct contention *contention, struct options *options)
{
	static const struct option known_options[] = {
		{"callers", required_argument, NULL, CALLERS},
		{"hot", required_argument, NULL, HOT},
		{"contenders", required_argument, NULL, CONTENDERS},
		{"seconds", required_argument, NULL, SECONDS},
		{"slice", required_argument, NULL, SLICE},
		{"json", required_argument, NULL, JSON},
		{"progress", no_argument, NULL, PROGRESS},
		{"no-progress", no_argument, NULL, NO_PROGRESS},
		{"help", no_argument, NULL, HELP},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", known_options, NULL)) != -1)
		read_option(option, contention, options);
	if (optind < argc)
		wrong("arguments", "options only", argv[optind]);
}

static void set_cells(struct contention *contention, struct options *options)
{
	unsigned callers[MOST_LISTED], hot[MOST_LISTED];
	unsigned rows = numbers("--callers", options->callers, 1, callers);
	unsigned columns = numbers("--hot", options->hot, 0, hot);

	if (rows * columns > MOST_CELLS)
		wrong("--callers and --hot", "fewer", "so many");
	for (unsigned i = 0; i < columns; i++)
		for (unsigned k = 0; k < rows; k++)
			contention->cell[contention->cells++] = (struct cell){.callers = callers[k], .hot = hot[i]};
}

int main(int argc, char **argv)
{
	static struct contention contention = {.seconds = 30, .slice = 40};
	struct options options = {.callers = "1,2,4,8,16,32", .hot = "0,1,2"};
	const char *reason;

	snprintf(options.contenders, sizeof options.contenders, "raw,library,mutex%s", peer_urcu_version() ? ",liburcu" : "");
	contention.progress = sys_is_terminal(stderr);
	read_options(argc, argv, &contention, &options);
	set_cells(&contention, &options);
	if (!set_contenders(&contention, options.contenders))
		wrong("--contenders", "of raw, again, library, mutex and, if it was there at build time, liburcu", options.contenders);
	if (!contender_raw.call()) {
		printf("cannot be tried here: the system refuses the raw call\n");
		return EXIT_UNTRIED;
	}
	reason = contention_run(&contention);
	if (reason) {
		fprintf(stderr, "contention: nothing could be measured: %s\n", reason);
		return contention.interrupted ? EXIT_INTERRUPTED : EXIT_UNTRIED;
	}
	contention_text(&contention);
	if (!peer_urcu_version())
		printf("liburcu: absent when this was built\n");
	if (options.json && !freopen(options.json, "w", stdout)) {
		perror(options.json);
		return EXIT_USAGE;
	}
	if (options.json)
		contention_json(&contention, "contention");
	return contention.interrupted ? EXIT_INTERRUPTED : EXIT_HOLDS;
}
