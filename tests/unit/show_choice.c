/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* show_choice - writes what was chosen and why, one fact in each line, for the drivers; then uses it. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/auxv.h>

#include <membarrier.h>

#include "../test.h"

static const char *verdict_name(enum membarrier_verdict verdict)
{
	static const char *const names[] = { "?", "OFFERED", "UNSOUND", "UNAVAILABLE" };

	return names[verdict >= MEMBARRIER_OFFERED && verdict <= MEMBARRIER_UNAVAILABLE ? verdict : 0];
}

static const char *error_name(int error)
{
	switch (error) {
	case 0:
		return "0";
	case EPERM:
		return "EPERM";
	case EAGAIN:
		return "EAGAIN";
	case ENOSYS:
		return "ENOSYS";
	case ENOMEM:
		return "ENOMEM";
	case EINVAL:
		return "EINVAL";
	default:
		return "?";
	}
}

static void show(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_info(&info) == 0, "membarrier_get_info() failed");
	printf("strategy %s\nasymmetric %d\ndocumented %d\n", info.strategy, info.asymmetric, info.documented);
	printf("setting %s\n", info.setting ? info.setting : "-");
	printf("why %s\nbasis %s\n", info.reason, info.basis);
	for (unsigned i = 0; i < info.candidates; i++) {
		struct membarrier_candidate c = { .size = sizeof c };

		CHECK(membarrier_get_candidate(i, &c) == 0, "candidate %u", i);
		printf("candidate %s %s %s\n", c.name, verdict_name(c.verdict), error_name(c.error));
		printf("reason %s %s\n", c.name, c.reason);
	}
}

static void try_it(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };

	for (int i = 0; i < 3; i++)
		membarrier_slow_path();
	CHECK(membarrier_try_slow_path(), "it declined");
	CHECK(membarrier_get_stats(&stats) == 0 && membarrier_get_info(&info) == 0, "no stats or no info");
	CHECK(stats.slow_paths == 4, "%lu", (unsigned long)stats.slow_paths);
	CHECK(stats.barriers + stats.joined == (info.asymmetric ? 4 : 0), "%lu", (unsigned long)stats.barriers);
	CHECK(stats.recovered == 0 && stats.declined == 0, "%lu, %lu", (unsigned long)stats.recovered,
	      (unsigned long)stats.declined);
	CHECK((membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == 0) == info.asymmetric, "%d", info.asymmetric);
	CHECK((membarrier_require(MEMBARRIER_REQUIRE_DOCUMENTED) == 0) == info.documented, "%d", info.documented);
	puts("works");
}

int main(void)
{
	printf("secure %lu\n", getauxval(AT_SECURE));
	show();
	try_it();
	return 0;
}
