/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* copy_plugin - a plugin that uses the library, and has a copy of it. */
#include "copy.h"

static void fast_path(void)
{
	membarrier_fast_path();
}

void copy_describe(struct copy *copy)
{
	copy->flag = &membarrier_strategy_;
	copy->fast_path = fast_path;
	copy->slow_path = membarrier_slow_path;
	copy->reached = membarrier_slow_path_for_;
	copy->get_info = membarrier_get_info;
}
