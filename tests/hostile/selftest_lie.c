/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * selftest_lie.c - kernels whose barrier returns 0 and does nothing: the selftest must say
 * VIOLATED. They are also the control of the tests in which it says SOUND.
 *
 *   selftest_lie quick      membarrier(2): a filter answers, at once
 *   selftest_lie slow       membarrier(2): a supervisor answers after microseconds. By then every
 *                           store has drained, so only the count of interrupts tells
 *   selftest_lie mprotect   mprotect(2): a filter answers, when the page should become inaccessible
 *   selftest_lie run PROGRAM ARGUMENTS   runs another program under the first lie
 *
 * Only the barrier is false. The real kernel answers QUERY and registers, so the library
 * cannot know.
 */
#define _GNU_SOURCE
#include <string.h>

#include "seccomp.h"
#include "selftest.h"
#include "../unit/supervisor.h"

static const struct filter quick = { "lie-membarrier", SYS_membarrier, FILTER_IF_EQUAL, 0,
	                                 FILTER_BARRIER,   FILTER_FAIL(0) };
static const struct filter mprotect_none = { "lie-mprotect", SYS_mprotect, FILTER_IF_EQUAL, 2, PROT_NONE, FILTER_FAIL(0) };

static bool lie(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	reply->val = 0;
	return call->args[0] != FILTER_BARRIER;
}

/* The program has the filter from its start, so that the library's trial gets the false answer too. */
static void run_under(const struct filter *filter, const char *program, char **argv)
{
	int error = filter_install(filter, 0);

	if (error)
		SKIP("a seccomp filter: %s", strerror(-error));
	execv(program, argv);
	SKIP("running %s: %s", program, strerror(errno));
}

int main(int argc, char **argv)
{
	static struct supervisor supervisor = { lie, -1 };
	static char probed[] = "probed";
	struct membarrier_selftest_report s;
	const char *expected;

	CHECK(argc >= 2, "expected quick, slow, mprotect or run");
	if (argc > 2 && strcmp(argv[1], "run") == 0)
		run_under(&quick, argv[2], argv + 2);
	expected = strcmp(argv[1], "mprotect") == 0 ? "mprotect" : "membarrier";
	if (strcmp(expected, selftest_strategy()) != 0)
		SKIP("strategy %s is not available: %s is in use", expected, selftest_strategy());
	if (strcmp(argv[1], "slow") == 0)
		supervise(&supervisor,
		          &(struct filter){ "lie-slowly", SYS_membarrier, FILTER_ALWAYS, 0, 0, SECCOMP_RET_USER_NOTIF });
	else if (argc == 2)
		run_under(strcmp(argv[1], "quick") == 0 ? &quick : &mprotect_none, "/proc/self/exe",
		          (char *[]){ argv[0], argv[1], probed, NULL });
	s = selftest_conclude();
	if (!s.witnessed && s.result == MEMBARRIER_SELFTEST_SOUND)
		SKIP("no interrupts are counted here, and the lie took too long for store buffering to show it");
	CHECK(s.result == MEMBARRIER_SELFTEST_VIOLATED, "result %d", (int)s.result);
	if (s.witnessed)
		CHECK(s.interrupts <= s.witnessed / 5, "the lie was not one");
	CHECK(s.forbidden || s.witnessed, "violated without a reason to believe it");
	return 0;
}
