/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rwlock.c - the read-mostly lock.
 *
 * Scenario RWLOCK. The word is this copy's tag, with flags: WRITER, FENCED, WSLEEP, CLOSED.
 * Without flags (FREE) readers run no fence.
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
 * It is scenario PAIR (pair.c) with the mode and the writer's flag in one word, so that the
 * writer's lock is what REVOKING is there: a reader that saw FREE read the word before the writer's
 * compare-and-swap, and the slow path after that shows its slot. The writer waits for it. So no
 * reader that saw FREE is left, unseen, when a later writer finds FENCED.
 *
 * Scenario SLEEP. A thread announces that it sleeps, runs a slow path, looks again, and
 * sleeps; what it waits for is a store and a load with a fast path between them:
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
 * Where no strategy is asymmetric RWLOCK-6 has no fence, so there the writer looks every
 * millisecond.
 */
#include <membarrier/rwlock.h>

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "atomics.h"
#include "deadline.h"
#include "policy.h"
#include "port.h"
#include "thread.h"

enum {
	WRITER = MEMBARRIER_RWLOCK_WRITER_,
	FENCED = MEMBARRIER_RWLOCK_FENCED_,
	WSLEEP = MEMBARRIER_RWLOCK_WSLEEP_,
	CLOSED = MEMBARRIER_RWLOCK_CLOSED_,
	FLAGS = 15
};

/* A wait spins so often before it sleeps: about as long as a sleep and its wake-up take, 20 to 50 us. */
enum { SPINS = 1000 };

/* So many writes with readers asleep, and the next writer lets them in first. */
enum { TURN = 64 };

/* How often a writer looks where a reader's unlock has no fence, in nanoseconds. */
enum { LOOK = 1000000 };

/* What a caller does where it would block. */
struct patience {
	bool not_at_all;
	uint64_t deadline; /* of sync_port_now(); 0: none */
};

static int patience_of(int try_, const struct timespec *deadline, struct patience *patience)
{
	patience->not_at_all = try_ == MEMBARRIER_RWLOCK_TRY_;
	return sync_deadline(deadline, &patience->deadline);
}

/* ---- whose lock it is --------------------------------------------------------- */

static void refuse_foreign(void)
{
	sync_port_abort(
		"libmembarrier-sync: a membarrier_rwlock_t is used by two copies of the library; "
		"expected all its users to be linked with one\n");
}

/* The word of a new lock has no tag yet. */
static uint32_t own_word(membarrier_rwlock_t *lock)
{
	/* RWLOCK-17: acquire; as RWLOCK-2. */
	uint32_t word = load_acquire(&lock->word_), tag = sync_copy();

	while ((word & ~(uint32_t)FLAGS) != tag) {
		if (word & ~(uint32_t)FLAGS)
			refuse_foreign();
		/* RWLOCK-18: the first use; any order would do, since the word carries only itself. */
		if (compare_exchange(&lock->word_, &word, word | tag))
			word |= tag;
	}
	return word;
}

/* ---- threads without a record read exclusively ---------------------------------- */

enum { EXCLUSIVES = 4 };
static MEMBARRIER_THREAD_LOCAL_ struct exclusive {
	membarrier_rwlock_t *lock;
	unsigned depth;
} exclusives[EXCLUSIVES];

static struct exclusive *exclusive_of(const membarrier_rwlock_t *lock)
{
	for (unsigned i = 0; i < EXCLUSIVES; i++)
		if (exclusives[i].lock == lock)
			return &exclusives[i];
	return NULL;
}

static int write_lock(membarrier_rwlock_t *lock, const struct patience *patience);

static int read_exclusively(membarrier_rwlock_t *lock, const struct patience *patience)
{
	struct exclusive *entry = exclusive_of(lock);
	int error;

	if (!entry) {
		entry = exclusive_of(NULL);
		if (!entry)
			return -ENOMEM;
		error = write_lock(lock, patience);
		if (error)
			return error;
		entry->lock = lock;
	}
	entry->depth++;
	return 0;
}

/* ---- sleeping ------------------------------------------------------------------- */

/* Waits until the word is no longer a writer's. 0, -EBUSY or -ETIMEDOUT. */
static int await_writer(membarrier_rwlock_t *lock, const struct patience *patience)
{
	for (unsigned spins = 0;; spins++) {
		uint32_t word = load_relaxed(&lock->word_);
		bool in_time = true;

		if (!(word & WRITER) || (word & CLOSED))
			return 0;
		if (patience->not_at_all)
			return -EBUSY;
		if (spins < SPINS) {
			cpu_relax();
			continue;
		}
		/* RWLOCK-14: pairs with RWLOCK-16, through RWLOCK-15. */
		__atomic_fetch_add(&lock->sleepers_, 1, __ATOMIC_ACQ_REL);
		/* RWLOCK-15: the slow path against RWLOCK-16. */
		membarrier_slow_path();
		in_time = sync_port_park(&lock->word_, word, patience->deadline);
		__atomic_fetch_sub(&lock->sleepers_, 1, __ATOMIC_RELAXED);
		if (!in_time)
			return -ETIMEDOUT;
	}
}

void membarrier_rwlock_wake_writer_(membarrier_rwlock_t *lock)
{
	/* RWLOCK-19: only itself; the writer looks at the slots again. */
	if (__atomic_fetch_and(&lock->word_, ~(uint32_t)WSLEEP, __ATOMIC_ACQ_REL) & WSLEEP)
		sync_port_unpark(&lock->word_, true, UINT32_MAX);
}

/* ---- readers -------------------------------------------------------------------- */

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
	} else if (sync_policy_quiet(&lock->policy_, lock) && (word & FLAGS) == FENCED) {
		sync_policy_freed(&lock->policy_, sync_port_now());
		/* RWLOCK-21: acquires what writers did that saw FENCED; pairs with RWLOCK-2. */
		compare_exchange(&lock->word_, &word, word & ~(uint32_t)FLAGS);
	}
}

/* The slot is the lock. True: the caller is in. */
static bool enter(membarrier_rwlock_t *lock)
{
	uint32_t word = own_word(lock);

	if ((word & FLAGS) == 0)
		return true;
	if (word & WRITER)
		return false;
	/* RWLOCK-22: as RWLOCK-3. */
	membarrier_normal_path();
	word = own_word(lock);
	if (word & WRITER)
		return false;
	if (word & FENCED)
		count_fenced(lock, word);
	return true;
}

/*
 * Read locks that threads took inside their own, while a writer waited. The writer looks at
 * one slot after the other: it may look at the inner section's slot before that is taken, and at
 * the outer section's after that is given up. So it looks again if this number has changed.
 */
static uint32_t nested;

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
		if (sync_slots_of(lock) > 1) {
			/* RWLOCK-26: release, after the slot; pairs with RWLOCK-27. */
			__atomic_fetch_add(&nested, 1, __ATOMIC_RELEASE);
			return 0;
		}
		leave(lock, slot);
		if (load_relaxed(&lock->word_) & CLOSED)
			return -ECANCELED;
		error = await_writer(lock, patience);
		if (error)
			return error;
	}
}

int membarrier_rwlock_read_again_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline)
{
	struct patience patience;
	int error = patience_of(try_, deadline, &patience);

	if (error) {
		leave(lock, &membarrier_self_->held[0]);
		return error;
	}
	return read_with(lock, &membarrier_self_->held[0], &patience);
}

int membarrier_rwlock_read_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline)
{
	struct patience patience;
	int error = patience_of(try_, deadline, &patience);
	void **slot;

	if (error)
		return error;
	slot = sync_free_slot();
	return slot ? read_with(lock, slot, &patience) : read_exclusively(lock, &patience);
}

void membarrier_rwlock_unread_(membarrier_rwlock_t *lock)
{
	void **slot = sync_slot_of(lock);
	struct exclusive *entry;

	if (slot) {
		leave(lock, slot);
		return;
	}
	entry = exclusive_of(lock);
	if (entry && --entry->depth == 0) {
		entry->lock = NULL;
		membarrier_rwlock_unwrite_(lock);
	}
}

/* ---- writers -------------------------------------------------------------------- */

static bool line_holds(const struct membarrier_thread_ *line, const membarrier_rwlock_t *lock)
{
	for (unsigned i = 0; i < sizeof line->held / sizeof *line->held; i++)
		/* RWLOCK-11: acquire; pairs with RWLOCK-5. */
		if (load_acquire(&line->held[i]) == (const void *)lock)
			return true;
	return false;
}

/* Waits for the reader, asleep in the end. False: not in time. */
static bool await_reader(membarrier_rwlock_t *lock, const struct membarrier_thread_ *line, const struct patience *patience)
{
	bool asymmetric = !membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC);

	for (unsigned spins = 0; line_holds(line, lock); spins++) {
		uint64_t until = patience->deadline, look;
		uint32_t word;

		if (patience->not_at_all)
			return false;
		if (spins < SPINS) {
			cpu_relax();
			continue;
		}
		/* RWLOCK-12: pairs with RWLOCK-6, through RWLOCK-13. */
		word = __atomic_fetch_or(&lock->word_, WSLEEP, __ATOMIC_ACQ_REL) | WSLEEP;
		/* RWLOCK-13: the slow path against RWLOCK-6. */
		membarrier_slow_path();
		if (!line_holds(line, lock))
			break;
		if (!asymmetric) {
			look = sync_port_now() + LOOK;
			until = until && until < look ? until : look;
		}
		if (!sync_port_park(&lock->word_, word, until) && until == patience->deadline)
			return false;
	}
	return true;
}

static int await_each_reader(membarrier_rwlock_t *lock, const struct patience *patience)
{
	uint32_t count = sync_thread_count();

	for (uint32_t i = 0; i < count; i++) {
		const struct membarrier_thread_ *line = sync_thread_line(i);

		if (line_holds(line, lock) && !await_reader(lock, line, patience))
			return patience->not_at_all ? -EBUSY : -ETIMEDOUT;
	}
	return 0;
}

static int await_readers(membarrier_rwlock_t *lock, const struct patience *patience)
{
	uint32_t before = load_relaxed(&nested), after;
	int error;

	for (;;) {
		error = await_each_reader(lock, patience);
		/* RWLOCK-27: acquire; pairs with RWLOCK-26, by RWLOCK-11 of the outer section's slot. */
		after = load_acquire(&nested);
		if (error || after == before)
			return error;
		before = after;
	}
}

/* Readers that sleep behind writers in a row get in before the next writer, for a bounded time. */
static void let_readers_in(membarrier_rwlock_t *lock)
{
	if (load_relaxed(&lock->policy_.rares) % TURN)
		return;
	for (unsigned i = 0; i < SPINS && load_relaxed(&lock->sleepers_); i++)
		cpu_relax();
}

/* Takes the word; what it was before in *found. */
static int take_word(membarrier_rwlock_t *lock, const struct patience *patience, uint32_t *found)
{
	uint32_t word = own_word(lock);

	for (;;) {
		int error;

		if (word & CLOSED)
			return -ECANCELED;
		if (!(word & WRITER)) {
			*found = word;
			/* RWLOCK-10: before RWLOCK-21 in the word's order; acquires RWLOCK-9. */
			if (compare_exchange(&lock->word_, &word, word | WRITER | FENCED))
				return 0;
			continue;
		}
		error = await_writer(lock, patience);
		if (error)
			return error;
		let_readers_in(lock);
		word = own_word(lock);
	}
}

static int write_lock(membarrier_rwlock_t *lock, const struct patience *patience)
{
	uint32_t found = 0;
	int error = take_word(lock, patience, &found);

	if (error)
		return error;
	if (found & FENCED) {
		/* RWLOCK-8: pairs with RWLOCK-3. */
		fence_after_rmw();
		lock->policy_.free_next = sync_policy_fenced(&lock->policy_);
		if (lock->policy_.free_next)
			sync_policy_freed(&lock->policy_, sync_port_now());
	} else {
		uint64_t begin = sync_port_now();

		lock->policy_.free_next = sync_policy_stay(&lock->policy_, begin);
		/* RWLOCK-7: the slow path against RWLOCK-1. */
		membarrier_slow_path();
		sync_policy_barrier(&lock->policy_, begin, sync_port_now());
	}
	error = await_readers(lock, patience);
	if (error)
		membarrier_rwlock_unwrite_(lock);
	return error;
}

int membarrier_rwlock_write_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline)
{
	struct patience patience;
	int error = patience_of(try_, deadline, &patience);

	if (error)
		return error;
	if (sync_slot_of(lock) || exclusive_of(lock))
		return -EDEADLK;
	return write_lock(lock, &patience);
}

void membarrier_rwlock_unwrite_(membarrier_rwlock_t *lock)
{
	uint32_t word = sync_copy() | (lock->policy_.free_next ? 0 : FENCED);

	/* RWLOCK-9: release; pairs with RWLOCK-2 and RWLOCK-10. */
	store_release(&lock->word_, word);
	/* RWLOCK-16: pairs with RWLOCK-15. */
	membarrier_fast_path();
	if (load_relaxed(&lock->sleepers_))
		sync_port_unpark(&lock->word_, true, UINT32_MAX);
}

int membarrier_rwlock_close_(membarrier_rwlock_t *lock)
{
	int error = membarrier_rwlock_write_(lock, MEMBARRIER_RWLOCK_BLOCK_, NULL);

	if (error)
		return error;
	/* RWLOCK-24: release; as RWLOCK-9. The word stays a writer's for ever. */
	store_release(&lock->word_, sync_copy() | WRITER | FENCED | CLOSED);
	/* RWLOCK-25: as RWLOCK-16. */
	membarrier_fast_path();
	if (load_relaxed(&lock->sleepers_))
		sync_port_unpark(&lock->word_, true, UINT32_MAX);
	return 0;
}
