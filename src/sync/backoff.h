/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* backoff.h - how a thread waits for what another one will do soon. */
#ifndef MEMBARRIER_SYNC_BACKOFF_H_
#define MEMBARRIER_SYNC_BACKOFF_H_

#include "local.h"

/* Waits a little: first it spins, then it sleeps. The count begins with 0. */
LOCAL_ void mb_sync_back_off(unsigned *times);

#endif
