/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync.c - measures what sync.h describes, and prints each bar with its verdict. */
#include <stdio.h>
#include <string.h>

#include <membarrier.h>

#include "settings.h"
#include "sync.h"

#define HELP                                                                             \
	"usage: sync [OPTION...]\n"                                                          \
	"  --seconds S    how long in all, in whole rounds, at least one (60)\n"             \
	"  --slice MS     milliseconds of a slice (10)\n"                                    \
	"  --only TEXT    only situations whose name contains it (bursts, write per, ...)\n" \
	"  --contender TEXT   only contenders whose name contains it (ours, ...)\n"          \
	"  --json FILE    write rates and bars as JSON there too\n"

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

int main(int argc, char **argv)
{
	static struct results results;
	unsigned seconds = 60, milliseconds = 10, slices = 0;
	const char *file = NULL;
	const struct setting settings[] = {
		{ "--seconds", NUMBER, &seconds, 0, 3600 },
		{ "--slice", NUMBER, &milliseconds, 1, 1000 },
		{ "--only", TEXT, &results.only, 0, 0 },
		{ "--contender", TEXT, &results.contender, 0, 0 },
		{ "--json", TEXT, &file, 0, 0 },
	};

	results.only = results.contender = "";
	(void)argc;
	read_settings(HELP, settings, sizeof settings / sizeof *settings, argv);
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC)) {
		puts("cannot be tried here: the strategy in use is plain fences, and all forms are the same");
		return 77;
	}
	results.count = sync_ours(results.contenders);
	results.count += sync_peers(results.contenders + results.count, results.absent);
#ifdef HAVE_CXX
	results.count += sync_peers_cxx(results.contenders + results.count);
#else
	strcat(results.absent, " a C++ compiler;");
#endif
	strcat(results.absent, " folly (Debian 12 has no package)");
	slices = sync_slices(&results);
	if (!slices)
		wrong_setting("--only and --contender", "parts of names that this program prints", results.only);
	results.rounds = rounds_within(seconds, slices * (milliseconds + 2), MOST_ROUNDS);
	printf("The first two CPUs are %s.\n", siblings() > 0 ? "siblings of one core"
	                                       : siblings()   ? "not known to be siblings"
	                                                      : "on cores of their own");
	sync_measure(&results, milliseconds);
	if (!*results.only)
		sync_measure_records(&results);
	sync_print(&results);
	sync_print_bars(&results);
	if (file) {
		if (!write_to(file))
			return 2;
		sync_json(&results, milliseconds, siblings());
	}
	return 0;
}
