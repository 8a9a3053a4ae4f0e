/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* interrupts.h - the interrupts of the fast side's CPU, from /proc/interrupts. */
#ifndef MEMBARRIER_TEST_INTERRUPTS_H
#define MEMBARRIER_TEST_INTERRUPTS_H

#include "pair.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { CALLS = 50, MOST_ROWS = 512 };

struct row {
	char label[16];
	unsigned long long count; /* on the peer's CPU */
};

struct table {
	unsigned rows;
	struct row row[MOST_ROWS];
};

static inline const char *read_interrupts(void)
{
	static char text[1 << 22];
	size_t length = 0;
	ssize_t got = 0;
	int file = open("/proc/interrupts", O_RDONLY | O_CLOEXEC);

	if (file < 0)
		SKIP("/proc/interrupts: %s", strerror(errno));
	while (length < sizeof text - 1 && (got = read(file, text + length, sizeof text - 1 - length)) > 0)
		length += (size_t)got;
	close(file);
	if (got != 0 || length == 0)
		SKIP("/proc/interrupts cannot be read to its end");
	text[length] = '\0';
	return text;
}

/* The first line names the CPUs that have a column: those that are online, which may not be 0, 1, 2. */
static inline unsigned column_of(unsigned cpu, const char *header)
{
	const char *end = strchr(header, '\n');
	unsigned column = 0, found;
	int used;

	while (header < end && sscanf(header, " CPU%u%n", &found, &used) == 1) {
		if (found == cpu)
			return column;
		header += used;
		column++;
	}
	SKIP("/proc/interrupts has no column for CPU %u", cpu);
}

static inline void add_row(struct table *table, const char *line, unsigned column)
{
	const char *colon = strchr(line, ':'), *end = strchr(line, '\n');
	struct row *row = &table->row[table->rows];
	unsigned long long count = 0;

	if (!colon || (end && colon > end) || table->rows == MOST_ROWS)
		return;
	line += strspn(line, " ");
	snprintf(row->label, sizeof row->label, "%.*s", (int)(colon - line), line);
	colon++;
	for (unsigned i = 0; i <= column; i++) {
		char *after;

		count = strtoull(colon, &after, 10);
		if (after == colon)
			return; /* this row has one total for all CPUs */
		colon = after;
	}
	row->count = count;
	table->rows++;
}

static inline void read_table(struct table *table)
{
	const char *line = read_interrupts();
	unsigned column = column_of(pair_cpus[FAST_CPU], line);

	table->rows = 0;
	while ((line = strchr(line, '\n')) && *++line)
		add_row(table, line, column);
}

static inline double growth(const struct table *from, const struct table *to, const char *label)
{
	for (unsigned i = 0; i < from->rows && i < to->rows; i++)
		if (strcmp(from->row[i].label, label) == 0 && strcmp(to->row[i].label, label) == 0)
			return (double)(to->row[i].count - from->row[i].count) / CALLS;
	SKIP("/proc/interrupts has no steady row %s", label);
}

#endif
