/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_old_kernel - what the library concludes from the answers of older kernels.
 *
 *   linux_old_kernel COMMANDS WORKS    QUERY answers COMMANDS (hexadecimal), and every other
 *                                command fails with EINVAL; the verdict must be WORKS (0 or 1)
 *
 * The supervisor starts before the library's constructor, which it answers.
 */
#define _GNU_SOURCE
#include "early.h"
#include "strategy.h"
#include "supervisor.h"

static unsigned long commands;
static unsigned calls;

static bool answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	unsigned long command = (unsigned long)call->args[0];

	calls++;
	if (command == FILTER_QUERY && !call->args[1]) {
		reply->val = (__typeof__(reply->val))commands;
		return false;
	}
	if (command & commands)
		return true;
	reply->error = -EINVAL;
	return false;
}

static void start(int argc, char **argv, char **environment)
{
	static struct supervisor supervisor = { answer, -1 };

	(void)environment;
	if (argc != 3)
		return;
	early_begin();
	commands = strtoul(argv[1], NULL, 16);
	supervise(&supervisor, &supervised_membarrier);
}

RUN_BEFORE_CONSTRUCTORS(start);

int main(int argc, char **argv)
{
	struct membarrier_candidate c;
	struct membarrier_info info;

	CHECK(argc == 3, "the commands and 0 or 1");
	early_check();
	info = strategy_info();
	c = strategy_candidate("membarrier");
	printf("commands %s: %s\n", argv[1], c.reason);
	CHECK(calls >= 1, "no thread asked the supervisor");
	if (atoi(argv[2])) {
		CHECK(c.verdict == MEMBARRIER_OFFERED && c.error == 0, "%d, %d", (int)c.verdict, c.error);
		CHECK(strcmp(info.strategy, "membarrier") == 0, "%s", info.strategy);
	} else {
		CHECK(c.verdict == MEMBARRIER_UNAVAILABLE, "%d, %d", (int)c.verdict, c.error);
		CHECK(strcmp(info.strategy, "membarrier") != 0, "%s", info.strategy);
	}
	membarrier_slow_path();
	CHECK(membarrier_try_slow_path(), "nothing was refused");
	CHECK(strategy_stats().slow_paths == 2 && strategy_stats().recovered == 0, "counts");
	return 0;
}
