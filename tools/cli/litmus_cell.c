/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* litmus_cell.c - what follows from one cell. */
#include "litmus.h"

unsigned cell_threads(const struct cell *cell)
{
	return cell->shape == RELAY ? 3 : 2;
}

unsigned cell_slow_paths(const struct cell *cell)
{
	unsigned number = 0;

	for (unsigned i = 0; i < cell_threads(cell); i++)
		number += cell->barriers[i] == SLOW ? 1 : cell->barriers[i] == SLOW_TWICE ? 2 : 0;
	return number;
}
