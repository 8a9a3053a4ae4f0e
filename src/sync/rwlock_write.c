/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rwlock_write.c - the write side of the read-mostly lock. */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "rwlock.h"

#include "atomics.h"
#include "policy.h"
#include "port.h"
#include "thread.h"

/* After this many writes the next writer lets readers that sleep go first. */
enum { TURN = 64 };

/* If a reader's unlock lacks a fence, a writer that waits looks again after this many nanoseconds. */
enum { LOOK = 1000000 };

static inline bool line_holds(const struct membarrier_thread_ *line, const membarrier_rwlock_t *lock)
{
#pragma GCC unroll 7
	for (unsigned i = 0; i < sizeof line->held / sizeof *line->held; i++)
		/* RWLOCK-11: acquire; pairs with RWLOCK-5. */
		if (slot_is(load_acquire(&line->held[i]), lock, SLOT_MARKS))
			return true;
	return false;
}

/* Waits until the line does not hold the lock: spins, then sleeps. False: the deadline has passed. */
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
		/* RWLOCK-13: this slow path pairs with RWLOCK-6. */
		membarrier_slow_path();
		if (!line_holds(line, lock))
			break;
		if (!asymmetric) {
			look = mb_sync_port_now() + LOOK;
			until = until && until < look ? until : look;
		}
		if (!mb_sync_port_park(&lock->word_, word, until) && until == patience->deadline)
			return false;
	}
	return true;
}

/* The scan of thousands of records waits for memory. A line that is asked for this many lines earlier takes 3.5 ns, not 5. */
enum { AHEAD = 48 };

static int await_each_reader(membarrier_rwlock_t *lock, const struct patience *patience)
{
	uint32_t count = mb_sync_thread_count(), here;

	for (uint32_t i = 0; i < count; i += here) {
		const struct membarrier_thread_ *lines = mb_sync_thread_lines(i, &here);

		here = here < count - i ? here : count - i;
		for (uint32_t k = 0; k < here; k++) {
			if (k + AHEAD < here)
				__builtin_prefetch(&lines[k + AHEAD]);
			if (line_holds(&lines[k], lock) && !await_reader(lock, &lines[k], patience))
				return patience->not_at_all ? -EBUSY : -ETIMEDOUT;
		}
	}
	return 0;
}

static int await_readers(membarrier_rwlock_t *lock, const struct patience *patience)
{
	uint32_t before;
	int error;

	do {
		/* RWLOCK-27: acquire, before RWLOCK-11. Pairs with RWLOCK-26: a read lock counted here shows its slot. */
		before = load_acquire(&mb_sync_rwlock_nested);
		error = await_each_reader(lock, patience);
		/* A nested read lock taken meanwhile is counted by now, if RWLOCK-11 acquired the unlock of its outer one. */
	} while (!error && load_relaxed(&mb_sync_rwlock_nested) != before);
	return error;
}

/* After TURN writes, waits for a bounded time until the readers that sleep have gone first. */
static void let_readers_in(membarrier_rwlock_t *lock)
{
	if (load_relaxed(&lock->policy_.rares) % TURN)
		return;
	for (unsigned i = 0; i < SPINS && load_relaxed(&lock->sleepers_); i++)
		cpu_relax();
}

/* Sets WRITER if the word is *word; else *word becomes what the word is. */
static bool claim(membarrier_rwlock_t *lock, uint32_t *word)
{
	/* RWLOCK-10: comes before RWLOCK-21 in the word's order; acquires RWLOCK-9. */
	return compare_exchange(&lock->word_, word, *word | WRITER | FENCED);
}

/* Sets WRITER in the word; *found is the word before. */
static int take_word(membarrier_rwlock_t *lock, const struct patience *patience, uint32_t *found)
{
	uint32_t word = mb_sync_copy() | FENCED;

	/* A guess. Readers that wait read the cache line all the time, so a load before it would fetch the line once more. */
	*found = word;
	if (claim(lock, &word))
		return 0;
	word = mb_sync_rwlock_word(lock);
	for (;;) {
		int error;

		if (word & CLOSED)
			return -ECANCELED;
		if (!(word & WRITER)) {
			*found = word;
			if (claim(lock, &word))
				return 0;
			continue;
		}
		error = mb_sync_rwlock_await_writer(lock, patience);
		if (error)
			return error;
		let_readers_in(lock);
		word = mb_sync_rwlock_word(lock);
	}
}

/* What a writer that found FREE has decided already; 0: it found FENCED. */
enum { STAY = 1, RETREAT = 2 };

/*
 * Is the lock free from this unlock on? A writer that found FENCED asks the policy here and not when it locks,
 * because the policy is in the word's cache line. Readers that wait read that line all the time, so each write to it
 * is slow.
 */
static bool free_from_now_on(membarrier_rwlock_t *lock)
{
	uint8_t known = lock->policy_.free_next;

	if (known)
		lock->policy_.free_next = 0;
	else if (mb_sync_policy_fenced(&lock->policy_))
		mb_sync_policy_freed(&lock->policy_, mb_sync_port_now());
	else
		return false;
	return known != RETREAT;
}

int mb_sync_rwlock_write(membarrier_rwlock_t *lock, const struct patience *patience)
{
	uint32_t found = 0;
	int error = take_word(lock, patience, &found);

	if (error)
		return error;
	if (found & FENCED) {
		/* RWLOCK-8: pairs with RWLOCK-3. */
		fence_after_rmw();
	} else {
		uint64_t begin = mb_sync_port_now();

		lock->policy_.free_next = mb_sync_policy_stay(&lock->policy_, begin) ? STAY : RETREAT;
		/* RWLOCK-7: this slow path pairs with RWLOCK-1. */
		membarrier_slow_path();
		mb_sync_policy_barrier(&lock->policy_, begin, mb_sync_port_now());
	}
	error = await_readers(lock, patience);
	if (error)
		membarrier_rwlock_unwrite_(lock);
	return error;
}

int membarrier_rwlock_write_(membarrier_rwlock_t *lock, int try_, const struct timespec *deadline)
{
	struct patience patience;
	int error = mb_sync_rwlock_patience(try_, deadline, &patience);

	if (error)
		return error;
	if (mb_sync_holds(lock) || mb_sync_rwlock_exclusive(lock))
		return -EDEADLK;
	return mb_sync_rwlock_write(lock, &patience);
}

void membarrier_rwlock_unwrite_(membarrier_rwlock_t *lock)
{
	uint32_t word = mb_sync_copy() | (free_from_now_on(lock) ? 0 : FENCED);

	/* RWLOCK-9: release; pairs with RWLOCK-2 and RWLOCK-10. */
	store_release(&lock->word_, word);
	/* RWLOCK-16: pairs with RWLOCK-15. */
	membarrier_fast_path();
	if (load_relaxed(&lock->sleepers_))
		mb_sync_port_unpark(&lock->word_, true, UINT32_MAX);
}

int membarrier_rwlock_close_(membarrier_rwlock_t *lock)
{
	int error = membarrier_rwlock_write_(lock, MEMBARRIER_RWLOCK_BLOCK_, NULL);

	if (error)
		return error;
	/* WRITER stays set for ever. No order is needed, because no thread gets the lock after this. */
	store_relaxed(&lock->word_, mb_sync_copy() | WRITER | FENCED | CLOSED);
	/* RWLOCK-25: as RWLOCK-16. */
	membarrier_fast_path();
	if (load_relaxed(&lock->sleepers_))
		mb_sync_port_unpark(&lock->word_, true, UINT32_MAX);
	return 0;
}
