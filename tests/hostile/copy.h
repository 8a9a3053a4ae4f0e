/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* copy.h - what a plugin tells of the library as it sees it: by its own linking, not by name. */
#ifndef MEMBARRIER_TEST_COPY_H
#define MEMBARRIER_TEST_COPY_H

#include <membarrier.h>

typedef void slow_path_for(struct membarrier_flag_ *flag, int pledged);

struct copy {
	struct membarrier_flag_ *flag; /* what its fast paths test */
	void (*fast_path)(void);       /* as inlined there */
	void (*slow_path)(void);       /* likewise */
	slow_path_for *reached;        /* what that calls */
	int (*get_info)(struct membarrier_info *);
};

void copy_describe(struct copy *copy);

#endif
