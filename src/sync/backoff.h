/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* backoff.h - how a thread waits for another thread that will act soon. */
#ifndef MEMBARRIER_SYNC_BACKOFF_H_
#define MEMBARRIER_SYNC_BACKOFF_H_

#include "local.h"

/* Spins, or after many calls sleeps for a short time. *times begins with 0. */
LOCAL_ void mb_sync_back_off(unsigned *times);

#endif
