/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * biased_lock.h - a lock that costs its owner a store and a load.
 *
 * One thread, the owner, takes the lock all the time; others come rarely. The
 * owner executes no fence and no locked instruction; a visitor pays for both
 * with one membarrier_slow_path(), some microseconds.
 *
 * The owner is whichever thread calls the _owner functions: only one thread at a
 * time may be it. To change the owner, hand over with anything that orders the
 * two threads (a join, a mutex), and not while the lock is held by the old one.
 *
 * The lock is not recursive. Where the system offers no asymmetric strategy the
 * owner's fast path is a full fence, and everything stays correct.
 *
 * A second form: with BIASED_LOCK_AT_HOME defined for both files and whatever includes them, a visitor interrupts
 * the owner's CPU alone, and not every CPU that runs the process. It costs the owner two loads more.
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
	pthread_mutex_t visitors; /* one visitor at a time, or an owner that met one */
#ifdef BIASED_LOCK_AT_HOME
	membarrier_home_t home; /* the owner's; a new owner gets it with the lock */
#endif
};

/* 0, or a negative errno value (-ENOMEM, -EAGAIN: no resources for the mutex); then there is nothing to destroy. */
int biased_lock_init(struct biased_lock *lock);

/* No thread may hold the lock or wait for it. */
void biased_lock_destroy(struct biased_lock *lock);

/* For the owner. Waits, asleep, only if a visitor is inside or about to be. */
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
