/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync.c - measures what sync.h says, and prints each bar with its verdict. */
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>

#include "settings.h"
#include "sync.h"

#define HELP                                                                 \
	"usage: sync [OPTION...]\n"                                              \
	"  --seconds S    how long in all, in whole rounds, one at least (60)\n" \
	"  --slice MS     milliseconds of a slice (10)\n"                        \
	"  --json FILE    write the bars as JSON there too\n"

/* Are the first two CPUs siblings of one core? -1: not known. */
static int siblings(void)
{
	FILE *list = fopen("/sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "r");
	char text[80] = "";

	if (!list)
		return -1;
	if (!fgets(text, sizeof text, list))
		text[0] = 0;
	fclose(list);
	return text[0] ? strchr(text, ',') != NULL || strchr(text, '-') != NULL : -1;
}

static FILE *open_json(const char *file)
{
	FILE *json = file ? fopen(file, "w") : NULL;

	if (file && !json) {
		perror(file);
		exit(2);
	}
	return json;
}

int main(int argc, char **argv)
{
	static struct results results;
	unsigned seconds = 60, milliseconds = 10, slices = 0;
	const char *file = NULL;
	const struct setting settings[] = {
		{ "--seconds", NUMBER, &seconds, 0, 3600 },
		{ "--slice", NUMBER, &milliseconds, 1, 1000 },
		{ "--json", TEXT, &file, 0, 0 },
	};
	FILE *json;

	(void)argc;
	read_settings(HELP, settings, sizeof settings / sizeof *settings, argv);
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC)) {
		puts("cannot be tried here: the strategy in use is plain fences, and all forms are the same");
		return 77;
	}
	json = open_json(file);
	results.count = sync_ours(results.contenders);
	results.count += sync_peers(results.contenders + results.count, results.absent);
#ifdef HAVE_CXX
	results.count += sync_peers_cxx(results.contenders + results.count);
#else
	strcat(results.absent, " a C++ compiler;");
#endif
	strcat(results.absent, " folly (Debian 12 has no package)");
	slices = results.count * 11; /* About so many take part in a situation. */
	results.rounds = seconds * 1000 / (slices * (milliseconds + 2));
	results.rounds = results.rounds < 1 ? 1 : results.rounds > MOST_ROUNDS ? MOST_ROUNDS : results.rounds;
	printf("The first two CPUs are %s.\n", siblings() > 0 ? "siblings of one core"
	                                       : siblings()   ? "not known to be siblings"
	                                                      : "on cores of their own");
	sync_measure(&results, milliseconds);
	sync_measure_records(&results);
	sync_print(&results);
	if (json)
		fprintf(json, "{\"table\": \"sync\", \"rounds\": %u, \"slice_ms\": %u, \"siblings\": %d, \"bars\": [\n    {}",
		        results.rounds, milliseconds, siblings());
	sync_print_bars(&results, json);
	if (json) {
		fputs("\n]}\n", json);
		if (fclose(json)) {
			perror(file);
			return 2;
		}
	}
	return 0;
}
