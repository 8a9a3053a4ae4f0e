/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* copy.h - the functions and the flag of the library that a plugin's own code reaches. */
#ifndef MEMBARRIER_TEST_COPY_H
#define MEMBARRIER_TEST_COPY_H

#include <membarrier.h>

typedef void slow_path_for(struct membarrier_flag_ *flag, int pledged);

struct copy {
	struct membarrier_flag_ *flag; /* the flag that its fast paths test */
	void (*fast_path)(void);       /* as inlined in the plugin */
	void (*slow_path)(void);       /* likewise */
	slow_path_for *reached;        /* the library's function that it calls */
	int (*get_info)(struct membarrier_info *);
};

void copy_describe(struct copy *copy);

#endif
