/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/shared.h - an asymmetric pair between processes that share memory.
 *
 * membarrier_slow_path() orders threads of one process. If the hot and the rare thread are in different
 * processes (a ring in shared memory whose consumer sleeps), the pair needs these functions:
 *
 *     member, role FAST                         member, role SLOW
 *     X = 1;                                    Y = 1;
 *     membarrier_shared_fast_path(&member);     membarrier_shared_slow_path(&member);
 *     r1 = Y;                                   r2 = X;          never r1 == r2 == 0
 *
 * One process creates the word in the segment; every process that uses it, the creator too, joins, with the
 * roles that it needs.
 *
 * What joining costs, to be known before it is done:
 *
 *   - A slow path interrupts every CPU that runs *any* registered process of this machine, and joining as FAST
 *     registers this process: from then on any program of any user can interrupt it. One that does so in a loop
 *     takes 7 to 9 us of a hot thread for each call, and left it a third of its speed (measured). There is no way
 *     back but exec. So no other function of this library registers a process for this.
 *   - The registration is inherited by children of fork(), with the member; it is lost by exec, and so is the member.
 *   - Checkpoint and restore may lose it, and no later call tells. After a restore, join again before the next fast path.
 *
 * A process that the kernel or a sandbox does not let register still joins as FAST: its fast paths are full fences.
 * One that may not issue the barrier is refused as SLOW: nothing it could do would order the others.
 *
 * The proof is at the head of src/shared.c.
 */
#ifndef MEMBARRIER_SHARED_H
#define MEMBARRIER_SHARED_H

#ifndef MEMBARRIER_H /* In the two-file copy it is in no include path. */
#include <membarrier.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) || defined(__clang__)
#define MEMBARRIER_WORD_ __attribute__((aligned(8)))
#else
#define MEMBARRIER_WORD_ __declspec(align(8))
#endif

/* In the segment, aligned to 8 bytes, zero at first; the same for programs of 32 and of 64 bits. */
struct MEMBARRIER_WORD_ membarrier_shared {
	uint64_t word_;
};

/* A process's part, in its own memory. All zeros: not joined. */
typedef struct {
	int free_;   /* ABI: 1: this process is registered, and its fast paths are compiler barriers */
	int fenced_; /* ABI: 1: the segment's mode is MEMBARRIER_MODE_FENCED */
} membarrier_member_t;

#define MEMBARRIER_MODE_ASYMMETRIC 1u /* fast paths are free where their process can be registered */
#define MEMBARRIER_MODE_FENCED 2u     /* both sides are full fences: no process is registered or interrupted */

#define MEMBARRIER_ROLE_FAST 1u /* the process runs fast paths */
#define MEMBARRIER_ROLE_SLOW 2u /* the process runs slow paths */

/*
 * membarrier_shared_create - writes the word of a segment, once.
 *
 * mode is fixed for the segment's life. MEMBARRIER_MODE_FENCED is for segments with a rare side that may not
 * make system calls, or with hot sides that must not be interrupted.
 *
 * Ordering:   none. A creator that dies leaves the word whole or zero.
 * Context:    any thread; async-signal-safe. Several processes may try; one of them succeeds.
 * Cost:       a compare-and-swap; for MEMBARRIER_MODE_ASYMMETRIC also a barrier, and a look at the boot's id.
 * Returns:    0; -EEXIST: the segment has a word already: join; -ENOTSUP: this process cannot make
 *             the barrier: not Linux 5.12 or later (RISC-V: 6.9, 6.6.51), a sandbox, no /proc,
 *             or a CPU without 64-bit atomics; -EINVAL.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_shared_create(struct membarrier_shared *shared, unsigned mode);

/*
 * membarrier_shared_join - makes this process a member.
 *
 * The member is filled in, and belongs to the process: one is enough for all threads that use the segment.
 *
 * Ordering:   none. Not at the same time as a fast or slow path of the same member, except after a restore.
 * Context:    any thread; async-signal-safe.
 * Cost:       as FAST it registers the process: microseconds, or an RCU grace period (12 ms or more) if the
 *             process has threads; as SLOW it makes a barrier. Nothing in a segment that is fenced.
 * Returns:    0; -EAGAIN: not created yet; -EPROTO: another format; -ESTALE: created by another
 *             kernel, or before the last boot; -ENOTSUP: as SLOW, if this process cannot make the
 *             barrier, and on a CPU without 64-bit atomics; -EINVAL.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_shared_join(struct membarrier_shared *shared, unsigned roles, membarrier_member_t *member);

/*
 * membarrier_shared_fast_path - the barrier for the side that runs often.
 *
 * Ordering:   ordered against membarrier_shared_slow_path() of other members of the segment, and of this one;
 *             against nothing else. A full fence where this process is not registered.
 * Pairs with: membarrier_shared_slow_path().
 * Context:    any thread of the member's process; signal handlers; a child of fork().
 * Cost:       a load and a branch; else a full fence.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_shared_fast_path(const membarrier_member_t *member)
{
#ifdef MEMBARRIER_FENCE_ONLY
	(void)member;
	MEMBARRIER_FULL_FENCE_(); /* SHARED-5: as SHARED-1. */
#else
	if (MEMBARRIER_LIKELY_(MEMBARRIER_LOAD_(member->free_)))
		MEMBARRIER_COMPILER_BARRIER_();
	else
		MEMBARRIER_FULL_FENCE_(); /* SHARED-1: pairs with SHARED-2 and SHARED-3. */
#endif
	MEMBARRIER_TSAN_ORDER_();
}

/*
 * membarrier_shared_slow_path - orders this thread against the fast paths of every member.
 *
 * Ordering:   a full fence on entry and one before the return; in between, every thread of every member whose
 *             fast paths are free executes one, if it runs.
 * Pairs with: membarrier_shared_fast_path() of every member, itself, membarrier_normal_path().
 * Context:    a member that joined as SLOW; any thread; async-signal-safe; a child of fork().
 * Cost:       a system call, and the interrupt of each CPU that runs a registered process, of whatever
 *             program and user. Barriers are not shared among callers.
 * Errors:     returns none; as membarrier_slow_path(): it retries for a second if memory is short; else
 *             it calls the last resorts and abort(), because other members' fast paths would not be ordered.
 * Since:      0.1
 */
MEMBARRIER_API void membarrier_shared_slow_path(const membarrier_member_t *member);

/*
 * membarrier_shared_receives - asks the kernel whether this process is still registered.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe.
 * Returns:    1: it is; 0: it is not, or its fast paths do not rely on it; -ENOTSUP: the kernel
 *             does not tell (before 6.3). 0 for a member that joined as FAST, and was registered, means that a restore has lost
 *             it: join again.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_shared_receives(const membarrier_member_t *member);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_SHARED_H */
