/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* selftest.h - runs the library's selftest, and prints what it found. */
#ifndef MEMBARRIER_TEST_SELFTEST_H
#define MEMBARRIER_TEST_SELFTEST_H

#include <inttypes.h>
#include <membarrier.h>

#include "test.h"

static inline const char *selftest_strategy(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_info(&info) == 0, "membarrier_get_info() failed");
	return info.strategy;
}

static inline struct membarrier_selftest_report selftest_run(unsigned milliseconds)
{
	struct membarrier_selftest_report s = { .size = sizeof s };
	int error = membarrier_selftest(milliseconds, &s);

	CHECK(error == 0, "membarrier_selftest() returned %d", error);
	printf("%s: %s\n%" PRIu64 " rounds, %" PRIu64 " forbidden; control %" PRIu64 ", %" PRIu64 " weak; %" PRIu64
	       " slow paths, %" PRIu64 " interrupts\n",
	       selftest_strategy(), s.reason, s.rounds, s.forbidden, s.control_rounds, s.control_weak, s.witnessed,
	       s.interrupts);
	printf("home: %s\n%" PRIu64 " rounds, %" PRIu64 " forbidden; %" PRIu64 " slow paths, %" PRIu64 " interrupts\n",
	       s.home_reason, s.home_rounds, s.home_forbidden, s.home_witnessed, s.home_interrupts);
	CHECK(s.size == sizeof s && s.reason[0] && s.home_reason[0], "size %zu", s.size);
	CHECK(s.forbidden <= s.rounds && s.control_weak <= s.control_rounds, "more outcomes than rounds");
	return s;
}

/* The selftest may take ten times as long. Under ThreadSanitizer barriers are read-modify-writes: no outcome is weak. */
#ifdef MEMBARRIER_TSAN_
enum { SELFTEST_MILLISECONDS = 100 };
#else
enum { SELFTEST_MILLISECONDS = 1500 };
#endif

/* Exits with 77 and the selftest's reason if the selftest is inconclusive. */
static inline struct membarrier_selftest_report selftest_conclude(void)
{
	struct membarrier_selftest_report s = selftest_run(SELFTEST_MILLISECONDS);

	if (s.result == MEMBARRIER_SELFTEST_INCONCLUSIVE)
		SKIP("INCONCLUSIVE: %s", s.reason);
	return s;
}

#endif
