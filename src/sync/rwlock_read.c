/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rwlock_read.c - the read side of the read-mostly lock, where the header's inline functions do not suffice. */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "rwlock.h"

#include "atomics.h"
#include "policy.h"
#include "port.h"
#include "thread.h"

static int read_exclusively(membarrier_rwlock_t *lock, const struct patience *patience)
{
	struct exclusive *entry = mb_sync_rwlock_exclusive(lock);
	int error;

	if (!entry) {
		entry = mb_sync_rwlock_exclusive(NULL);
		if (!entry)
			return -ENOMEM;
		error = mb_sync_rwlock_write(lock, patience);
		if (error)
			return error;
		entry->lock = lock;
	}
	entry->depth++;
	return 0;
}

static void leave(membarrier_rwlock_t *lock, void **slot)
{
	/* RWLOCK-20: as RWLOCK-5. */
	store_release(slot, NULL);
	membarrier_fast_path(); /* As RWLOCK-6. */
	if (load_relaxed(&lock->word_) & WSLEEP)
		membarrier_rwlock_wake_writer_(lock);
}

/* A fenced read: now and then it is time to look whether fences still pay. */
static void count_fenced(membarrier_rwlock_t *lock, uint32_t word)
{
	struct membarrier_thread_ *self = membarrier_self_;

	if (self->fenced != 0) {
		self->fenced--;
	} else if (mb_sync_policy_quiet(&lock->policy_, lock) && (word & FLAGS) == FENCED) {
		mb_sync_policy_freed(&lock->policy_, mb_sync_port_now());
		/* RWLOCK-21: acquires what writers did that saw FENCED; pairs with RWLOCK-2. */
		compare_exchange(&lock->word_, &word, word & ~(uint32_t)FLAGS);
	}
}

/* The slot is the lock. True: the caller is in. */
static bool enter(membarrier_rwlock_t *lock)
{
	uint32_t word = mb_sync_rwlock_word(lock);

	if ((word & FLAGS) == 0)
		return true;
	if (word & WRITER)
		return false;
	/* RWLOCK-22: as RWLOCK-3. */
	membarrier_normal_path();
	word = mb_sync_rwlock_word(lock);
	if (word & WRITER)
		return false;
	if (word & FENCED)
		count_fenced(lock, word);
	return true;
}

static int read_with(membarrier_rwlock_t *lock, void **slot, const struct patience *patience)
{
	for (;;) {
		int error;

		/* RWLOCK-23: as RWLOCK-1. */
		store_relaxed(slot, (void *)lock);
		pledged_fast_path();
		if (enter(lock))
			return 0;
		/* The writer waits for the outer section, which must not wait for the writer. */
		if (mb_sync_slots_of(lock) > 1) {
			/* RWLOCK-26: release, after the slot; pairs with RWLOCK-27. */
			__atomic_fetch_add(&mb_sync_rwlock_nested, 1, __ATOMIC_RELEASE);
			return 0;
		}
		leave(lock, slot);
		if (load_relaxed(&lock->word_) & CLOSED)
			return -ECANCELED;
		error = mb_sync_rwlock_await_writer(lock, patience);
		if (error)
			return error;
	}
}

int membarrier_rwlock_read_again_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline)
{
	struct patience patience;
	int error = mb_sync_rwlock_patience(try_, deadline, &patience);

	if (error) {
		leave(lock, &membarrier_self_->held[0]);
		return error;
	}
	return read_with(lock, &membarrier_self_->held[0], &patience);
}

int membarrier_rwlock_read_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline)
{
	struct patience patience;
	int error = mb_sync_rwlock_patience(try_, deadline, &patience);
	void **slot;

	if (error)
		return error;
	slot = mb_sync_free_slot();
	return slot ? read_with(lock, slot, &patience) : read_exclusively(lock, &patience);
}

void membarrier_rwlock_unread_(membarrier_rwlock_t *lock)
{
	void **slot = mb_sync_slot_of(lock);
	struct exclusive *entry;

	if (slot) {
		leave(lock, slot);
		return;
	}
	entry = mb_sync_rwlock_exclusive(lock);
	if (entry && --entry->depth == 0) {
		entry->lock = NULL;
		membarrier_rwlock_unwrite_(lock);
	}
}
