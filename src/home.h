/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* home.h - a slow path at a home that does not fall back: for the selftest, which must not abort a program. */
#ifndef MEMBARRIER_SRC_HOME_H
#define MEMBARRIER_SRC_HOME_H

#include <stdbool.h>

#include <membarrier/home.h>

#include "internal.h"

/*
 * A slow path at the home by a barrier for one CPU. False if there is none for the home's place, or if the system
 * refuses it: then only the caller has executed full fences.
 */
MB_INTERNAL bool mb_fence_home(const membarrier_home_t *home, struct membarrier_flag_ *flag, int *place);

#endif
