/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * shrink.c - makes a failing list of decisions shorter: most decisions found at random do not
 * matter. Parts of the list are set to 0, the usual decision, or removed, large parts first, as
 * long as the same kind of failure remains. The last execution is reported with names and lines.
 */
#include "sim.h"

#include <string.h>

enum { TRIES = 3000 };

static bool fails(const uint16_t *decisions, uint32_t n)
{
	memcpy(sim->replay, decisions, n * sizeof *decisions);
	sim->replays = n;
	sim->search = SEARCH_RANDOM; /* no names yet */
	sim->replaying = true;
	sim->tries++;
	return mb_sim_execute() == FAILED && strncmp(sim->why, sim->kind, sizeof sim->kind) == 0;
}

static uint32_t usual(uint16_t *list, uint32_t n, uint32_t part)
{
	for (uint32_t at = 0; at < n && sim->tries < TRIES; at += part) {
		uint32_t length = at + part < n ? part : n - at;
		bool any = false;

		for (uint32_t i = 0; i < length; i++) {
			any |= list[at + i] != 0;
			sim->kept_decisions[i] = list[at + i];
			list[at + i] = 0;
		}
		if (any && !fails(list, n))
			memcpy(list + at, sim->kept_decisions, length * sizeof *list);
	}
	while (n && !list[n - 1])
		n--;
	return n;
}

static uint32_t shorter(uint16_t *list, uint32_t n, uint32_t part)
{
	for (uint32_t at = 0; at + part <= n && sim->tries < TRIES;) {
		memcpy(sim->kept_decisions, list, n * sizeof *list);
		memmove(list + at, list + at + part, (n - at - part) * sizeof *list);
		if (fails(list, n - part)) {
			n -= part;
		} else {
			memcpy(list, sim->kept_decisions, n * sizeof *list);
			at += part;
		}
	}
	return n;
}

void mb_sim_shrink(void)
{
	uint32_t n = sim->decisions;
	uint16_t *list = sim->best;

	memcpy(sim->kind, sim->why, sizeof sim->kind);
	memcpy(list, sim->decision, n * sizeof *list);
	sim->replaying = true;
	if (fails(list, n)) {
		for (uint32_t part = n / 2 ? n / 2 : 1;; part /= 2) {
			n = usual(list, n, part);
			n = shorter(list, n, part);
			if (part == 1 || sim->tries >= TRIES)
				break;
		}
	}
	memcpy(sim->replay, list, n * sizeof *list);
	sim->replays = n;
	sim->search = SEARCH_REPLAY;
	(void)mb_sim_execute();
}
