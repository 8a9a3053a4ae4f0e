/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rwlock.c - the read-mostly lock.
 *
 * Scenario RWLOCK. The word has the tag of this copy and the flags WRITER, FENCED, WSLEEP and CLOSED.
 * While it has no flag (FREE), readers execute no fence.
 *
 *   reader                                  writer
 *   slot = lock                             word |= WRITER | FENCED (compare-and-swap)  RWLOCK-10
 *   fast path                 RWLOCK-1        it was FREE: slow path                    RWLOCK-7
 *   word ? (acquire)          RWLOCK-2        it was FENCED: full fence                 RWLOCK-8
 *     FREE: in                              wait until no slot is the lock (acquire)    RWLOCK-11
 *     FENCED: full fence      RWLOCK-3      ...
 *       word ? still FENCED: in RWLOCK-4    word = FREE or FENCED (release)             RWLOCK-9
 *     WRITER: slot = NULL, wait
 *   ...
 *   slot = NULL (release)     RWLOCK-5
 *
 * This is scenario PAIR (pair.c) with the mode and the writer's flag in one word. WRITER takes the place
 * of REVOKING: a reader that saw FREE read the word before the writer's compare-and-swap, so after the
 * slow path the writer sees that reader's slot, and waits for it. So when a later writer finds FENCED,
 * no reader is left that saw FREE.
 *
 * Scenario SLEEP. A thread that is about to sleep stores that it sleeps, runs a slow path, looks once more,
 * and sleeps. The thread that ends the wait stores, runs a fast path, and loads:
 *
 *   writer waits for readers                reader
 *   word |= WSLEEP            RWLOCK-12     slot = NULL
 *   slow path                 RWLOCK-13     fast path       RWLOCK-6
 *   slot ?                                  word & WSLEEP ?
 *
 *   thread waits for the writer             writer
 *   sleepers++                RWLOCK-14     word = ...      RWLOCK-9
 *   slow path                 RWLOCK-15     fast path       RWLOCK-16
 *   word ? (in the park)                    sleepers ?
 *
 * If no asymmetric strategy is in use, RWLOCK-6 needs a fence that it does not have. Then a writer that
 * waits for readers looks once in a millisecond.
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "rwlock.h"

#include "atomics.h"
#include "deadline.h"
#include "port.h"
#include "thread.h"

LOCAL_ uint32_t mb_sync_rwlock_nested;

int mb_sync_rwlock_patience(int try_, const struct timespec *deadline, struct patience *patience)
{
	patience->not_at_all = try_ == MEMBARRIER_RWLOCK_TRY_;
	return mb_sync_deadline(deadline, &patience->deadline);
}

/* ---- the copy of the library that a lock belongs to ---------------------------- */

static void refuse_foreign(void)
{
	mb_sync_port_abort(
		"libmembarrier-sync: a membarrier_rwlock_t is used by two copies of the library; "
		"expected all its users to be linked with one\n");
}

/* The word of a new lock has no tag yet. */
uint32_t mb_sync_rwlock_word(membarrier_rwlock_t *lock)
{
	/* RWLOCK-17: acquire; as RWLOCK-2. */
	uint32_t word = load_acquire(&lock->word_), tag = mb_sync_copy();

	while ((word & ~(uint32_t)FLAGS) != tag) {
		if (word & ~(uint32_t)FLAGS)
			refuse_foreign();
		/* RWLOCK-18: the first use. No order is needed: the word is all that is handed over. */
		if (compare_exchange(&lock->word_, &word, word | tag))
			word |= tag;
	}
	return word;
}

/* ---- threads without a record read exclusively ---------------------------------- */

enum { EXCLUSIVES = 4 };
static MEMBARRIER_THREAD_LOCAL_ struct exclusive exclusives[EXCLUSIVES];
static int any_exclusive; /* 1: a thread has asked for a free entry */

struct exclusive *mb_sync_rwlock_exclusive(const membarrier_rwlock_t *lock)
{
	if (!lock)
		store_relaxed(&any_exclusive, 1);
	else if (!load_relaxed(&any_exclusive))
		return NULL;
	for (unsigned i = 0; i < EXCLUSIVES; i++)
		if (exclusives[i].lock == lock)
			return &exclusives[i];
	return NULL;
}

/* ---- sleeping ------------------------------------------------------------------- */

/*
 * Spins, twice as long as the last time. Each look at the word fetches the writer's cache line, and its next store must
 * fetch it back. So looks become rare, but the caller is late by no longer than it has waited already, about 1 us at most.
 */
static void spin_longer(unsigned *times)
{
	enum { MOST = 16 };

	for (unsigned i = 0; i < *times; i++)
		cpu_relax();
	*times = *times < MOST ? 2 * *times : MOST;
}

int mb_sync_rwlock_await_writer(membarrier_rwlock_t *lock, const struct patience *patience)
{
	for (unsigned spins = 0, times = 1;;) {
		uint32_t word = load_relaxed(&lock->word_);
		bool in_time = true;

		if (!(word & WRITER) || (word & CLOSED))
			return 0;
		if (patience->not_at_all)
			return -EBUSY;
		if (spins < SPINS) {
			spins += times;
			spin_longer(&times);
			continue;
		}
		/* RWLOCK-14: pairs with RWLOCK-16, through RWLOCK-15. */
		__atomic_fetch_add(&lock->sleepers_, 1, __ATOMIC_ACQ_REL);
		/* RWLOCK-15: this slow path pairs with RWLOCK-16. */
		membarrier_slow_path();
		in_time = mb_sync_port_park(&lock->word_, word, patience->deadline);
		__atomic_fetch_sub(&lock->sleepers_, 1, __ATOMIC_RELAXED);
		if (!in_time)
			return -ETIMEDOUT;
	}
}

void membarrier_rwlock_wake_writer_(membarrier_rwlock_t *lock)
{
	/* RWLOCK-19: no order is needed: the writer looks at the slots again. */
	if (__atomic_fetch_and(&lock->word_, ~(uint32_t)WSLEEP, __ATOMIC_ACQ_REL) & WSLEEP)
		mb_sync_port_unpark(&lock->word_, true, UINT32_MAX);
}
