/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* side.h - what a component (the program, a library, a plugin) uses of the library, as the linker resolved it there. */
#ifndef MEMBARRIER_TEST_SIDE_H
#define MEMBARRIER_TEST_SIDE_H

#include <membarrier.h>

struct side {
	/* The hot side; NULL if the component has only the rare side. */
	void (*fast_path)(void);
	const int *flag; /* the first word of the flag that its fast paths test */
	int pledged;
	/* The rare side; NULL if the component has only the hot side. */
	void (*slow_path)(void);
	membarrier_ticket_t (*ticket)(void);
	void (*ticket_wait)(membarrier_ticket_t ticket);
	/* NULL unless it has both. */
	int (*get_stats)(struct membarrier_stats *stats);
	int (*get_info)(struct membarrier_info *info);
};

typedef const struct side *side_getter(void);

#endif
