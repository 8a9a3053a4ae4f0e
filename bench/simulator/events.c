/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* events.c - a heap of events and their times. Events of one time happen in the order in which they were added. */
#include <stdio.h>
#include <stdlib.h>

#include "simulator.h"

struct event {
	uint64_t time, number;
	happens *happens;
	void *what;
	uint64_t version;
};

static struct event *heap;
static size_t count, room;
static uint64_t numbers, horizon;

uint64_t now;

static bool is_before(const struct event *a, const struct event *b)
{
	return a->time < b->time || (a->time == b->time && a->number < b->number);
}

static void swap(size_t a, size_t b)
{
	struct event kept = heap[a];

	heap[a] = heap[b];
	heap[b] = kept;
}

void event_at(uint64_t time, happens *then, void *what, uint64_t version)
{
	if (count == room) {
		room = room ? 2 * room : 1024;
		heap = realloc(heap, room * sizeof *heap);
		if (!heap) {
			fputs("simulate: out of memory\n", stderr);
			exit(EXIT_FAILURE);
		}
	}
	heap[count] = (struct event){ time, numbers++, then, what, version };
	for (size_t at = count++; at > 0 && is_before(&heap[at], &heap[(at - 1) / 2]); at = (at - 1) / 2)
		swap(at, (at - 1) / 2);
}

static struct event take_first(void)
{
	struct event first = heap[0];

	heap[0] = heap[--count];
	for (size_t at = 0;;) {
		size_t least = at;

		for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++)
			if (is_before(&heap[child], &heap[least]))
				least = child;
		if (least == at)
			return first;
		swap(at, least);
		at = least;
	}
}

uint64_t event_next(void)
{
	return count && heap[0].time < horizon ? heap[0].time : horizon;
}

void events_run(uint64_t until)
{
	horizon = until + 1;
	while (count && heap[0].time <= until) {
		struct event event = take_first();

		now = event.time;
		event.happens(event.what, event.version);
	}
}
