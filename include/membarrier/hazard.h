/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/hazard.h - hazard pointers: memory is freed while other threads may still look at
 * it, and the readers run no fence.
 *
 *     reader                                            a thread that removes an object
 *     slot = membarrier_hazard_get();                   old = exchange(&shared, new);
 *     p = membarrier_hazard_protect(slot, &shared);     membarrier_hazard_retire(NULL, &old->retired, free_it);
 *     ... p is not freed ...
 *     membarrier_hazard_put(slot);
 *
 * A slot shows which object its thread uses. A retired object is reclaimed, which means that its
 * function is called with it, once a process-wide barrier has run after it was retired and then no
 * slot shows it. Barriers are shared: one serves up to 8,192 objects, and a barrier
 * that any thread has run for another purpose costs nothing.
 *
 * The object has a struct membarrier_retired as its first member, so retiring allocates nothing
 * and cannot fail. What points to the object is unlinked from the shared structure before.
 *
 * How much memory waits: of the objects that one thread retires, at most 8,192 and those that
 * slots show, or 16 MiB, two objects and those if membarrier_hazard_retire_sized() says how
 * large they are; and what threads that have ended left behind. A thread that sleeps with a slot set
 * keeps back only the object that the slot shows. Objects that reclaim functions retire come on top
 * until the batch of these functions is done.
 *
 * All users of a structure must be linked with one copy of the library: a copy does not see
 * another's slots.
 */
#ifndef MEMBARRIER_HAZARD_H
#define MEMBARRIER_HAZARD_H

#include <membarrier/thread.h>

#if defined(__cplusplus) && defined(__GNUC__) /* The code for C, in a user's C++. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wzero-as-null-pointer-constant"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what is retired ------------------------------------------------------- */

/*
 * Objects of a domain can be drained apart from others. NULL is the default domain. A domain
 * lives until it has been drained, after the last of its objects was retired.
 */
typedef struct {
	uint32_t flags_;
} membarrier_hazard_domain_t;

/* retire reclaims nothing; only membarrier_hazard_reclaim() and _drain() do, and the bound above is the caller's. */
#define MEMBARRIER_HAZARD_ON_REQUEST 1u

/* For static objects and others: MEMBARRIER_HAZARD_DOMAIN_INIT(0) or (MEMBARRIER_HAZARD_ON_REQUEST). */
#define MEMBARRIER_HAZARD_DOMAIN_INIT(flags) \
	{                                        \
		(flags)                              \
	}

/* In the object; the library's alone from retire until the reclaim function is called. */
struct membarrier_retired {
	struct membarrier_retired *next_;
	void (*reclaim_)(struct membarrier_retired *object);
	const membarrier_hazard_domain_t *domain_;
};
typedef void (*membarrier_reclaim)(struct membarrier_retired *object);

/* ---- slots ------------------------------------------------------------------- */

typedef struct {
	void *object_;
} membarrier_hazard_slot_t;

/*
 * On x86 every store is a release. Elsewhere a release store that an acquire load follows is
 * a hidden full fence on some CPUs (stlr and ldar of AArch64 are kept in order). So there the
 * stores to slots are relaxed, with a fast path before them, and those that reclaim run a second barrier.
 */
#if defined(MEMBARRIER_HAZARD_RELAXED_)
#elif defined(__x86_64__) || defined(__i386__) || defined(MEMBARRIER_TSAN_)
#define MEMBARRIER_HAZARD_RELAXED_ 0
#else
#define MEMBARRIER_HAZARD_RELAXED_ 1
#endif

typedef void *__attribute__((may_alias)) membarrier_hazard_word_;

/* ABI, not for users. */
MEMBARRIER_SYNC_API membarrier_hazard_slot_t *membarrier_hazard_get_(void);
MEMBARRIER_SYNC_API void membarrier_hazard_put_(membarrier_hazard_slot_t *slot);

MEMBARRIER_INLINE_ struct membarrier_reader_ *membarrier_hazard_reader_(const membarrier_hazard_slot_t *slot)
{
	return (struct membarrier_reader_ *)((uintptr_t)slot & ~(uintptr_t)127);
}

/* A fast path that asks the library whether it must be a fence: the caller's own core may be another copy. */
MEMBARRIER_INLINE_ void membarrier_reader_fast_path_(const struct membarrier_reader_ *reader)
{
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
	/* HAZARD-1: pairs with the slow paths of those that reclaim, which are plain fences as well. */
	if (!MEMBARRIER_LIKELY_(reader->fenced == 0))
		MEMBARRIER_FULL_FENCE_();
}

/* The last use of what the slot showed comes before the store. */
MEMBARRIER_INLINE_ void membarrier_hazard_store_(membarrier_hazard_slot_t *slot, const void *object)
{
#if MEMBARRIER_HAZARD_RELAXED_
	/* HAZARD-6: this fast path against the second slow path of those that reclaim. */
	membarrier_reader_fast_path_(membarrier_hazard_reader_(slot));
	__atomic_store_n(&slot->object_, (void *)(uintptr_t)object, __ATOMIC_RELAXED);
#else
	/* HAZARD-2: release; pairs with HAZARD-4. */
	__atomic_store_n(&slot->object_, (void *)(uintptr_t)object, __ATOMIC_RELEASE);
#endif
}

/*
 * membarrier_hazard_get - takes a slot, which shows nothing.
 *
 * It may be put by another thread that it was handed to. It outlives the thread that got it,
 * until it is put. In a child of fork() only the slots that its thread has got itself are still taken.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe.
 * Cost:       a load or two, and a store, for the first two slots of a thread at a time; further ones are searched for.
 * Errors:     NULL if there is no memory for a record, which a thread needs for its first slot, and for
 *             each seven; membarrier_attach() tells it early.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ membarrier_hazard_slot_t *membarrier_hazard_get(void)
{
	struct membarrier_reader_ *self = membarrier_reader_self_;

	/* A byte for each slot: a get after a put waits for no result of it. A handler that runs in between puts what it got. */
	for (unsigned i = 0; i < 2; i++)
		if (MEMBARRIER_LIKELY_(self->free[i])) {
			self->free[i] = 0;
			return (membarrier_hazard_slot_t *)(void *)&self->hazard[i];
		}
	return membarrier_hazard_get_();
}

/*
 * membarrier_hazard_clear - the slot shows nothing: the caller no longer uses what it showed.
 *
 * Ordering:   uses of the object before it come before the object's reclamation.
 * Context:    any thread; async-signal-safe.
 * Cost:       a store.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_hazard_clear(membarrier_hazard_slot_t *slot)
{
	membarrier_hazard_store_(slot, (void *)0);
}

/*
 * membarrier_hazard_put - gives a slot back; it is cleared.
 *
 * Ordering:   as membarrier_hazard_clear().
 * Context:    any thread; async-signal-safe.
 * Cost:       two stores where the slot is one of the thread's first seven.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_hazard_put(membarrier_hazard_slot_t *slot)
{
	struct membarrier_reader_ *self = membarrier_reader_self_;
	uintptr_t offset = (uintptr_t)slot - (uintptr_t)self;

	if (!MEMBARRIER_LIKELY_(offset < sizeof self->hazard)) {
		membarrier_hazard_put_(slot);
		return;
	}
	membarrier_hazard_clear(slot);
	self->free[offset / sizeof *self->hazard] = 1;
}

/*
 * membarrier_hazard_set - the slot shows an object; no proof that it was in time.
 *
 * For checks of the caller's own: afterwards the caller looks again, with acquire, whether the
 * object is still linked where it must be linked if it is not retired. If so, it is safe to use.
 * It is no way to move a protection from one slot to another: a thread that reclaims may look at the one before
 * and at the other after. Swap the slots instead.
 *
 * Ordering:   the store, then a fast path.
 * Pairs with: the barriers of those that reclaim.
 * Context:    any thread; async-signal-safe.
 * Cost:       a store, a load and a predicted branch.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_hazard_set(membarrier_hazard_slot_t *slot, const void *object)
{
	membarrier_hazard_store_(slot, object);
	membarrier_reader_fast_path_(membarrier_hazard_reader_(slot));
}

/*
 * membarrier_hazard_try_protect - one attempt to protect what *source points to.
 *
 * *object: in, what *source was last seen to be; out, what it is now. True: they are the same,
 * and the slot shows it. False: the slot is cleared. source is the address of an atomic pointer to
 * objects that begin with their struct membarrier_retired, without marks in its bits.
 *
 * Ordering:   true: an acquire load of *source.
 * Pairs with: membarrier_hazard_retire(), if the object was unlinked from *source before.
 * Context:    any thread; async-signal-safe.
 * Cost:       as membarrier_hazard_protect().
 * Since:      0.1
 */
MEMBARRIER_INLINE_ bool membarrier_hazard_try_protect(membarrier_hazard_slot_t *slot, void **object,
                                                      const volatile void *source)
{
	void *shown = *object, *seen;

	membarrier_hazard_set(slot, shown);
	/* HAZARD-3: acquire; pairs with the caller's release of the object, and comes after HAZARD-1. */
	seen = __atomic_load_n((membarrier_hazard_word_ const volatile *)source, __ATOMIC_ACQUIRE);
	*object = seen;
	if (MEMBARRIER_LIKELY_(seen == shown))
		return true;
	membarrier_hazard_clear(slot);
	return false;
}

/*
 * membarrier_hazard_protect - what *source points to, protected until the slot is changed.
 *
 * Returns NULL if *source is NULL. source is as in membarrier_hazard_try_protect().
 *
 * Ordering:   an acquire load of *source.
 * Pairs with: membarrier_hazard_retire(), if the object was unlinked from *source before.
 * Context:    any thread; async-signal-safe. Lock-free: it tries again when *source has changed.
 * Cost:       three loads, a store and two predicted branches, and no fence where an asymmetric strategy is in use.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void *membarrier_hazard_protect(membarrier_hazard_slot_t *slot, const volatile void *source)
{
	void *seen = __atomic_load_n((membarrier_hazard_word_ const volatile *)source, __ATOMIC_RELAXED), *shown;

	do {
		shown = seen;
		membarrier_hazard_set(slot, shown);
		/* HAZARD-5: as HAZARD-3. */
		seen = __atomic_load_n((membarrier_hazard_word_ const volatile *)source, __ATOMIC_ACQUIRE);
	} while (!MEMBARRIER_LIKELY_(seen == shown));
	return shown;
}

/* ---- retire and reclaim -------------------------------------------------------- */

/*
 * membarrier_hazard_retire - calls reclaim(object) once no slot shows the object.
 *
 * The object has been unlinked: no load that begins now can find it. reclaim() is called in
 * this thread by a later retire, or by any thread that retires, reclaims or drains later. It
 * may retire objects; it must return, and must not drain.
 *
 * Ordering:   what the caller did before, and what each user of the object did before its slot was
 *             cleared, comes before reclaim().
 * Pairs with: membarrier_hazard_protect(), _try_protect(), _set(), _clear(), _put().
 * Context:    any thread; not a signal handler. May reclaim other objects, unless the domain is one
 *             of MEMBARRIER_HAZARD_ON_REQUEST; no lock that a reclaim function takes may be held then.
 * Cost:       some nanoseconds. Every 256 objects of a thread, a look at the clock: if the last barrier of
 *             the process for this purpose ended 20 times one's length ago, or 8,192 wait, a slow path.
 * Errors:     none. A thread for which there is no record leaves its objects to the others.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_hazard_retire(const membarrier_hazard_domain_t *domain,
                                                  struct membarrier_retired *object, membarrier_reclaim reclaim);

/*
 * membarrier_hazard_retire_sized - the same, for an object that holds so many bytes back.
 *
 * 8 MiB in a thread's list count as 4,096 objects do.
 */
MEMBARRIER_SYNC_API void membarrier_hazard_retire_sized(const membarrier_hazard_domain_t *domain,
                                                        struct membarrier_retired *object, membarrier_reclaim reclaim,
                                                        size_t bytes);

/*
 * membarrier_hazard_reclaim - reclaims at most max objects of the domain now.
 *
 * Of those that the calling thread has retired and those that threads have left that ended; not
 * those that slots show.
 *
 * Ordering:   as membarrier_hazard_retire().
 * Context:    any thread; not a signal handler. In a reclaim function it does nothing.
 * Cost:       a slow path if no barrier has run since, at most once; a look at each thread's slots.
 * Returns:    how many.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API size_t membarrier_hazard_reclaim(const membarrier_hazard_domain_t *domain, size_t max);

/*
 * membarrier_hazard_drain - returns when all that was retired before in the domain is reclaimed.
 *
 * By any thread that synchronises with this call. For the end of a library that dlclose() unloads
 * with its reclaim functions, for tests, and before a domain's end.
 *
 * Ordering:   as membarrier_hazard_retire(); what the reclaim functions did comes before the return.
 * Context:    any thread; not a signal handler. Waits while slots show an object of the domain, and while
 *             other threads run reclaim functions.
 * Cost:       two slow paths, a look at each record, and the waiting.
 * Errors:     -EDEADLK in a reclaim function, or if a slot of the calling thread shows an object that
 *             is to be reclaimed (the object then waits on); -ENOMEM if the thread has no record.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_hazard_drain(const membarrier_hazard_domain_t *domain);

/* Of the whole copy of the library; retired through quiescence.h counts too. */
struct membarrier_hazard_stats {
	size_t size;         /* in: sizeof(struct membarrier_hazard_stats) */
	uint64_t waiting;    /* objects that wait in threads' lists */
	uint64_t most;       /* the most that ever waited in one thread's */
	uint64_t reclaimed;  /* objects reclaimed */
	uint64_t barriers;   /* batches for which a slow path was run */
	uint64_t free_rides; /* batches that another's barrier served */
};

/*
 * membarrier_hazard_get_stats - what was done so far.
 *
 * Ordering:   none; the counts are not of one instant.
 * Context:    any thread; async-signal-safe.
 * Cost:       a look at each thread's record.
 * Errors:     -EINVAL if stats is NULL or stats->size is not one that a released header had.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_hazard_get_stats(struct membarrier_hazard_stats *stats);

#ifdef __cplusplus
}
#endif

#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#endif /* MEMBARRIER_HAZARD_H */
