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
 * One process creates the word in the shared memory (the segment). Each process that uses the segment joins it,
 * the creator too, with the roles that it needs, and is then a member. The pair is a shared pair.
 *
 * Before a program joins, it should know what that costs:
 *
 *   - Joining in the role FAST registers the process with the kernel. A slow path interrupts every CPU that runs a
 *     registered process, of any program on this machine. So from then on any program of any user can interrupt
 *     this process. A program that did so in a loop took 7 to 9 us of a hot thread for each call, and left it a
 *     third of its speed (measured). Only exec ends the registration. So no other function of this library
 *     registers a process for this.
 *   - A child of fork() inherits the registration and the member. exec ends both.
 *   - Checkpoint and restore may lose the registration, and no later call reports it. After a restore, a process
 *     must join again before its next fast path.
 *
 * If the kernel or a sandbox does not let a process register, the process can still join in the role FAST; its fast
 * paths are then full fences. If a process cannot make the barrier, it cannot join in the role SLOW, because nothing
 * that it can do would order the other members.
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

/* The word in the segment. It is aligned to 8 bytes, and 0 at first. Programs of 32 and of 64 bits can share it. */
struct MEMBARRIER_WORD_ membarrier_shared {
	uint64_t word_;
};

/* The member: what a process that has joined keeps in its own memory. All zeros: not joined. */
typedef struct {
	int free_;   /* 1: this process is registered, and its fast paths are compiler barriers */
	int fenced_; /* 1: the segment's mode is MEMBARRIER_MODE_FENCED */
} membarrier_member_t;

#define MEMBARRIER_MODE_ASYMMETRIC 1u /* fast paths are compiler barriers if their process can be registered */
#define MEMBARRIER_MODE_FENCED 2u     /* both sides are full fences: no process is registered or interrupted */

#define MEMBARRIER_ROLE_FAST 1u /* the process runs fast paths */
#define MEMBARRIER_ROLE_SLOW 2u /* the process runs slow paths */

/*
 * membarrier_shared_create - writes the word of a segment, once.
 *
 * The mode of a segment does not change later. MEMBARRIER_MODE_FENCED is for segments with a slow path in a
 * process that must not make system calls, or with hot threads that must not be interrupted.
 *
 * Ordering:   none. If the creator dies during the call, the word is either complete or 0.
 * Context:    any thread; async-signal-safe. Several processes may try; one of them succeeds.
 * Cost:       a locked operation; for MEMBARRIER_MODE_ASYMMETRIC also a barrier, and a read of the boot id
 *             from /proc.
 * Returns:    0; -EEXIST if the segment has a word already: the process should join; -ENOTSUP if this
 *             process cannot make the barrier: not Linux 5.12 or later (RISC-V: 6.9 or 6.6.51), a sandbox
 *             that denies it, no /proc, or a CPU without 64-bit atomics; -EINVAL if shared is NULL or
 *             mode is not one of the two.
 * Source:     membarrier(2), global expedited; the versions are those of the kernel's fixes.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_shared_create(struct membarrier_shared *shared, unsigned mode);

/*
 * membarrier_shared_join - makes this process a member.
 *
 * The function writes *member, which belongs to the process: one member is enough for all its threads that use
 * the segment.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe. Not while a thread runs a fast or slow path of the same member,
 *             except after a restore.
 * Cost:       in the role FAST it registers the process: microseconds, or an RCU grace period (12 ms or more)
 *             if the process has threads; in the role SLOW it makes a barrier. A load if the mode is
 *             MEMBARRIER_MODE_FENCED.
 * Returns:    0; -EAGAIN if no process has created the word yet; -EPROTO if the word has a format that this
 *             library does not know; -ESTALE if another kernel created it, or the machine has booted since;
 *             -ENOTSUP in the role SLOW if this process cannot make the barrier, and on a CPU without 64-bit
 *             atomics; -EINVAL if a pointer is NULL, or roles is 0 or has an unknown bit.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_shared_join(struct membarrier_shared *shared, unsigned roles, membarrier_member_t *member);

/*
 * membarrier_shared_fast_path - the barrier for the side that runs often.
 *
 * Ordering:   ordered against membarrier_shared_slow_path() of all members of the segment, this one too;
 *             against nothing else. Always a compiler barrier; a full fence if this process is not registered.
 * Pairs with: membarrier_shared_slow_path().
 * Context:    any thread of a process that has joined in the role FAST; async-signal-safe; never waits; a
 *             child of fork().
 * Cost:       a load and a branch; a full fence too if this process is not registered.
 * Errors:     none.
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
 * Ordering:   the caller executes a full fence on entry and one before the return. In between, every running
 *             thread of every registered process executes one. If the mode is MEMBARRIER_MODE_FENCED: only
 *             the caller's fences.
 * Pairs with: membarrier_shared_fast_path() of every member, itself, membarrier_normal_path().
 * Context:    any thread of a process that has joined in the role SLOW; async-signal-safe; not a cancellation
 *             point; a child of fork(). May sleep in the kernel behind other barriers.
 * Cost:       a system call, and an interrupt of each CPU that runs a registered process, of any program
 *             and user. Callers do not share barriers.
 * Errors:     returns none. If the system refuses the barrier, the call retries, for a second if memory is
 *             short. Then it calls the last resorts and abort(), because fast paths would not be ordered.
 * Since:      0.1
 */
MEMBARRIER_API void membarrier_shared_slow_path(const membarrier_member_t *member);

/*
 * membarrier_shared_receives - asks the kernel whether this process is still registered.
 *
 * If the process joined in the role FAST and was registered, 0 means that a restore has lost the
 * registration: the process must join again.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       a system call; a load if this process was not registered.
 * Returns:    1: the process is registered. 0: it is not, or its fast paths are full fences. -ENOTSUP: the
 *             kernel does not tell (before Linux 6.3).
 * Source:     membarrier(2), MEMBARRIER_CMD_GET_REGISTRATIONS.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_shared_receives(const membarrier_member_t *member);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_SHARED_H */
