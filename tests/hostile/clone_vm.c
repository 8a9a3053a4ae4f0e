/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * clone_vm - a child process that shares its parent's memory (clone() with CLONE_VM and
 * without CLONE_THREAD). The parent's slow paths order the child, and the child's order
 * the parent: the scope is the address space, not the process.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sb.h"
#include "../unit/strategy.h"

static void (*childs_side)(void), (*parents_side)(void);
static int childs_cpu;
static volatile long childs_pid;

/* The child shares its parent's thread-local storage too, so nothing here may set errno. */
static int run_child(void *unused)
{
	(void)unused;
	childs_pid = syscall(SYS_getpid);
	childs_side();
	return 0;
}

static void play(void)
{
	static _Alignas(16) char stack[64 * 1024];
	pid_t child = clone(run_child, stack + sizeof stack, CLONE_VM | SIGCHLD, NULL);
	cpu_set_t one;
	int status;

	CHECK(child > 0, "clone(): %s", strerror(errno));
	CPU_ZERO(&one);
	CPU_SET(pair_cpus[childs_cpu], &one);
	if (sched_setaffinity(child, sizeof one, &one))
		SKIP("a process cannot be pinned to CPU %u", pair_cpus[childs_cpu]);
	parents_side();
	CHECK(waitpid(child, &status, 0) == child && status == 0, "status %#x", (unsigned)status);
	CHECK(childs_pid == child && child != getpid(), "a process of its own");
}

int main(void)
{
	struct membarrier_info info = strategy_info();
	struct membarrier_stats before, after;

	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();

	childs_side = sb_fast_side;
	parents_side = sb_slow_side;
	childs_cpu = FAST_CPU;
	pair_pin(SLOW_CPU);
	before = strategy_stats();
	sb_judge("fast in the child, slow in the parent", play, membarrier_fast_path, membarrier_slow_path);

	childs_side = sb_slow_side;
	parents_side = sb_fast_side;
	childs_cpu = SLOW_CPU;
	pair_pin(FAST_CPU);
	sb_judge("slow in the child, fast in the parent", play, membarrier_fast_path, membarrier_slow_path);

	after = strategy_stats();
	CHECK(after.barriers + after.joined - before.barriers - before.joined == after.slow_paths - before.slow_paths,
	      "a slow path without a barrier");
	CHECK(after.slow_paths - before.slow_paths >= 2L * SB_PLAYS * SB_ROUNDS, "%lu", (unsigned long)after.slow_paths);
	CHECK(after.recovered == before.recovered, "a registration was lost");
	return 0;
}
