/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* stage.h - do slow paths work at unusual stages of a process as they do in main()? */
#ifndef MEMBARRIER_TEST_STAGE_H
#define MEMBARRIER_TEST_STAGE_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <membarrier.h>

/*
 * Writes the name of the stage if all was right, with write(), because not every stage has
 * stdio. In the control (STAGE=control) it expects a slow path that is not made. Without STAGE
 * it does nothing.
 */
static inline void stage(const char *name)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };
	const char *kind = getenv("STAGE");
	const unsigned calls = kind && strcmp(kind, "control") == 0 ? 3 : 2;
	int asked;

	if (!kind)
		return;
	asked = membarrier_get_info(&info) | membarrier_get_stats(&before);
	membarrier_fast_path();
	membarrier_slow_path();
	membarrier_normal_path();
	if (!membarrier_try_slow_path() || asked || membarrier_get_stats(&after))
		return;
	if (after.slow_paths - before.slow_paths != calls || after.recovered || after.declined)
		return;
	if (after.barriers + after.joined - before.barriers - before.joined != (info.asymmetric ? calls : 0))
		return;
	if (write(STDOUT_FILENO, name, strlen(name)) < 0 || write(STDOUT_FILENO, "\n", 1) < 0)
		_exit(1);
}

#endif
