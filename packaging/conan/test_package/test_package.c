/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include <membarrier.h>
#ifdef WITH_SYNC
#include <membarrier/rwlock.h>
#endif
#include <stdio.h>

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };

	membarrier_fast_path();
	if (!membarrier_try_slow_path() || membarrier_get_info(&info) || membarrier_version() != MEMBARRIER_VERSION)
		return 1;
#ifdef WITH_SYNC
	static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;

	if (membarrier_rwlock_rdlock(&lock))
		return 1;
	membarrier_rwlock_rdunlock(&lock);
	printf("with libmembarrier-sync\n");
#endif
	printf("libmembarrier %u: %s\n", membarrier_version(), info.strategy);
	return 0;
}
