/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* room.h - memory for the results of rounds, whose number is not known beforehand. */
#ifndef MEMBARRIER_MEASURE_ROOM_H
#define MEMBARRIER_MEASURE_ROOM_H

#include <stdbool.h>
#include <stddef.h>

struct room {
	unsigned rounds; /* the rounds for which there is room */
	void *samples;
	double *scratch; /* one for each round, for sorting */
};

/* Makes room for one more round of `bytes` bytes. False: no memory; the earlier rounds stay. */
bool make_room(struct room *room, unsigned rounds, size_t bytes);
void free_room(struct room *room);

#endif
