/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rwlock.h - what the files of the read-mostly lock share; its scenarios are at the head of rwlock.c. */
#ifndef MEMBARRIER_SYNC_RWLOCK_H_
#define MEMBARRIER_SYNC_RWLOCK_H_

#include <membarrier/rwlock.h>

#include <errno.h>
#include <stdbool.h>

#include "local.h"

enum {
	WRITER = MEMBARRIER_RWLOCK_WRITER_,
	FENCED = MEMBARRIER_RWLOCK_FENCED_,
	WSLEEP = MEMBARRIER_RWLOCK_WSLEEP_,
	CLOSED = MEMBARRIER_RWLOCK_CLOSED_,
	FLAGS = 15
};

/*
 * Marks of a slot. MORE, in the first slot: further slots hold the same lock, and a signal handler that
 * unlocks must find its own slot. TOKEN: only the token unlocks it. ENTERING: the reader does not have the lock yet.
 */
enum { MORE = 1, TOKEN = MEMBARRIER_SLOT_TOKEN_, ENTERING = 4 };

/* A thread spins this many times before it sleeps: as long as a sleep and its wake-up take, 20 to 50 us. */
enum { SPINS = 1000 };

/* What a caller does where it would block. */
struct patience {
	bool not_at_all;
	uint64_t deadline; /* of mb_sync_port_now(); 0: none */
};

/* Sets *patience from the arguments of a lock function; 0, or -EINVAL. */
LOCAL_ int mb_sync_rwlock_patience(int try_, const struct timespec *deadline, struct patience *patience);

/* The word, with this copy's tag. Aborts if the lock is another copy's. */
LOCAL_ uint32_t mb_sync_rwlock_word(membarrier_rwlock_t *lock);

/* Waits until the word is no longer a writer's, or closed. 0, -EBUSY or -ETIMEDOUT. */
LOCAL_ int mb_sync_rwlock_await_writer(membarrier_rwlock_t *lock, const struct patience *patience);

/* A thread without a record locks exclusively to read. Its entry for the lock; for NULL a free one; NULL if none. */
struct exclusive {
	membarrier_rwlock_t *lock;
	unsigned depth;
};
LOCAL_ struct exclusive *mb_sync_rwlock_exclusive(const membarrier_rwlock_t *lock);

/* rwlock_write.c: locks for writing; 0, or the error of membarrier_rwlock_wrlock(). */
LOCAL_ int mb_sync_rwlock_write(membarrier_rwlock_t *lock, const struct patience *patience);

/*
 * Counts nested read locks that were taken while a writer waited. The writer looks at one slot after the
 * other: it may look at the slot of the inner read lock before that is taken, and at the slot of the outer one
 * after that is unlocked. So the writer looks again if this number has changed.
 */
LOCAL_DATA_ uint32_t mb_sync_rwlock_nested;

#endif
