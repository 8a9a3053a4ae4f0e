/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * home.c - which CPUs does an ordinary slow path interrupt, and which a slow path at a home? There is a hot
 * thread on each CPU but the first, on which the caller runs, and the last, on which another process runs.
 *
 * Prints one line "GUEST: home=N others=N at=N own=N absent=N foreign=N of=N row=LABEL": how many CPUs were
 * interrupted by an ordinary slow path, and by slow paths at the home of a thread, at the home of the caller, at
 * a home on a CPU that does not exist, and at one on the CPU of the other process; or "GUEST: home=untried (why)".
 */
#define _GNU_SOURCE
#include <membarrier.h>
#include <membarrier/home.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../test.h"
#include "guest.h"

enum { MOST_CPUS = 64, MOST_ROWS = 128, CALLS = 40, TARGET = 1, ABSENT = 500 };

struct table {
	unsigned rows;
	struct {
		char label[16];
		bool calls; /* its description says: function calls on other CPUs */
		long long count[MOST_CPUS];
	} row[MOST_ROWS];
};

static membarrier_home_t homes[MOST_CPUS], own, foreign, absent;
static atomic_uint ready;
static atomic_bool over;
static size_t cpus;
static char row_label[16];

static void pin_to(size_t cpu)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	CHECK(sched_setaffinity(0, sizeof one, &one) == 0, "a thread cannot be pinned to CPU %zu", cpu);
}

static void *run_hot(void *argument)
{
	membarrier_home_t *home = argument;

	pin_to((size_t)(home - homes));
	membarrier_fast_path_at(home);
	atomic_fetch_add(&ready, 1);
	while (!atomic_load_explicit(&over, memory_order_relaxed))
		membarrier_fast_path_at(home);
	return NULL;
}

static void read_counts(struct table *table)
{
	static char line[4096];
	FILE *file = fopen("/proc/interrupts", "r");

	CHECK(file, "/proc/interrupts cannot be opened");
	table->rows = 0;
	while (table->rows < MOST_ROWS && fgets(line, sizeof line, file)) {
		char *at = strchr(line, ':'), *end;
		size_t cpu = 0;

		if (!at)
			continue;
		snprintf(table->row[table->rows].label, sizeof table->row[0].label, "%.*s", (int)(at - line), line);
		for (at++; cpu < cpus; cpu++, at = end) {
			table->row[table->rows].count[cpu] = strtoll(at, &end, 10);
			if (end == at)
				break;
		}
		table->row[table->rows].calls = strstr(at, "unction call interrupts") != NULL;
		if (cpu == cpus) /* Otherwise the row has one count for all CPUs. */
			table->rows++;
	}
	fclose(file);
}

/* Returns the number of CPUs whose count has grown by one for most calls. */
static unsigned interrupted(const struct table *before, const struct table *after, unsigned row)
{
	unsigned found = 0;

	for (size_t cpu = 0; cpu < cpus; cpu++)
		found += after->row[row].count[cpu] - before->row[row].count[cpu] > CALLS / 2;
	return found;
}

/* Takes the row whose description says so; if there is none, the one that has grown most. */
static unsigned best_row(const struct table *before, const struct table *after)
{
	long long most = -1;
	unsigned best = 0;

	for (unsigned row = 0; row < after->rows; row++) {
		/* Counts at most one for each call, so that the timer's row is not taken. */
		long long grown = 0;

		if (after->row[row].calls)
			return row;

		for (size_t cpu = 1; cpu + 1 < cpus; cpu++) {
			long long here = after->row[row].count[cpu] - before->row[row].count[cpu];

			grown += here < 2 * CALLS ? here : 0;
		}
		if (grown > most) {
			most = grown;
			best = row;
		}
	}
	return best;
}

/* home is NULL for an ordinary slow path. If *row is -1, the function finds the row. */
static unsigned count_of(const membarrier_home_t *home, int *row)
{
	static struct table before, after;

	read_counts(&before);
	for (int i = 0; i < CALLS; i++) {
		if (home)
			membarrier_slow_path_at(home);
		else
			membarrier_slow_path();
	}
	read_counts(&after);
	CHECK(before.rows == after.rows, "/proc/interrupts has other rows");
	if (*row < 0)
		*row = (int)best_row(&before, &after);
	snprintf(row_label, sizeof row_label, "%s", after.row[*row].label + strspn(after.row[*row].label, " "));
	return interrupted(&before, &after, (unsigned)*row);
}

static pid_t start_foreigner(void)
{
	pid_t process = fork();

	CHECK(process >= 0, "no child");
	if (process == 0) {
		pin_to(cpus - 1);
		for (;;)
			membarrier_fast_path();
	}
	return process;
}

int home(void)
{
	struct membarrier_info info = { .size = sizeof info };
	pthread_t thread[MOST_CPUS];
	pid_t foreigner;
	int row = -1;
	unsigned all;

	cpus = (size_t)sysconf(_SC_NPROCESSORS_ONLN);
	CHECK(membarrier_get_home_info(&info) == 0, "no info");
	if (cpus < 4 || cpus > MOST_CPUS || strcmp(info.strategy, "one-cpu") != 0) {
		printf("GUEST: home=untried (%zu CPUs, %s)\n", cpus, info.strategy);
		return 0;
	}
	pin_to(0);
	foreigner = start_foreigner();
	for (size_t cpu = 1; cpu + 1 < cpus; cpu++)
		CHECK(pthread_create(&thread[cpu], NULL, run_hot, &homes[cpu]) == 0, "no thread");
	while (atomic_load(&ready) < cpus - 2)
		usleep(10000);
	usleep(500000);
	membarrier_fast_path_at(&own);
	foreign.place_ = (int)(cpus - 1) * 2 + 5;
	absent.place_ = ABSENT * 2 + 5;
	all = count_of(NULL, &row);
	printf("GUEST: home=%u others=%zu", all, cpus - 2);
	printf(" at=%u", count_of(&homes[TARGET], &row));
	printf(" own=%u", count_of(&own, &row));
	printf(" absent=%u", count_of(&absent, &row));
	printf(" foreign=%u of=%zu row=%s\n", count_of(&foreign, &row), cpus, row_label);
	atomic_store(&over, true);
	for (size_t cpu = 1; cpu + 1 < cpus; cpu++)
		pthread_join(thread[cpu], NULL);
	kill(foreigner, SIGKILL);
	waitpid(foreigner, NULL, 0);
	return 0;
}
