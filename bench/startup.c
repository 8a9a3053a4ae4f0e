/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * startup.c - what the library's start costs a program that loads it late: the time of dlopen(), in a process that has
 * touched some memory in pages of 4 KiB, without a seccomp filter and under one that allows everything. Under any filter
 * the library first tries in a child whether the calls that it needs kill.
 *
 * Each time is measured in a new process with one thread. Sizes, with and without a filter, take turns in random order.
 * Each difference is computed within a round.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../tools/common/sys.h"
#include "../tools/measure/statistics.h"
#include "settings.h"

#ifndef LIBRARY /* The build defines the path. */
#define LIBRARY "libmembarrier.so.0"
#endif

#define HELP                                                                       \
	"usage: startup [OPTION...]\n"                                                 \
	"  --gib LIST      GiB that the process has touched, of each size (0,1,4,8)\n" \
	"  --rounds N      interleaved rounds (9)\n"                                   \
	"  --library FILE  the shared library (that of this build)\n"

enum { MOST_ROUNDS = 200, FORMS = 2 };

struct answer {
	uint64_t took; /* nanoseconds of dlopen(); 0: it could not be tried */
	int strategy;
};

static bool allow_everything(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { 1, &allow };

	return !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) && !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static bool touch(size_t size)
{
	char *memory;

	if (size == 0)
		return true;
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return false;
	madvise(memory, size, MADV_NOHUGEPAGE);
	for (size_t at = 0; at < size; at += 4096)
		*(volatile char *)&memory[at] = 1;
	return true;
}

static struct answer load(const char *library, unsigned gib, bool filtered)
{
	struct answer answer = { 0, 0 };
	uint64_t began;
	const int *flag;
	void *handle;

	if (!touch((size_t)gib << 30) || (filtered && !allow_everything()))
		return answer;
	began = sys_nanoseconds();
	handle = dlopen(library, RTLD_NOW);
	answer.took = sys_nanoseconds() - began;
	flag = handle ? dlsym(handle, "membarrier_strategy_") : NULL;
	if (!flag) {
		fprintf(stderr, "startup: %s\n", dlerror());
		answer.took = 0;
		return answer;
	}
	answer.strategy = *flag;
	return answer;
}

static struct answer load_in_a_process(const char *library, unsigned gib, bool filtered)
{
	struct answer answer = { 0, 0 };
	int ends[2];
	pid_t child;

	if (pipe(ends))
		return answer;
	child = fork();
	if (child == 0) {
		answer = load(library, gib, filtered);
		_exit(write(ends[1], &answer, sizeof answer) != sizeof answer);
	}
	close(ends[1]);
	if (child < 0 || read(ends[0], &answer, sizeof answer) != sizeof answer)
		answer.took = 0;
	close(ends[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
	return answer;
}

static void print(unsigned gib, double values[3][MOST_ROUNDS], unsigned rounds)
{
	char text[64];

	printf("%4u GiB", gib);
	for (unsigned column = 0; column < 3; column++) {
		struct summary summary = summarise(values[column], rounds);

		printf("   %8.3f %-18s", summary.median, quartiles_text(summary, 3, text));
	}
	putchar('\n');
}

int main(int argc, char **argv)
{
	static double values[MOST_LISTED][3][MOST_ROUNDS]; /* ms: without, filtered, the difference */
	struct list gib = { 4, { 0, 1, 4, 8 } };
	const char *library = LIBRARY;
	unsigned rounds = 9;
	const struct setting settings[] = {
		{ "--gib", LIST, &gib, 0, 1024 },
		{ "--rounds", NUMBER, &rounds, 1, MOST_ROUNDS },
		{ "--library", TEXT, &library, 0, 0 },
	};
	uint64_t state = 1;
	int strategy = 0;

	(void)argc;
	read_settings(HELP, settings, sizeof settings / sizeof settings[0], argv);
	for (unsigned round = 0; round < rounds; round++) {
		unsigned order[MOST_LISTED * FORMS];

		random_order(order, gib.count * FORMS, &state);
		for (unsigned i = 0; i < gib.count * FORMS; i++) {
			unsigned size = order[i] / FORMS, filtered = order[i] % FORMS;
			struct answer answer = load_in_a_process(library, gib.value[size], filtered);

			if (answer.took == 0) {
				fprintf(stderr, "cannot be tried here: %u GiB%s\n", gib.value[size], filtered ? ", a filter" : "");
				return 77;
			}
			if (strategy && answer.strategy != strategy)
				printf("note: strategy %d, and %d before\n", answer.strategy, strategy);
			strategy = answer.strategy;
			values[size][filtered][round] = (double)answer.took / 1e6;
		}
		for (unsigned size = 0; size < gib.count; size++)
			values[size][2][round] = values[size][1][round] - values[size][0][round];
	}
	printf("ms of dlopen(), median and quartiles of %u; strategy %d\n", rounds, strategy);
	printf("%8s   %-27s   %-27s   %s\n", "touched", "no filter", "under a filter", "difference");
	for (unsigned size = 0; size < gib.count; size++)
		print(gib.value[size], values[size], rounds);
	return 0;
}
