/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* copy.h - what a plugin tells of the library as it sees it: by its own linking, not by name. */
#ifndef MEMBARRIER_TEST_COPY_H
#define MEMBARRIER_TEST_COPY_H

#include <membarrier.h>

struct copy {
	int *flag;               /* what its fast paths test */
	void (*fast_path)(void); /* as inlined there */
	void (*slow_path)(void); /* what its call of the function reaches */
	int (*get_info)(struct membarrier_info *);
};

void copy_describe(struct copy *copy);

#endif
