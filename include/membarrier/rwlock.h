/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/rwlock.h - a read-mostly lock whose readers write nothing that they share.
 *
 * A reader stores the lock's address into its own thread's record, and reads the lock.
 * Readers do not slow each other down, however many they are. A writer looks at every
 * thread's record, so writing costs more than with other locks: use this one where
 * there are hundreds of read locks to a write lock. Readers run no fence while writers are
 * rare, and a plain fence otherwise: the lock is an adaptive pair (membarrier/pair.h).
 *
 *   - A read lock is unlocked by the thread that took it.
 *   - Read locks nest, also while a writer waits. A thread that holds one must not ask
 *     for the write lock: -EDEADLK.
 *   - A waiting writer keeps new readers out, so writers do not starve; waiting readers are
 *     let in after 64 writes, so they do not starve either.
 *   - A thread that ends with a read lock held keeps it, as with pthread_rwlock_t.
 *   - A child of fork() has its own thread's read locks alone. A write lock that another
 *     thread of the parent held stays locked in the child.
 *   - One copy of this library per lock: a lock that two copies use ends in abort().
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

/* 48 bytes; nothing needs to be destroyed. */
typedef struct {
	uint32_t word_;     /* the copy's tag and the flags below; the tag alone: readers need no fence */
	uint32_t sleepers_; /* threads that sleep until the word changes */
	struct membarrier_policy_ policy_;
} membarrier_rwlock_t;

/* WSLEEP: the writer sleeps until readers leave. */
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
 * A read lock that was taken: where it stands in the thread's record. With it unlocking
 * needs no look at thread-local data, and no search where read locks nest.
 */
typedef struct {
	void **slot_; /* NULL: the thread has no record */
} membarrier_rwlock_token_t;

/* ABI, not for users. A slot is the lock's address, and in its low bits: TOKEN, unlocked by its token alone. */
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

	/* Taken: a read lock is held already, or there is no record. */
	if (!MEMBARRIER_LIKELY_(__atomic_load_n(&self->held[0], __ATOMIC_RELAXED) == 0)) {
		/* Not into *token: its address would leave the inlined code, and the token would be in memory. */
		membarrier_rwlock_token_t other = { 0 };
		int error = membarrier_rwlock_read_(lock, try_, deadline, marks, &other);

		*token = other;
		return error;
	}
	token->slot_ = &self->held[0];
	/* RWLOCK-1: the slot, then this fast path, then the word; pairs with RWLOCK-7. */
	__atomic_store_n(&self->held[0], (void *)((char *)lock + marks), __ATOMIC_RELAXED);
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
 * membarrier_rwlock_rdlock, _tryrdlock, _timedrdlock - lock for reading.
 *
 * Ordering:   an acquire: the caller sees what writers did before they unlocked.
 * Pairs with: membarrier_rwlock_wrunlock().
 * Context:    any thread. tryrdlock: signal handlers too. Not cancellation points. rdlock and
 *             timedrdlock block while a writer holds or waits for the lock.
 * Cost:       a store, two loads and two predicted branches; a full fence more while
 *             writers come often.
 * Errors:     -ECANCELED if the lock is closed. tryrdlock: -EBUSY while a writer holds or waits for
 *             the lock, even if the caller reads under it already: a handler that interrupts
 *             its thread inside a lock function cannot know whether that has the lock.
 *             timedrdlock: -ETIMEDOUT after the deadline, a time of CLOCK_MONOTONIC;
 *             -EINVAL if its nanoseconds are not 0 to 999,999,999. -ENOMEM if there is no
 *             memory for a record of the thread, and the thread reads under other locks without one.
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
 * membarrier_rwlock_rdunlock - gives up one of the calling thread's read locks.
 *
 * Ordering:   a release: what the caller read and wrote comes before the next writer.
 * Pairs with: membarrier_rwlock_wrlock().
 * Context:    the thread that locked; signal handlers on Linux.
 * Cost:       a store, two loads, two predicted branches; a system call if a writer sleeps.
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
 * membarrier_rwlock_rdlock_token, _tryrdlock_token, _timedrdlock_token - lock for reading, and keep where.
 *
 * As the functions without _token; if they return 0, *token is for one call of
 * membarrier_rwlock_rdunlock_token(), and else it means nothing. Read locks with and
 * without a token may be mixed and unlocked in any order.
 *
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
 * membarrier_rwlock_rdunlock_token - gives up the read lock that the token is of.
 *
 * As membarrier_rwlock_rdunlock(), in the thread that locked.
 *
 * Cost:       a store, a load, two predicted branches; a system call if a writer sleeps.
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
 * membarrier_rwlock_wrlock, _trywrlock, _timedwrlock - lock for writing.
 *
 * Ordering:   an acquire, and a full fence of the caller's.
 * Pairs with: membarrier_rwlock_rdunlock(), membarrier_rwlock_wrunlock().
 * Context:    as membarrier_slow_path(), but it blocks and is not for signal handlers.
 * Cost:       a look at each thread's record, and a slow path while writers are rare.
 * Errors:     as the read side; and -EDEADLK if the caller holds the lock for reading.
 *             trywrlock: -EBUSY also where a reader holds the lock.
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
 * membarrier_rwlock_wrunlock - unlocks for readers and writers.
 *
 * Ordering:   a release. Pairs with: the lock functions.
 * Context:    the thread that locked.
 * Cost:       a store, a load and a branch; a system call if a thread sleeps.
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
 * A poll for long readers and for safepoints: unlock and lock again if it says so.
 *
 * Ordering:   none. Context: anywhere. Cost: a load.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ int membarrier_rwlock_waiting(const membarrier_rwlock_t *lock)
{
	return (__atomic_load_n(&lock->word_, __ATOMIC_RELAXED) & MEMBARRIER_RWLOCK_WRITER_) != 0;
}

/*
 * membarrier_rwlock_close - lets no later reader or writer in, and waits for those that are.
 *
 * For the end of a module, a device or a handle: after it nothing holds the lock, and
 * each later call that locks returns -ECANCELED.
 *
 * Ordering:   as membarrier_rwlock_wrlock().
 * Context:    as membarrier_rwlock_wrlock().
 * Errors:     -EDEADLK if the caller holds the lock for reading; -ECANCELED if it is closed already.
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
 * The lock in the shape of std::shared_mutex, for std::shared_lock, std::unique_lock and
 * their like. lock() and lock_shared() throw std::system_error where the C functions
 * return an error (abort() where exceptions are off).
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
