/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/rwlock.h - a read-mostly lock whose readers write nothing that they share.
 *
 * A reader stores the lock's address in its thread's record and reads the lock, so readers do
 * not slow each other down, however many there are. A writer looks at the record of every
 * thread, so writing costs more than with other locks: use this lock for data that is read
 * hundreds of times for each write. The lock is an adaptive pair (membarrier/pair.h): readers
 * execute no fence while writers are rare, and a full fence otherwise.
 *
 *   - The thread that locked must unlock.
 *   - Read locks nest, also while a writer waits.
 *   - The write lock does not nest: a thread that holds it must not lock again, for reading or
 *     for writing, because the thread would wait for itself. A thread that holds a read lock and
 *     asks for the write lock gets -EDEADLK.
 *   - While a writer waits, new readers wait too, so writers do not starve. After 64 writes
 *     the waiting readers go first, so readers do not starve.
 *   - If a thread ends and holds a read lock, the lock stays locked, as with pthread_rwlock_t.
 *   - A child of fork() has the read locks of the thread that called fork(), and no others. If
 *     another thread of the parent held the write lock, the lock stays locked in the child.
 *   - All users of a lock must be linked with one copy of the library. If two copies use one
 *     lock, the library calls abort().
 */
#ifndef MEMBARRIER_RWLOCK_H
#define MEMBARRIER_RWLOCK_H

#include <time.h>

#include <membarrier/pair.h>

#if defined(__cplusplus) && defined(__GNUC__) /* The code for C, in a user's C++. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wzero-as-null-pointer-constant"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* For static objects and others: MEMBARRIER_RWLOCK_INIT. 48 bytes. Nothing needs to be destroyed. */
typedef struct {
	uint32_t word_;     /* the tag of the library's copy, and the flags below; without flags readers need no fence */
	uint32_t sleepers_; /* threads that sleep until the word changes */
	struct membarrier_policy_ policy_;
} membarrier_rwlock_t;

/* WSLEEP: the writer sleeps until readers unlock. */
enum {
	MEMBARRIER_RWLOCK_WRITER_ = 1,
	MEMBARRIER_RWLOCK_FENCED_ = 2,
	MEMBARRIER_RWLOCK_WSLEEP_ = 4,
	MEMBARRIER_RWLOCK_CLOSED_ = 8
};
#define MEMBARRIER_RWLOCK_INIT                 \
	{                                          \
		MEMBARRIER_RWLOCK_FENCED_, 0,          \
		{                                      \
			0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 \
		}                                      \
	}

/*
 * A token says which slot of the thread's record a read lock occupies. To unlock by a token, a thread
 * reads no thread-local data, and searches no slots if read locks nest.
 */
typedef struct {
	void **slot_; /* NULL: the thread has no record */
} membarrier_rwlock_token_t;

/* ABI, not for users. A slot holds the lock's address; a low bit, TOKEN, marks a read lock that has a token. */
enum { MEMBARRIER_RWLOCK_BLOCK_ = 0, MEMBARRIER_RWLOCK_TRY_ = 1 };
enum { MEMBARRIER_SLOT_TOKEN_ = 2 };
MEMBARRIER_SYNC_API int membarrier_rwlock_read_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline,
                                                unsigned marks, membarrier_rwlock_token_t *token);
MEMBARRIER_SYNC_API int membarrier_rwlock_read_again_(membarrier_rwlock_t *lock, int try_,
                                                      const struct timespec *deadline);
MEMBARRIER_SYNC_API void membarrier_rwlock_unread_(membarrier_rwlock_t *lock);
MEMBARRIER_SYNC_API void membarrier_rwlock_wake_writer_(membarrier_rwlock_t *lock);
MEMBARRIER_SYNC_API int membarrier_rwlock_write_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline);
MEMBARRIER_SYNC_API void membarrier_rwlock_unwrite_(membarrier_rwlock_t *lock);
MEMBARRIER_SYNC_API int membarrier_rwlock_close_(membarrier_rwlock_t *lock);

MEMBARRIER_INLINE_ int membarrier_rwlock_read_inline_(membarrier_rwlock_t *lock, int try_,
                                                      const struct timespec *deadline, unsigned marks,
                                                      membarrier_rwlock_token_t *token)
{
	struct membarrier_thread_ *self = membarrier_self_;
	uint32_t word;

	/* Not free: the thread holds a read lock already, or has no record. */
	if (!MEMBARRIER_LIKELY_(__atomic_load_n(&self->held[0], __ATOMIC_RELAXED) == 0)) {
		/* With the address of *token instead, the compiler would keep the token in memory. */
		membarrier_rwlock_token_t other = { 0 };
		int error = membarrier_rwlock_read_(lock, try_, deadline, marks, &other);

		*token = other;
		return error;
	}
	token->slot_ = &self->held[0];
	/* RWLOCK-29: release where it is free; a writer of another lock may read this store instead of RWLOCK-5 or RECORD-4. */
	__atomic_store_n(&self->held[0], (void *)((char *)lock + marks), MEMBARRIER_OVERWRITE_);
	/* RWLOCK-1: the slot, then this fast path, then the word; pairs with RWLOCK-7. */
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
	/* RWLOCK-2: acquire; pairs with RWLOCK-9, for what writers wrote. */
	word = __atomic_load_n(&lock->word_, __ATOMIC_ACQUIRE);
	if (MEMBARRIER_LIKELY_(word == self->copy))
		return 0;
	if (MEMBARRIER_LIKELY_(word == (self->copy | MEMBARRIER_RWLOCK_FENCED_)) && self->fenced != 0) {
		/* RWLOCK-3: pairs with RWLOCK-8. */
		MEMBARRIER_FULL_FENCE_();
		/* RWLOCK-4: as RWLOCK-2. */
		word = __atomic_load_n(&lock->word_, __ATOMIC_ACQUIRE);
		if (MEMBARRIER_LIKELY_(word == (self->copy | MEMBARRIER_RWLOCK_FENCED_))) {
			self->fenced--;
			return 0;
		}
	}
	return membarrier_rwlock_read_again_(lock, try_, deadline);
}

/*
 * membarrier_rwlock_rdlock, membarrier_rwlock_tryrdlock, membarrier_rwlock_timedrdlock - lock for reading.
 *
 * deadline is a time of CLOCK_MONOTONIC, or NULL for none.
 *
 * Ordering:   an acquire: the caller sees what writers did before they unlocked.
 * Pairs with: membarrier_rwlock_wrunlock().
 * Context:    any thread; a child of fork(); not a cancellation point. rdlock and timedrdlock block
 *             while a writer holds the lock or waits for it, unless the caller holds a read lock of
 *             it. tryrdlock never waits, and is async-signal-safe.
 * Cost:       a store, two loads and two predicted branches; a full fence too while writers
 *             come often.
 * Returns:    0; -ECANCELED if the lock is closed; -ENOMEM if there is no memory for a record of
 *             the thread, and the thread holds read locks of four other locks without a record.
 *             tryrdlock: -EBUSY while a writer holds the lock or waits for it, even if the caller
 *             holds a read lock of it: a signal handler that interrupts a lock function of its
 *             thread cannot know whether that function has taken the lock.
 *             timedrdlock: -ETIMEDOUT if the deadline has passed; -EINVAL if its nanoseconds are
 *             not 0 to 999,999,999.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ int membarrier_rwlock_rdlock(membarrier_rwlock_t *lock)
{
	membarrier_rwlock_token_t unused;
	int error = membarrier_rwlock_read_inline_(lock, MEMBARRIER_RWLOCK_BLOCK_, 0, 0, &unused);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

MEMBARRIER_INLINE_ int membarrier_rwlock_tryrdlock(membarrier_rwlock_t *lock)
{
	membarrier_rwlock_token_t unused;
	int error = membarrier_rwlock_read_inline_(lock, MEMBARRIER_RWLOCK_TRY_, 0, 0, &unused);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

MEMBARRIER_INLINE_ int membarrier_rwlock_timedrdlock(membarrier_rwlock_t *lock, const struct timespec *deadline)
{
	membarrier_rwlock_token_t unused;
	int error = membarrier_rwlock_read_inline_(lock, MEMBARRIER_RWLOCK_BLOCK_, deadline, 0, &unused);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

MEMBARRIER_INLINE_ void membarrier_rwlock_unread_inline_(membarrier_rwlock_t *lock, void **slot)
{
	/* RWLOCK-5: release; pairs with RWLOCK-11. */
	__atomic_store_n(slot, (void *)0, __ATOMIC_RELEASE);
	/* RWLOCK-6: the slot, then this fast path, then the word; pairs with RWLOCK-13. */
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
	if (!MEMBARRIER_LIKELY_(!(__atomic_load_n(&lock->word_, __ATOMIC_RELAXED) & MEMBARRIER_RWLOCK_WSLEEP_)))
		membarrier_rwlock_wake_writer_(lock);
}

/*
 * membarrier_rwlock_rdunlock - unlocks one of the calling thread's read locks of this lock.
 *
 * Ordering:   a release: what the caller has read and written comes before what the next writer does.
 * Pairs with: membarrier_rwlock_wrlock().
 * Context:    the thread that locked. Async-signal-safe on Linux and FreeBSD, where it never waits;
 *             other systems use a mutex to wake a writer.
 * Cost:       a store, two loads and two predicted branches; a system call if a writer sleeps.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_rwlock_rdunlock(membarrier_rwlock_t *lock)
{
	struct membarrier_thread_ *self = membarrier_self_;

	MEMBARRIER_TSAN_ORDER_();
	if (MEMBARRIER_LIKELY_(__atomic_load_n(&self->held[0], __ATOMIC_RELAXED) == (void *)lock))
		membarrier_rwlock_unread_inline_(lock, &self->held[0]);
	else
		membarrier_rwlock_unread_(lock);
}

/*
 * membarrier_rwlock_rdlock_token, membarrier_rwlock_tryrdlock_token,
 * membarrier_rwlock_timedrdlock_token - lock for reading, and say by which token to unlock.
 *
 * If the function returns 0, *token is valid for one call of membarrier_rwlock_rdunlock_token();
 * otherwise it means nothing. A thread may hold read locks with and without tokens, and unlock
 * them in any order.
 *
 * Ordering:   as the functions without _token.
 * Pairs with: membarrier_rwlock_wrunlock().
 * Context:    as the functions without _token.
 * Cost:       as the functions without _token.
 * Returns:    as the functions without _token.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ int membarrier_rwlock_rdlock_token(membarrier_rwlock_t *lock, membarrier_rwlock_token_t *token)
{
	int error = membarrier_rwlock_read_inline_(lock, MEMBARRIER_RWLOCK_BLOCK_, 0, MEMBARRIER_SLOT_TOKEN_, token);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

MEMBARRIER_INLINE_ int membarrier_rwlock_tryrdlock_token(membarrier_rwlock_t *lock, membarrier_rwlock_token_t *token)
{
	int error = membarrier_rwlock_read_inline_(lock, MEMBARRIER_RWLOCK_TRY_, 0, MEMBARRIER_SLOT_TOKEN_, token);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

MEMBARRIER_INLINE_ int membarrier_rwlock_timedrdlock_token(membarrier_rwlock_t *lock, const struct timespec *deadline,
                                                           membarrier_rwlock_token_t *token)
{
	int error = membarrier_rwlock_read_inline_(lock, MEMBARRIER_RWLOCK_BLOCK_, deadline, MEMBARRIER_SLOT_TOKEN_, token);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

/*
 * membarrier_rwlock_rdunlock_token - unlocks the read lock that the token belongs to.
 *
 * Ordering:   as membarrier_rwlock_rdunlock().
 * Pairs with: membarrier_rwlock_wrlock().
 * Context:    as membarrier_rwlock_rdunlock().
 * Cost:       a store, a load and two predicted branches; a system call if a writer sleeps.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_rwlock_rdunlock_token(membarrier_rwlock_t *lock, membarrier_rwlock_token_t token)
{
	MEMBARRIER_TSAN_ORDER_();
	if (MEMBARRIER_LIKELY_(token.slot_ != 0))
		membarrier_rwlock_unread_inline_(lock, token.slot_);
	else
		membarrier_rwlock_unread_(lock);
}

/*
 * membarrier_rwlock_wrlock, membarrier_rwlock_trywrlock, membarrier_rwlock_timedwrlock - lock for writing.
 *
 * deadline is a time of CLOCK_MONOTONIC, or NULL for none.
 *
 * Ordering:   an acquire: the caller sees what readers and writers did before they unlocked. The
 *             caller executes a full fence.
 * Pairs with: membarrier_rwlock_rdunlock(), membarrier_rwlock_wrunlock().
 * Context:    any thread; a child of fork(); not signal handlers; not a cancellation point. wrlock and
 *             timedwrlock block while other threads hold the lock. trywrlock does not wait for them.
 * Cost:       a look at each thread's record; a slow path too while writers are rare.
 * Returns:    0; -ECANCELED if the lock is closed; -EDEADLK if the caller holds a read lock of it.
 *             trywrlock: -EBUSY while a thread holds the lock, or another writer waits for it.
 *             timedwrlock: -ETIMEDOUT if the deadline has passed; -EINVAL if its nanoseconds are
 *             not 0 to 999,999,999.
 *             If the system refuses every sound barrier, they abort, as membarrier_slow_path().
 * Since:      0.1
 */
MEMBARRIER_INLINE_ int membarrier_rwlock_wrlock(membarrier_rwlock_t *lock)
{
	int error = membarrier_rwlock_write_(lock, MEMBARRIER_RWLOCK_BLOCK_, 0);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

MEMBARRIER_INLINE_ int membarrier_rwlock_trywrlock(membarrier_rwlock_t *lock)
{
	int error = membarrier_rwlock_write_(lock, MEMBARRIER_RWLOCK_TRY_, 0);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

MEMBARRIER_INLINE_ int membarrier_rwlock_timedwrlock(membarrier_rwlock_t *lock, const struct timespec *deadline)
{
	int error = membarrier_rwlock_write_(lock, MEMBARRIER_RWLOCK_BLOCK_, deadline);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

/*
 * membarrier_rwlock_wrunlock - unlocks the write lock.
 *
 * Ordering:   a release: what the caller has read and written comes before what later readers and writers do.
 * Pairs with: membarrier_rwlock_rdlock(), membarrier_rwlock_wrlock().
 * Context:    the thread that locked; not signal handlers. Does not wait for other threads.
 * Cost:       a store, a load and a branch; a system call if another thread sleeps.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_rwlock_wrunlock(membarrier_rwlock_t *lock)
{
	MEMBARRIER_TSAN_ORDER_();
	membarrier_rwlock_unwrite_(lock);
}

/*
 * membarrier_rwlock_waiting - does a writer hold the lock, or wait for it?
 *
 * For long readers and for safepoints: if it is not 0, the reader unlocks and locks again.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       a load.
 * Returns:    1: a writer holds the lock or waits for it, or the lock is closed; 0: neither.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ int membarrier_rwlock_waiting(const membarrier_rwlock_t *lock)
{
	return (__atomic_load_n(&lock->word_, __ATOMIC_RELAXED) & MEMBARRIER_RWLOCK_WRITER_) != 0;
}

/*
 * membarrier_rwlock_close - closes the lock, and waits until no thread holds it.
 *
 * For the run-down of a module, a device or a handle: after the return no thread holds the lock,
 * and each later call that locks returns -ECANCELED. A closed lock cannot be opened again.
 *
 * Ordering:   as membarrier_rwlock_wrlock().
 * Pairs with: membarrier_rwlock_rdunlock(), membarrier_rwlock_wrunlock().
 * Context:    as membarrier_rwlock_wrlock().
 * Cost:       as membarrier_rwlock_wrlock().
 * Returns:    0; -EDEADLK if the caller holds a read lock of it; -ECANCELED if it is closed already.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ int membarrier_rwlock_close(membarrier_rwlock_t *lock)
{
	int error = membarrier_rwlock_close_(lock);

	MEMBARRIER_TSAN_ORDER_();
	return error;
}

#ifdef __cplusplus
}
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

#include <cstdlib>
#include <system_error>

namespace libmembarrier {
/*
 * shared_mutex - the lock with the members of std::shared_mutex, for std::shared_lock and std::unique_lock.
 *
 * Each member function has the contract of the C function that it calls. lock() and lock_shared()
 * throw std::system_error if that function returns an error; without exceptions they call abort().
 *
 * Since:      0.1
 */
class shared_mutex {
  public:
	constexpr shared_mutex() noexcept : lock_ MEMBARRIER_RWLOCK_INIT
	{
	}
	shared_mutex(const shared_mutex &) = delete;
	shared_mutex &operator=(const shared_mutex &) = delete;

	void lock()
	{
		check(membarrier_rwlock_wrlock(&lock_));
	}
	bool try_lock()
	{
		return membarrier_rwlock_trywrlock(&lock_) == 0;
	}
	void unlock()
	{
		membarrier_rwlock_wrunlock(&lock_);
	}
	void lock_shared()
	{
		check(membarrier_rwlock_rdlock(&lock_));
	}
	bool try_lock_shared()
	{
		return membarrier_rwlock_tryrdlock(&lock_) == 0;
	}
	void unlock_shared()
	{
		membarrier_rwlock_rdunlock(&lock_);
	}

	typedef membarrier_rwlock_t *native_handle_type;
	native_handle_type native_handle()
	{
		return &lock_;
	}

  private:
	static void check(int error)
	{
		if (!error)
			return;
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS)
		throw std::system_error(-error, std::generic_category());
#else
		std::abort();
#endif
	}

	membarrier_rwlock_t lock_;
};
} // namespace libmembarrier
#endif

#endif /* MEMBARRIER_RWLOCK_H */
