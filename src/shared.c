/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * shared.c - barriers between processes that share memory.
 *
 * Scenario SHARED.
 *
 *   member, role FAST                     member, role SLOW
 *   joins: registers as a receiver        joins: makes one barrier
 *          registered: free = 1
 *   X = 1                                 Y = 1
 *   free: compiler barrier                full fence                     SHARED-2
 *   else: full fence         SHARED-1     the system fences every CPU that runs a registered process
 *   r1 = Y                                full fence                     SHARED-3
 *                                         r2 = X             never r1 == r2 == 0
 *
 * A thread of a registered process that runs is fenced by the system; one that does not run was, by the
 * switch of threads. One that registers while the barrier is on its way is free only after the kernel's own full
 * barrier, which follows the writing of the registration: if the barrier's look at its CPU missed that, Y = 1 came
 * before the look, and so r1 == 1. A member that is not registered has full fences of its own.
 *
 * What a member may leave out is decided by what its own process could do, and kept in its own memory. In the segment
 * there is one word, written once, by compare-and-swap from 0, and read once by each member:
 *
 *   bits 0-7 format, 8-15 mode, 16-63 of the boot's id (mode asymmetric)
 *
 * So there is no state that a member which dies could leave half made, and no member can make another's order
 * weaker: not by what it writes into the segment, nor by not doing what it promised. It can only leave its own
 * side unordered, as any program that shares memory can. A process that cannot issue is refused as SLOW: nothing it
 * could do would fence the others. The boot's id keeps out other kernels, whose barriers do not reach this one's CPUs.
 *
 * A segment does not change its mode while it has members: a process that needed that is one that cannot issue, and
 * so could not know when the others have seen it.
 *
 * Model: tests/models/spin/shared.pml.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include <membarrier.h>
#include <membarrier/shared.h>

#include "atomics.h"
#include "fallback.h"

#ifndef ENOTSUP
#define ENOTSUP EINVAL
#endif
#ifndef ESTALE /* Windows, where no segment is asymmetric. */
#define ESTALE EINVAL
#endif

#if MB_NUMBERS
enum { FORMAT = 1, ROLES = MEMBARRIER_ROLE_FAST | MEMBARRIER_ROLE_SLOW };

_Static_assert(sizeof(struct membarrier_shared) == 8, "expected 8 bytes for programs of 32 and of 64 bits");

/* NULL: this system has none, or the library was told to do without. */
static const struct processes *processes(void)
{
#ifdef MEMBARRIER_FENCE_ONLY
	return NULL;
#else
	return mb_port_kinds.processes;
#endif
}

/* 48 bits, 0 if they are not known. The system is asked: a file is read. */
static uint64_t boot(void)
{
	return processes() ? processes()->boot() & UINT64_C(0xffffffffffff) : 0;
}

/* Asked anew each time: it is this process's to know, and filters may have been added to it. */
static bool can_issue(void)
{
	return processes() && processes()->barrier->probe()->verdict == MEMBARRIER_OFFERED;
}

static atomic_u64 *word_of(struct membarrier_shared *shared)
{
	return (atomic_u64 *)&shared->word_;
}

int membarrier_shared_create(struct membarrier_shared *shared, unsigned mode)
{
	uint64_t none = 0, word = FORMAT | (uint64_t)mode << 8, id;

	if (!shared || (mode != MEMBARRIER_MODE_ASYMMETRIC && mode != MEMBARRIER_MODE_FENCED))
		return -EINVAL;
	if (load_relaxed(word_of(shared)))
		return -EEXIST;
	if (mode == MEMBARRIER_MODE_ASYMMETRIC) {
		id = boot();
		if (!id || !can_issue())
			return -ENOTSUP;
		word |= id << 16;
	}
	/* SHARED-4: one creator; the word carries nothing but itself. */
	return compare_exchange(word_of(shared), &none, word) ? 0 : -EEXIST;
}

int membarrier_shared_join(struct membarrier_shared *shared, unsigned roles, membarrier_member_t *member)
{
	uint64_t word, id;
	int mode, receives = 0;

	if (!shared || !member || !roles || (roles & ~(unsigned)ROLES))
		return -EINVAL;
	word = load_relaxed(word_of(shared));
	mode = (int)(word >> 8 & 0xff);
	if (!word)
		return -EAGAIN;
	if ((word & 0xff) != FORMAT || (mode != MEMBARRIER_MODE_ASYMMETRIC && mode != MEMBARRIER_MODE_FENCED))
		return -EPROTO;
	if (mode == MEMBARRIER_MODE_ASYMMETRIC) {
		id = boot();
		if (id && word >> 16 != id)
			return -ESTALE;
		if ((roles & MEMBARRIER_ROLE_SLOW) && (!id || !can_issue()))
			return -ENOTSUP;
		receives = (roles & MEMBARRIER_ROLE_FAST) && id && processes()->receive() == 0;
	}
	member->fenced_ = mode == MEMBARRIER_MODE_FENCED;
	store_relaxed(&member->free_, receives);
	return 0;
}

void membarrier_shared_slow_path(const membarrier_member_t *member)
{
	/* SHARED-2: pairs with SHARED-1 and, through the system's barrier, with free fast paths. */
	MEMBARRIER_FULL_FENCE_();
	if (!member->fenced_ && (!processes() || mb_make(processes()->barrier)))
		mb_give_up(
			"libmembarrier: the system refuses the barrier between processes; other members' fast paths are "
			"unordered without it\n");
	/* SHARED-3: as SHARED-2. */
	MEMBARRIER_FULL_FENCE_();
}

int membarrier_shared_receives(const membarrier_member_t *member)
{
	return load_relaxed(&member->free_) ? processes()->receives() : 0;
}

#else /* The word has 64 bits. */
int membarrier_shared_create(struct membarrier_shared *shared, unsigned mode)
{
	(void)shared;
	(void)mode;
	return -ENOTSUP;
}

int membarrier_shared_join(struct membarrier_shared *shared, unsigned roles, membarrier_member_t *member)
{
	(void)shared;
	(void)roles;
	(void)member;
	return -ENOTSUP;
}

void membarrier_shared_slow_path(const membarrier_member_t *member)
{
	(void)member;
	mb_give_up("libmembarrier: there are no barriers between processes on this CPU\n");
}

int membarrier_shared_receives(const membarrier_member_t *member)
{
	(void)member;
	return 0;
}
#endif
