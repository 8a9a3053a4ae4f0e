/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* document.c - the parts that every document in the format of google-benchmark has. */
#include "document.h"

#include <membarrier.h>
#include <stdio.h>
#include <time.h>

#include "../common/json.h"
#include "../common/sys.h"

const char *version_text(char text[VERSION_TEXT])
{
	unsigned version = membarrier_version();

	snprintf(text, VERSION_TEXT, "%u.%u.%u", version / 10000, version / 100 % 100, version % 100);
	return text;
}

void document_context(const char *executable, unsigned cpus)
{
	struct membarrier_info info = { .size = sizeof info };
	char system[256], date[40] = "", version[VERSION_TEXT];
	time_t seconds = time(NULL);
	const struct tm *utc = gmtime(&seconds);

	membarrier_get_info(&info);
	sys_describe(system, sizeof system);
	if (utc)
		strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S+00:00", utc);
	json_object("context");
	json_text("date", date);
	json_text("executable", executable);
	json_count("num_cpus", cpus);
#if defined(__GNUC__) && !defined(__OPTIMIZE__)
	json_text("library_build_type", "debug");
#else
	json_text("library_build_type", "release");
#endif
#if defined(__VERSION__)
	json_text("compiler", __VERSION__);
#endif
	json_count("json_schema_version", 1);
	json_text("library_version", version_text(version));
	json_text("strategy", info.strategy);
	json_truth("asymmetric", info.asymmetric != 0);
	json_text("system", system);
}

void document_entry(const char *run_name, const char *aggregate, unsigned repetitions, unsigned threads)
{
	char name[160];

	snprintf(name, sizeof name, "%s%s%s", run_name, aggregate ? "_" : "", aggregate ? aggregate : "");
	json_object(NULL);
	json_text("name", name);
	json_text("run_name", run_name);
	json_text("run_type", aggregate ? "aggregate" : "iteration");
	json_count("repetitions", repetitions);
	if (aggregate)
		json_text("aggregate_name", aggregate);
	json_count("threads", threads);
}

void document_time(uint64_t iterations, double time, const char *unit)
{
	json_count("iterations", iterations);
	json_number("real_time", time);
	json_number("cpu_time", time);
	json_text("time_unit", unit);
}

void document_summary(const char *key, struct summary summary)
{
	json_object(key);
	json_number("median", summary.median);
	json_number("lower_quartile", summary.lower);
	json_number("upper_quartile", summary.upper);
	json_end();
}
