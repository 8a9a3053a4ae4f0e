/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/hazard.h - hazard pointers: a thread frees an object only when no other thread
 * uses it any more, and the readers execute no fence.
 *
 *     reader                                            a thread that removes an object
 *     slot = membarrier_hazard_get();                   old = exchange(&shared, new);
 *     p = membarrier_hazard_protect(slot, &shared);     membarrier_hazard_retire(NULL, &old->retired, free_it);
 *     ... p is not freed ...
 *     membarrier_hazard_put(slot);
 *
 * A slot shows which object its thread uses. To reclaim a retired object means to call its reclaim
 * function with it. The library does so when a process-wide barrier has run after the object was
 * retired, and then no slot shows the object. One barrier serves up to 8,192 objects. A barrier
 * that any thread makes for another purpose serves them too. After the barrier, each retire of the
 * thread reclaims one of the objects.
 *
 * The first member of the object is a struct membarrier_retired, so retiring allocates nothing and
 * cannot fail. Before an object is retired it must be unlinked from the shared structure.
 *
 * How many objects wait: for each thread that retires, at most 8,192 and those that slots show. If
 * membarrier_hazard_retire_sized() tells how large the objects are: at most 16 MiB, two objects and
 * those that slots show. Orphans (the objects of threads that have ended) wait too. So do the
 * objects that reclaim functions retire, until the batch is done. A thread that sleeps keeps only
 * the objects that its slots show.
 *
 * All users of a structure must be linked with one copy of the library, because a copy does not see
 * the slots of another.
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
 * The objects of a domain can be drained apart from others. NULL is the default domain. The
 * domain must exist until it has been drained after its last object was retired.
 */
typedef struct {
	uint32_t flags_;
} membarrier_hazard_domain_t;

/* Only membarrier_hazard_reclaim() and membarrier_hazard_drain() reclaim; the caller bounds how many objects wait. */
#define MEMBARRIER_HAZARD_ON_REQUEST 1u

/* For static objects and others: MEMBARRIER_HAZARD_DOMAIN_INIT(0) or (MEMBARRIER_HAZARD_ON_REQUEST). */
#define MEMBARRIER_HAZARD_DOMAIN_INIT(flags) \
	{                                        \
		(flags)                              \
	}

/* The first member of an object. From retire until the reclaim function is called only the library uses it. */
struct membarrier_retired {
	struct membarrier_retired *next_;
	void (*reclaim_)(struct membarrier_retired *object);
	const membarrier_hazard_domain_t *domain_;
};
typedef void (*membarrier_reclaim)(struct membarrier_retired *object);

/* ---- slots ------------------------------------------------------------------- */

/* A pointer to this type is the address of a slot. It has 1 added if the fast paths of the slot's record are full fences. */
typedef struct membarrier_hazard_slot_ membarrier_hazard_slot_t;

/*
 * On x86 every store is a release. On some other CPUs a release store with an acquire load after it
 * acts as a full fence: AArch64 keeps stlr and a later ldar in order. So there the stores to slots are
 * relaxed, with a fast path before them, and a thread that reclaims runs a second slow path.
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

MEMBARRIER_INLINE_ membarrier_hazard_slot_t *membarrier_hazard_slot_of_(struct membarrier_reader_ *reader, size_t i)
{
	return (membarrier_hazard_slot_t *)(void *)((char *)&reader->hazard[i] + reader->fenced);
}

MEMBARRIER_INLINE_ uintptr_t membarrier_hazard_fenced_(const membarrier_hazard_slot_t *slot)
{
	return (uintptr_t)slot & 1;
}

MEMBARRIER_INLINE_ void **membarrier_hazard_at_(const membarrier_hazard_slot_t *slot)
{
	return (void **)((uintptr_t)slot & ~(uintptr_t)1);
}

/*
 * ABI, not for users: a fast path, which is a full fence if "fenced" is not 0. A record and the addresses of its slots
 * tell that, because the caller may be linked with another copy of the core than this library.
 */
MEMBARRIER_INLINE_ void membarrier_reader_fast_path_(uintptr_t fenced)
{
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
	/* HAZARD-1: pairs with the slow paths of threads that reclaim, which are then plain fences too. */
	if (!MEMBARRIER_LIKELY_(fenced == 0))
		MEMBARRIER_FULL_FENCE_();
}

/* ABI, not for users: stores to the slot. The last use of what the slot showed comes before the store. */
MEMBARRIER_INLINE_ void membarrier_hazard_store_(membarrier_hazard_slot_t *slot, const void *object)
{
#if MEMBARRIER_HAZARD_RELAXED_
	/* HAZARD-6: this fast path pairs with the second slow path of threads that reclaim. */
	membarrier_reader_fast_path_(membarrier_hazard_fenced_(slot));
	__atomic_store_n(membarrier_hazard_at_(slot), (void *)(uintptr_t)object, __ATOMIC_RELAXED);
#else
	/* HAZARD-2: release; pairs with HAZARD-4. */
	__atomic_store_n(membarrier_hazard_at_(slot), (void *)(uintptr_t)object, __ATOMIC_RELEASE);
#endif
}

/*
 * ABI, not for users: makes the slot show an object. True: after that, *source still pointed to it. *seen is what *source
 * points to now. The address of an object is even. So one branch asks whether *source is the same and whether the fast
 * path needs no fence.
 */
MEMBARRIER_INLINE_ bool membarrier_hazard_show_(membarrier_hazard_slot_t *slot, const void *object,
                                                const volatile void *source, void **seen)
{
	const uintptr_t fenced = membarrier_hazard_fenced_(slot);
	uintptr_t expected = (uintptr_t)object + fenced;
	void *now;

	__asm__("" : "+r"(expected)); /* Clang for AArch64 would see the sum, and ask twice. */
	membarrier_hazard_store_(slot, object);
	membarrier_reader_fast_path_(0);
	/* HAZARD-3: acquire; pairs with the caller's release of the object, and comes after the fast path. */
	now = __atomic_load_n((membarrier_hazard_word_ const volatile *)source, __ATOMIC_ACQUIRE);
	*seen = now;
	if (MEMBARRIER_LIKELY_((uintptr_t)now == expected))
		return true;
	if (MEMBARRIER_LIKELY_(!fenced))
		return false;
	/* HAZARD-9: full fence; as HAZARD-1. */
	MEMBARRIER_FULL_FENCE_();
	/* HAZARD-5: as HAZARD-3. */
	now = __atomic_load_n((membarrier_hazard_word_ const volatile *)source, __ATOMIC_ACQUIRE);
	*seen = now;
	return now == object;
}

/*
 * membarrier_hazard_get - takes a slot, which shows nothing.
 *
 * The thread may hand the slot to another thread, which then may put it. The slot stays taken until it
 * is put, even if the thread that took it has ended. In a child of fork() the slots that the child's
 * thread has taken stay taken; all others are free.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       two or three loads and a store for each of a thread's first two slots; a search for more.
 * Returns:    the slot; NULL if there is no memory for a record. A thread needs one record for each
 *             seven slots; membarrier_attach() gets the first one early.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ membarrier_hazard_slot_t *membarrier_hazard_get(void)
{
	struct membarrier_reader_ *self = membarrier_reader_self_;

	/*
	 * A word for each slot, so that a get does not depend on the result of a put before it. A signal handler that
	 * runs between the load and the store puts the slot that it got.
	 */
	for (unsigned i = 0; i < 2; i++)
		if (MEMBARRIER_LIKELY_(self->free[i])) {
			self->free[i] = 0;
			return membarrier_hazard_slot_of_(self, i);
		}
	return membarrier_hazard_get_();
}

/*
 * membarrier_hazard_clear - makes the slot show nothing: the caller no longer uses the object that it showed.
 *
 * Ordering:   the caller's uses of the object come before reclaim() of the object.
 * Pairs with: membarrier_hazard_retire().
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       a store; on other CPUs than x86 also a predicted branch.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_hazard_clear(membarrier_hazard_slot_t *slot)
{
	membarrier_hazard_store_(slot, (void *)0);
}

/*
 * membarrier_hazard_put - clears a slot and gives it back.
 *
 * Ordering:   as membarrier_hazard_clear().
 * Pairs with: membarrier_hazard_retire().
 * Context:    any thread that has the slot; async-signal-safe; never waits.
 * Cost:       as membarrier_hazard_clear(), and a store; a call if the slot is not one of the thread's
 *             first seven.
 * Errors:     none.
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
	/* free[i] is as far behind hazard[i] as the one array is behind the other. */
	*(uintptr_t *)(void *)((char *)membarrier_hazard_at_(slot) + offsetof(struct membarrier_reader_, free)) = 1;
}

/*
 * membarrier_hazard_set - makes the slot show an object, without a check that the object is not retired yet.
 *
 * For callers that check it themselves: after the call, the caller loads, with acquire, a pointer that
 * leads to the object as long as the object is not retired. If the pointer still leads to the object,
 * the object is protected. Do not use this function to move a protection from one slot to another: a
 * thread that reclaims may look at the second slot before the call and at the first one after it was
 * cleared. Exchange the slots instead.
 *
 * Ordering:   the store to the slot, and then a fast path.
 * Pairs with: membarrier_hazard_retire(), whose objects wait for a slow path.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       a store and a predicted branch.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_hazard_set(membarrier_hazard_slot_t *slot, const void *object)
{
	membarrier_hazard_store_(slot, object);
	membarrier_reader_fast_path_(membarrier_hazard_fenced_(slot));
}

/*
 * membarrier_hazard_try_protect - tries once to protect the object that *source points to.
 *
 * source is the address of an atomic pointer, without marks in its bits, to objects that begin with
 * their struct membarrier_retired. *object is, on entry, the value that *source had when the caller
 * last looked, and on return the value that it has now.
 *
 * Ordering:   true: an acquire load of *source. False: nothing was ordered.
 * Pairs with: membarrier_hazard_retire(), if the object was unlinked from *source before.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       a store, a load and a predicted branch.
 * Returns:    true if the two values are equal: the slot shows the object. False: the slot is cleared.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ bool membarrier_hazard_try_protect(membarrier_hazard_slot_t *slot, void **object,
                                                      const volatile void *source)
{
	if (MEMBARRIER_LIKELY_(membarrier_hazard_show_(slot, *object, source, object)))
		return true;
	membarrier_hazard_clear(slot);
	return false;
}

/*
 * membarrier_hazard_protect - returns the object that *source points to, protected until the slot is changed.
 *
 * source is as in membarrier_hazard_try_protect().
 *
 * Ordering:   an acquire load of *source.
 * Pairs with: membarrier_hazard_retire(), if the object was unlinked from *source before.
 * Context:    any thread; async-signal-safe. Lock-free: it tries again if *source has changed.
 * Cost:       two loads, a store and a predicted branch; a full fence too if no asymmetric strategy
 *             is in use.
 * Returns:    the object; NULL if *source is NULL.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void *membarrier_hazard_protect(membarrier_hazard_slot_t *slot, const volatile void *source)
{
	void *seen = __atomic_load_n((membarrier_hazard_word_ const volatile *)source, __ATOMIC_RELAXED), *shown;

	do
		shown = seen;
	while (!MEMBARRIER_LIKELY_(membarrier_hazard_show_(slot, shown, source, &seen)));
	return shown;
}

/* ---- retire and reclaim -------------------------------------------------------- */

/*
 * membarrier_hazard_retire - calls reclaim(object) once no slot shows the object.
 *
 * The object must have been unlinked: a load that begins now cannot find it. reclaim() is called by
 * a later retire in this thread, or by any thread that retires, reclaims or drains later. reclaim()
 * may retire objects. It must return, and must not drain.
 *
 * Ordering:   what the caller did before the call, and what each user of the object did before it
 *             cleared its slot, comes before reclaim().
 * Pairs with: membarrier_hazard_protect(), membarrier_hazard_try_protect(), membarrier_hazard_set(),
 *             membarrier_hazard_clear(), membarrier_hazard_put().
 * Context:    any thread; not a signal handler. May call reclaim functions of other objects, unless the
 *             domain has the flag MEMBARRIER_HAZARD_ON_REQUEST. So the caller must hold no lock that a
 *             reclaim function takes. Otherwise as membarrier_slow_path(). A child of fork() has the
 *             objects of all threads of its parent.
 * Cost:       some nanoseconds and one call of a reclaim function; a read of the clock after every 256
 *             objects of a thread. Then a slow path follows if some 8,000 objects wait, or if the last slow
 *             path of this kind in the process ended 20 times as long ago as it took. All objects of a batch
 *             are reclaimed in one call if slots show many objects, if callers said their size, or if the
 *             next slow path is due.
 * Errors:     none. If there is no memory for a record of the thread, the object becomes an orphan.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_hazard_retire(const membarrier_hazard_domain_t *domain,
                                                  struct membarrier_retired *object, membarrier_reclaim reclaim);

/*
 * membarrier_hazard_retire_sized - as membarrier_hazard_retire(), for an object that occupies so many bytes.
 *
 * The library also looks whether to reclaim after every 8 MiB that a thread retires, and then does not
 * wait for more objects.
 *
 * Ordering:   as membarrier_hazard_retire().
 * Pairs with: as membarrier_hazard_retire().
 * Context:    as membarrier_hazard_retire().
 * Cost:       as membarrier_hazard_retire(); also a slow path for each 8 MiB.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API void membarrier_hazard_retire_sized(const membarrier_hazard_domain_t *domain,
                                                        struct membarrier_retired *object, membarrier_reclaim reclaim,
                                                        size_t bytes);

/*
 * membarrier_hazard_reclaim - reclaims at most max objects of the domain now.
 *
 * It reclaims orphans and objects that the calling thread has retired, but none that a slot shows.
 *
 * Ordering:   as membarrier_hazard_retire().
 * Pairs with: as membarrier_hazard_retire().
 * Context:    any thread; not a signal handler. In a reclaim function it does nothing. Otherwise as
 *             membarrier_slow_path().
 * Cost:       one slow path, or none if a barrier has run since the objects were retired; a look at each
 *             thread's slots.
 * Returns:    how many objects it has reclaimed; 0 also if there is no memory for a record of the thread.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API size_t membarrier_hazard_reclaim(const membarrier_hazard_domain_t *domain, size_t max);

/*
 * membarrier_hazard_drain - returns when all objects of the domain are reclaimed that were retired before.
 *
 * "Before" includes each retire, in any thread, that happens before this call. It is for libraries with
 * reclaim functions that dlclose() is about to unload, for domains that are about to end, and for tests.
 *
 * Ordering:   as membarrier_hazard_retire(); what the reclaim functions did comes before the return.
 * Pairs with: as membarrier_hazard_retire().
 * Context:    any thread; not a signal handler. Blocks while slots show an object of the domain, and while
 *             other threads run reclaim functions.
 * Cost:       two slow paths, a look at each thread's record, and the time until slots are cleared.
 * Returns:    0; -EDEADLK in a reclaim function, or if a slot of the calling thread shows an object that
 *             is to be reclaimed (that object becomes an orphan); -ENOMEM if there is no memory for a
 *             record of the thread.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_hazard_drain(const membarrier_hazard_domain_t *domain);

/* Counts of this copy of the library since start-up. They include objects that were retired through quiescence.h. */
struct membarrier_hazard_stats {
	size_t size;         /* in: sizeof(struct membarrier_hazard_stats) */
	uint64_t waiting;    /* objects that wait in the lists of threads */
	uint64_t most;       /* the most objects that have waited in the list of one thread */
	uint64_t reclaimed;  /* objects reclaimed */
	uint64_t barriers;   /* batches for which the library has run a slow path */
	uint64_t free_rides; /* batches that a barrier for another purpose has served */
};

/*
 * membarrier_hazard_get_stats - what was retired and reclaimed so far.
 *
 * Ordering:   none; the counts are not read at one instant.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       a look at each thread's record.
 * Returns:    0; -EINVAL if stats is NULL or stats->size is not one that a released header had.
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
