/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * policy.h - when a block changes its mode.
 *
 * Soundness does not depend on the policy: whatever it answers, the block's protocol orders both
 * sides. Its words are hints, and threads may lose each other's updates.
 *
 * While a block is free, each rare side makes a process-wide barrier, which interrupts the hot
 * threads. While it is fenced, each hot side executes a fence. The policy does not know how often
 * hot sides run, and to count them would cost as much as the fence. So it decides by the time from
 * one rare side to the next:
 *
 *   - If that is many times what a barrier takes, the barriers cannot cost much: free.
 *   - Otherwise the program may wait for its rare sides. Then the faster mode is the one in which
 *     rare sides come faster. The policy measures a window of rare sides in each mode, and keeps
 *     the block free only while rare sides come faster so.
 *
 * After a trial that has failed, the policy makes no other for 16 to 512 times what a barrier takes. So fences stay
 * no longer than that after the last rare side, and failed trials take a small part of the time.
 */
#ifndef MEMBARRIER_SYNC_POLICY_H_
#define MEMBARRIER_SYNC_POLICY_H_

#include <stdbool.h>

#include <membarrier/pair.h>

#include "local.h"
#include "thread.h"

/* Fenced hot sides of a thread from one look to the next: 4096 fences take 8 us at least, and a look 30 ns. */
enum { POLICY_BLOCK = 4096 };

/* Call it after a rare side while fenced. True: the block should become free now. */
LOCAL_ bool mb_sync_policy_fenced(struct membarrier_policy_ *policy);

/* Call it before the barrier of a rare side while free, with the time. True: stay free; false: become fenced. */
LOCAL_ bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin);

/* Call it after that barrier. */
LOCAL_ void mb_sync_policy_barrier(struct membarrier_policy_ *policy, uint64_t begin, uint64_t end);

/*
 * Call it after POLICY_BLOCK fenced hot sides of the calling thread, the last of them of this block. True: since the
 * last look rare sides have come so seldom that barriers would take a small part of the time; become free.
 */
LOCAL_ bool mb_sync_policy_quiet(struct membarrier_policy_ *policy);

/* Call it when the block has become free. */
LOCAL_ void mb_sync_policy_freed(struct membarrier_policy_ *policy, uint64_t now);

#endif
