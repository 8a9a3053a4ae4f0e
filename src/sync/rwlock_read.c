/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rwlock_read.c - the read side of the read-mostly lock, as far as the header's inline functions do not do it. */
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

/* After a slot was emptied. */
static void wake_writer(membarrier_rwlock_t *lock)
{
	membarrier_fast_path(); /* As RWLOCK-6. */
	if (load_relaxed(&lock->word_) & WSLEEP)
		membarrier_rwlock_wake_writer_(lock);
}

static void leave(membarrier_rwlock_t *lock, void **slot)
{
	/* RWLOCK-30: as RWLOCK-29. Nothing has been read under this lock, but under others. */
	store_release(slot, NULL);
	wake_writer(lock);
}

/* After a fenced read lock: looks, after each block of them, whether fences still pay. */
static void count_fenced(membarrier_rwlock_t *lock, uint32_t word)
{
	struct membarrier_thread_ *self = membarrier_self_;

	if (self->fenced != 0) {
		self->fenced--;
	} else if (mb_sync_policy_quiet(&lock->policy_) && (word & FLAGS) == FENCED) {
		mb_sync_policy_freed(&lock->policy_, mb_sync_port_now());
		/* RWLOCK-21: acquires what writers did that saw FENCED. Pairs with RWLOCK-2. */
		compare_exchange(&lock->word_, &word, word & ~(uint32_t)FLAGS);
	}
}

/* The slot holds the lock. True: the caller has the lock. */
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

static void *marked(membarrier_rwlock_t *lock, unsigned marks)
{
	return (char *)lock + marks;
}

/*
 * Does the thread hold the lock already? Then a writer that waits is waiting for this thread, so the thread
 * must not wait for the writer. A signal handler, which may only try, cannot tell by a slot whether the
 * function that it interrupts has taken the lock.
 */
static bool nested(membarrier_rwlock_t *lock, const struct patience *patience)
{
	return mb_sync_rwlock_exclusive(lock) || (!patience->not_at_all && mb_sync_slots_of(lock, MORE | TOKEN) != 0);
}

static void taken(membarrier_rwlock_t *lock, void **slot, unsigned marks)
{
	void **first = &membarrier_self_->held[0];

	if (slot != first && load_relaxed(first) == (void *)lock)
		/* RWLOCK-34: as RWLOCK-29. */
		store_release(first, marked(lock, MORE));
	/* RWLOCK-31: as RWLOCK-29. */
	store_release(slot, marked(lock, marks));
}

static int read_with(membarrier_rwlock_t *lock, void **slot, unsigned marks, const struct patience *patience)
{
	for (;;) {
		int error;

		/* RWLOCK-32: as RWLOCK-29. */
		store_release(slot, marked(lock, ENTERING));
		/* RWLOCK-23: as RWLOCK-1. */
		pledged_fast_path();
		if (enter(lock))
			break;
		if (nested(lock, patience)) {
			/* RWLOCK-26: release, after the slot; pairs with RWLOCK-27. */
			__atomic_fetch_add(&mb_sync_rwlock_nested, 1, __ATOMIC_RELEASE);
			break;
		}
		leave(lock, slot);
		if (load_relaxed(&lock->word_) & CLOSED)
			return -ECANCELED;
		error = mb_sync_rwlock_await_writer(lock, patience);
		if (error)
			return error;
	}
	taken(lock, slot, marks);
	return 0;
}

int membarrier_rwlock_read_again_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline)
{
	void **slot = &membarrier_self_->held[0];
	struct patience patience;
	int error = mb_sync_rwlock_patience(try_, deadline, &patience);

	if (error) {
		leave(lock, slot);
		return error;
	}
	return read_with(lock, slot, (uintptr_t)load_relaxed(slot) & TOKEN, &patience);
}

int membarrier_rwlock_read_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline, unsigned marks,
                            membarrier_rwlock_token_t *token)
{
	struct patience patience;
	int error = mb_sync_rwlock_patience(try_, deadline, &patience);

	if (error)
		return error;
	token->slot_ = mb_sync_free_slot();
	return token->slot_ ? read_with(lock, token->slot_, marks, &patience) : read_exclusively(lock, &patience);
}

/* Empties a slot of the lock that has no token; takes the first slot last. False: there is none. */
static bool empty_slot(membarrier_rwlock_t *lock)
{
	void **first = &membarrier_self_->held[0], **slot, *found;

	do {
		slot = mb_sync_slot_of(lock, MORE);
		if (!slot)
			return false;
		found = load_relaxed(slot);
		/* RWLOCK-28: release, as RWLOCK-5. A signal handler may have emptied this slot and left its own. */
	} while (!slot_is(found, lock, MORE) || !compare_exchange(slot, &found, NULL));
	if (load_relaxed(first) == marked(lock, MORE) && mb_sync_slots_of(lock, MORE | ENTERING) == 1)
		/* RWLOCK-33: as RWLOCK-29. */
		store_release(first, (void *)lock);
	return true;
}

void membarrier_rwlock_unread_(membarrier_rwlock_t *lock)
{
	struct exclusive *entry;

	if (empty_slot(lock)) {
		wake_writer(lock);
		return;
	}
	entry = mb_sync_rwlock_exclusive(lock);
	if (entry && --entry->depth == 0) {
		entry->lock = NULL;
		membarrier_rwlock_unwrite_(lock);
	}
}
