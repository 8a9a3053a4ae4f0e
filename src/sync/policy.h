/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * policy.h - when a block switches the fences of its hot side off and on.
 *
 * Nothing sound depends on this: whatever it answers, the block's protocol orders both
 * sides. Its words are hints, and threads that meet may lose each other's updates.
 *
 * Free, a rare side pays a process-wide barrier, and interrupts the hot threads. Fenced,
 * each hot side pays a fence. How often hot sides run is not known, and counting them
 * would cost what the fence costs. So the policy judges by the time from one rare side to the next:
 *
 *   - If that is many times what a barrier takes, the barriers cannot cost much: free.
 *   - Else rare sides may come so fast because the program waits for them, and then the
 *     faster mode is the one in which they come faster. The policy measures a window of
 *     rare sides in each mode, and keeps the free mode only while it wins.
 *
 * A trial that fails is the last one for a while, 16 to 512 times what a barrier takes. So fences stay
 * no longer than that after the last rare side, and failed trials take a small part of the time.
 */
#ifndef MEMBARRIER_SYNC_POLICY_H_
#define MEMBARRIER_SYNC_POLICY_H_

#include <stdbool.h>

#include <membarrier/pair.h>

#include "local.h"
#include "thread.h"

/* Passes of one thread from one look to the next: 4096 fences take 8 us at least, and a look 30 ns. */
enum { POLICY_BLOCK = 4096 };

/* After a rare side while fenced. True: switch the fences off now. */
LOCAL_ bool mb_sync_policy_fenced(struct membarrier_policy_ *policy);

/* Before the barrier of a rare side while free, at that time. True: stay free; false: switch the fences on. */
LOCAL_ bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin);

/* After that barrier. */
LOCAL_ void mb_sync_policy_barrier(struct membarrier_policy_ *policy, uint64_t begin, uint64_t end);

/*
 * The calling thread has ended a block of fenced passes, the last of them at this block. True: rare sides
 * have come so seldom since the last look that barriers would take a small part of the time; switch the fences off.
 */
LOCAL_ bool mb_sync_policy_quiet(struct membarrier_policy_ *policy);

/* The fences have been switched off. */
LOCAL_ void mb_sync_policy_freed(struct membarrier_policy_ *policy, uint64_t now);

#endif
