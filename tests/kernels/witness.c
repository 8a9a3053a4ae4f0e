/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * witness.c - how many interrupts does a slow path cause on the CPU of another running
 * thread? It reads /proc/interrupts, whose rows have different names on each architecture.
 * It takes the row that grew most, and prints its name with the figure.
 *
 * The system interrupts only CPUs that run a thread of this process, so each call waits
 * until the peer has moved. The test counts other interrupts for the same time without slow
 * paths, and subtracts them. A row that grows much then (the timer's, above all) is not the
 * row of slow paths.
 *
 * Prints one line "GUEST: interrupts=N.NN ..." or "GUEST: interrupts=untried (why)".
 */
#define _GNU_SOURCE
#include <membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../test.h"
#include "guest.h"

enum { MOST_ROWS = 256, CALLS = 1000 };

struct row {
	char label[16];
	char text[48]; /* the text after the counts */
	long long count;
};

struct table {
	unsigned rows;
	struct row row[MOST_ROWS];
};

static atomic_uint beat;
static atomic_bool over;

static int64_t nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- /proc/interrupts ---------------------------------------------------- */

/* "CAL:  12  34  Function call interrupts"; cpu is also the column, because all CPUs here are online. */
static void read_row(char *line, unsigned cpu, struct row *row)
{
	char *colon = strchr(line, ':'), *at = colon + 1;

	line += strspn(line, " ");
	*colon = '\0';
	snprintf(row->label, sizeof row->label, "%s", line);
	row->count = 0;
	for (unsigned column = 0;; column++) {
		char *end;
		long long count = strtoll(at, &end, 10);

		if (end == at || (*end != ' ' && *end != '\n'))
			break;
		if (column == cpu)
			row->count = count;
		at = end;
	}
	at += strspn(at, " ");
	snprintf(row->text, sizeof row->text, "%.*s", (int)strcspn(at, "\n"), at);
}

static void read_table(unsigned cpu, struct table *table)
{
	FILE *file = fopen("/proc/interrupts", "r");
	char line[512];

	CHECK(file, "/proc/interrupts cannot be opened");
	table->rows = 0;
	while (table->rows < MOST_ROWS && fgets(line, sizeof line, file))
		if (strchr(line, ':'))
			read_row(line, cpu, &table->row[table->rows++]);
	fclose(file);
}

/* ---- the two threads ----------------------------------------------------- */

static bool pin(size_t cpu)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	return sched_setaffinity(0, sizeof one, &one) == 0;
}

static void *run_about(void *cpu)
{
	CHECK(pin(*(size_t *)cpu), "the peer cannot be pinned");
	while (!atomic_load_explicit(&over, memory_order_relaxed))
		atomic_fetch_add_explicit(&beat, 1, memory_order_relaxed);
	return NULL;
}

/* Waits until the peer moves: then it is running. */
static void await_beat(void)
{
	unsigned seen = atomic_load_explicit(&beat, memory_order_relaxed);

	while (atomic_load_explicit(&beat, memory_order_relaxed) == seen)
		;
}

static void report(const struct table *start, const struct table *middle, const struct table *end)
{
	struct membarrier_info info = { .size = sizeof info };
	long long most = 0, idle = 0;
	unsigned best = 0;

	CHECK(membarrier_get_info(&info) == 0, "no info");
	for (unsigned i = 0; i < start->rows && i < middle->rows && i < end->rows; i++) {
		long long slow = middle->row[i].count - start->row[i].count, quiet = end->row[i].count - middle->row[i].count;

		if (quiet <= CALLS / 20 && slow - quiet >= most) {
			most = slow - quiet;
			idle = quiet;
			best = i;
		}
	}
	printf("GUEST: interrupts=%.2f strategy=%s calls=%d without=%.2f row=%s: %s\n", (double)most / CALLS, info.strategy,
	       CALLS, (double)idle / CALLS, end->row[best].label, end->row[best].text);
}

int witness(void)
{
	static struct table start, middle, end;
	cpu_set_t allowed;
	int64_t begin, length;
	pthread_t peer;
	size_t cpu = 1;

	if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 || !CPU_ISSET(0, &allowed) || !CPU_ISSET(1, &allowed)) {
		puts("GUEST: interrupts=untried (one CPU)");
		return 0;
	}
	CHECK(pthread_create(&peer, NULL, run_about, &cpu) == 0, "no thread");
	CHECK(pin(0), "the caller cannot be pinned");
	await_beat();
	read_table(1, &start);
	begin = nanoseconds();
	for (int i = 0; i < CALLS; i++) {
		await_beat();
		membarrier_slow_path();
	}
	length = nanoseconds() - begin;
	read_table(1, &middle);
	begin = nanoseconds();
	while (nanoseconds() - begin < length)
		await_beat();
	read_table(1, &end);
	atomic_store(&over, true);
	pthread_join(peer, NULL);
	report(&start, &middle, &end);
	return 0;
}
