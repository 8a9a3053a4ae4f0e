/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * biased_lock.h - a lock that costs its owner a store and a load.
 *
 * One thread, the owner, takes the lock all the time; other threads, the visitors, take it
 * rarely. The owner executes no fence and no locked instruction. A visitor makes one
 * membarrier_slow_path(), which takes some microseconds.
 *
 * The owner is the thread that calls the _owner functions; only one thread at a time
 * may call them. Another thread may become the owner after the two have synchronised
 * (by a join or a mutex), while the old owner does not hold the lock.
 *
 * The lock is not recursive. If the system offers no asymmetric strategy, the owner's
 * fast path is a full fence, and the lock is still correct.
 *
 * A second form: if BIASED_LOCK_AT_HOME is defined for both files and all files that include them, a visitor
 * interrupts only the owner's CPU, and not every CPU that runs the process. The owner then makes two more loads.
 */
#ifndef BIASED_LOCK_H
#define BIASED_LOCK_H

#include <pthread.h>
#include <stdatomic.h>

#ifdef BIASED_LOCK_AT_HOME
#include <membarrier/home.h>
#endif

struct biased_lock {
	atomic_int owner_inside;  /* written by the owner only */
	atomic_int visitor_wants; /* written by the holder of `visitors` only */
	pthread_mutex_t visitors; /* held by one visitor, or by an owner that has found one */
#ifdef BIASED_LOCK_AT_HOME
	membarrier_home_t home; /* of the owner; a new owner uses the same one */
#endif
};

/* Returns 0, or a negative errno value (-ENOMEM, -EAGAIN: no resources for the mutex). Destroy it only after 0. */
int biased_lock_init(struct biased_lock *lock);

/* No thread may hold the lock or wait for it. */
void biased_lock_destroy(struct biased_lock *lock);

/* For the owner. Sleeps only if a visitor is inside or about to enter. */
void biased_lock_owner_lock(struct biased_lock *lock);
void biased_lock_owner_unlock(struct biased_lock *lock);

/* For all other threads. Waits until the owner's section has ended, and yields its CPU meanwhile. */
void biased_lock_visitor_lock(struct biased_lock *lock);
void biased_lock_visitor_unlock(struct biased_lock *lock);

/*
 * As biased_lock_visitor_lock(), but never waits: returns 0, or -EBUSY if the lock is
 * held, or -EAGAIN if the system refuses the barrier at the moment.
 */
int biased_lock_visitor_trylock(struct biased_lock *lock);

#endif
