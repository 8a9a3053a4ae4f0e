/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* room.c - memory that doubles when more rounds need it. */
#include "room.h"

#include <stdlib.h>

bool make_room(struct room *room, unsigned rounds, size_t bytes)
{
	unsigned more = room->rounds ? 2 * room->rounds : 16;
	void *samples, *scratch;

	if (rounds < room->rounds)
		return true;
	samples = realloc(room->samples, more * bytes);
	room->samples = samples ? samples : room->samples;
	scratch = realloc(room->scratch, more * sizeof *room->scratch);
	room->scratch = scratch ? scratch : room->scratch;
	if (samples && scratch)
		room->rounds = more;
	return samples && scratch;
}

void free_room(struct room *room)
{
	free(room->samples);
	free(room->scratch);
}
