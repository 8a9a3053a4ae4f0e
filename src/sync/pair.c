/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pair.c - the adaptive pair.
 *
 * Scenario PAIR. The mode is FREE, REVOKING with a number, or FENCED, and begins as FENCED.
 *
 *   hot                              rare
 *   X = 1                            Y = 1
 *   fast path           PAIR-1       read-modify-write of mode; full fence    PAIR-4, PAIR-9
 *   mode ?  (acquire)   PAIR-2         FREE:     slow path                    PAIR-5
 *     not FREE: full fence  PAIR-3     or FREE -> REVOKING; slow path;        PAIR-8, PAIR-5
 *                                         REVOKING -> FENCED (release)        PAIR-6
 *                                      REVOKING: slow path, and -> FENCED     PAIR-5, PAIR-6
 *                                      FENCED:   nothing more
 *   r1 = Y                           r2 = X                 never r1 == r2 == 0
 *
 *   any thread, at any time: FENCED -> FREE by compare-and-swap               PAIR-7
 *
 * Why:
 *   - The hot side saw FENCED or REVOKING: both sides executed full fences (PAIR-3, PAIR-9).
 *   - The hot side saw FREE, and the rare side saw FREE or REVOKING: the fast path pairs with the slow path.
 *   - The hot side saw FREE, and the rare side saw a later FENCED. The thread that revoked wrote REVOKING
 *     before its slow path. The hot side's load of FREE comes before that write in the mode's order, so the
 *     hot side's fast path precedes that slow path. The release of FENCED tells this to the rare side. The
 *     proof needs the hot side's store, fast path and load of the mode in this order.
 *   - The hot side saw a FREE that is later than the FENCED that the rare side saw. In the mode's order the
 *     rare side's read-modify-write comes before the compare-and-swap that wrote FREE, and the hot side
 *     acquires what that one wrote. So Y is visible to the hot side. The proof needs a read-modify-write at
 *     PAIR-4, a compare-and-swap at PAIR-7, and acquire at PAIR-2.
 *
 * The thread of a rare side that wrote REVOKING may be killed, or may be in the parent of fork(). Then the next
 * rare side completes the revocation. So several rare sides may try to write FENCED, and a late one must not end
 * a later revocation, because its slow path did not order the hot sides of that one. Therefore each revocation has
 * a number. tests/models/spin/pair.pml checks this on x86; tests/models/herd has the last two cases on weakly
 * ordered CPUs.
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include <membarrier/pair.h>

#include <errno.h>

#include "atomics.h"
#include "policy.h"
#include "port.h"

enum { FREE = MEMBARRIER_PAIR_FREE_, REVOKING = MEMBARRIER_PAIR_REVOKING_, FENCED = MEMBARRIER_PAIR_FENCED_ };

/* The mode of the revocation with that number. */
static uint32_t revoking(uint32_t number)
{
	return REVOKING | number << 2;
}

static void switch_off(membarrier_pair_t *pair)
{
	uint32_t mode = FENCED;

	mb_sync_policy_freed(&pair->policy_, mb_sync_port_now());
	/* PAIR-7: pairs with PAIR-2. It also acquires PAIR-4 of each rare side that saw FENCED before. */
	compare_exchange(&pair->mode_, &mode, FREE);
}

void membarrier_pair_block_(membarrier_pair_t *pair)
{
	if (mb_sync_policy_quiet(&pair->policy_))
		switch_off(pair);
}

/* PAIR-5: this slow path pairs with the PAIR-1 of hot sides that saw FREE. */
static void barrier(membarrier_pair_t *pair, uint64_t begin)
{
	membarrier_slow_path();
	mb_sync_policy_barrier(&pair->policy_, begin, mb_sync_port_now());
	__atomic_fetch_add(&pair->barriers_, 1, __ATOMIC_RELAXED);
}

/* The mode was not FENCED. */
static void rare_unfenced(membarrier_pair_t *pair, uint32_t mode)
{
	uint64_t begin = mb_sync_port_now();

	if (mode == FREE && !mb_sync_policy_stay(&pair->policy_, begin)) {
		uint32_t mine = revoking(__atomic_fetch_add(&pair->revoked_, 1, __ATOMIC_RELAXED));

		/* PAIR-8: before PAIR-5, so that a hot side which still sees FREE is ordered by that slow path. */
		if (compare_exchange(&pair->mode_, &mode, mine))
			mode = mine;
		else if (mode == FENCED)
			return; /* Another rare side has revoked; acquired, as PAIR-4 would have. */
	}
	barrier(pair, begin);
	/* PAIR-6: release: what PAIR-5 has ordered is ordered for each rare side that sees FENCED (PAIR-4). */
	if (mode != FREE)
		compare_exchange(&pair->mode_, &mode, FENCED);
}

void membarrier_pair_rare_(membarrier_pair_t *pair)
{
	/* PAIR-4: before PAIR-7 in mode's order, or acquires PAIR-6. */
	uint32_t mode = __atomic_fetch_add(&pair->mode_, 0, __ATOMIC_ACQ_REL);

	/* PAIR-9: pairs with PAIR-3, and with other rare sides' PAIR-9. */
	fence_after_rmw();
	if (mode != FENCED)
		rare_unfenced(pair, mode);
	else if (mb_sync_policy_fenced(&pair->policy_))
		switch_off(pair);
}

int membarrier_pair_get_stats(const membarrier_pair_t *pair, struct membarrier_pair_stats *stats)
{
	if (!stats || stats->size < sizeof *stats)
		return -EINVAL;
	stats->barriers = load_relaxed(&pair->barriers_);
	stats->revoked = load_relaxed(&pair->revoked_);
	stats->fenced = load_relaxed(&pair->mode_) != FREE;
	return 0;
}
