/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* room.h - memory for what the rounds of a run measure; their number is not known beforehand. */
#ifndef MEMBARRIER_MEASURE_ROOM_H
#define MEMBARRIER_MEASURE_ROOM_H

#include <stdbool.h>
#include <stddef.h>

struct room {
	unsigned rounds; /* that fit in */
	void *samples;
	double *scratch; /* one for each round, for sorting */
};

/* Makes room for one more round, of so many bytes. False: no memory; what was there stays. */
bool make_room(struct room *room, unsigned rounds, size_t bytes);
void free_room(struct room *room);

#endif
