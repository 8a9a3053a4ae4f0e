/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclaim_plugin.c - for reclaim_dlclose.c: a library that has a reclaim function, and that dlclose() unloads. */
#include <stdlib.h>

#include <membarrier/quiescence.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT void plugin_retire(unsigned count);
EXPORT int plugin_end(void);

static void reclaim(struct membarrier_retired *object)
{
	free(object);
}

EXPORT void plugin_retire(unsigned count)
{
	while (count--) {
		membarrier_hazard_retire(NULL, calloc(1, sizeof(struct membarrier_retired)), reclaim);
		membarrier_quiescence_retire(calloc(1, sizeof(struct membarrier_retired)), reclaim);
	}
}

EXPORT int plugin_end(void)
{
	int error = membarrier_hazard_drain(NULL);

	return error ? error : membarrier_quiescence_drain();
}
