/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync.h - shared by the files that replace the C library's threads. */
#ifndef MEMBARRIER_SIM_SYNC_H_
#define MEMBARRIER_SIM_SYNC_H_

#include "sim.h"

#include <time.h>

/* The C library's function of that name; itself where no program is being simulated. */
void *mb_sim_real(const char *name);
#define NOT_RUNNING(name, ...)                             \
	do {                                                   \
		if (!sim || !sim->running) {                       \
			__typeof__(&name) real_;                       \
			*(void **)(void *)&real_ = mb_sim_real(#name); \
			return real_(__VA_ARGS__);                     \
		}                                                  \
	} while (0)

/* The object at that address: known, or new as static initialisation leaves it; and in any case as new. */
struct sync *mb_sim_sync(const void *at, enum sync_kind kind);
struct sync *mb_sim_new_sync(const void *at, enum sync_kind kind);

/* Whatever was before mb_sim_give() happens before what follows mb_sim_take(). */
void mb_sim_take(struct sync *sync);
void mb_sim_give(struct sync *sync);

int mb_sim_lock(struct sync *sync, const void *pc);
int mb_sim_trylock(struct sync *sync, const void *pc);
int mb_sim_unlock(struct sync *sync, const void *pc);
unsigned mb_sim_wake_one(struct sync *sync);

/* Keys of thread-specific data, unlike any of the C library. */
enum { KEY_BASE = 1 << 20 };

/* The next wait of this thread ends at that time, NULL: never. */
void mb_sim_until(const struct timespec *time);

#endif
