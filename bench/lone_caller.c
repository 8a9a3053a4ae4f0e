/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lone_caller.c - what the slow path adds to the raw system call. Linux only.
 *
 * One thread, while no other runs, calls the raw membarrier(2) between two full fences, and
 * membarrier_slow_path(), in turn, in slices. The ratio is computed for each pair of slices,
 * so a drift of the machine's speed does not change it. Prints the median and quartiles.
 *
 * Raw means by the C library's syscall(), as a program without this library would call it.
 */
#define _GNU_SOURCE
#include <membarrier.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "../tools/measure/statistics.h"

enum { SLICES = 1001, CALLS = 400, PRIVATE_EXPEDITED = 1 << 3 };

static double raw_ns[SLICES], slow_ns[SLICES], ratio[SLICES];

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void report(const char *name, double *values)
{
	struct summary summary = summarise(values, SLICES);

	printf("%-32s median %8.3f   quartiles %8.3f .. %.3f\n", name, summary.median, summary.lower, summary.upper);
}

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };

	if (membarrier_get_info(&info) || strcmp(info.strategy, "membarrier") != 0) {
		printf("cannot be tried here: the strategy in use is %s, expected membarrier\n", info.strategy);
		return 77;
	}
	for (int slice = 0; slice < SLICES; slice++) {
		double start = now(), middle;

		for (int i = 0; i < CALLS; i++) {
			membarrier_normal_path();
			if (syscall(SYS_membarrier, PRIVATE_EXPEDITED, 0, 0))
				abort();
			membarrier_normal_path();
		}
		middle = now();
		for (int i = 0; i < CALLS; i++)
			membarrier_slow_path();
		slow_ns[slice] = (now() - middle) / CALLS;
		raw_ns[slice] = (middle - start) / CALLS;
		ratio[slice] = slow_ns[slice] / raw_ns[slice];
	}
	report("raw call between two fences, ns", raw_ns);
	report("membarrier_slow_path, ns", slow_ns);
	report("slow path / raw call", ratio);
	return 0;
}
