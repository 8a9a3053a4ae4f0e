/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* codegen.c - the blocks' hot sides, and the same sections by hand with pledged fast paths; codegen.sh compares. */
#include <membarrier/eventcount.h>
#include <membarrier/rwlock.h>

void cold(void);

/* The library's hot sides. */
void notify(membarrier_eventcount_t *ec, int *item)
{
	__atomic_store_n(item, 1, __ATOMIC_RELAXED);
	membarrier_eventcount_notify_one(ec);
}

int pair(membarrier_pair_t *of, int *mine, int *other)
{
	__atomic_store_n(mine, 1, __ATOMIC_RELAXED);
	membarrier_pair_hot(of);
	return __atomic_load_n(other, __ATOMIC_RELAXED);
}

void unlock(membarrier_rwlock_t *lock, membarrier_rwlock_token_t token)
{
	membarrier_rwlock_rdunlock_token(lock, token);
}

/* By hand: a pledged fast path, and the load of the word, which is needed in any case. */
void notify_pledged(membarrier_eventcount_t *ec, int *item)
{
	__atomic_store_n(item, 1, __ATOMIC_RELAXED);
	__asm__ __volatile__("" ::: "memory");
	if (__builtin_expect(__atomic_load_n(&ec->state_, __ATOMIC_ACQUIRE) != 0, 0))
		cold();
}

int pair_pledged(membarrier_pair_t *of, int *mine, int *other)
{
	__atomic_store_n(mine, 1, __ATOMIC_RELAXED);
	__asm__ __volatile__("" ::: "memory");
	if (__builtin_expect(__atomic_load_n(&of->mode_, __ATOMIC_ACQUIRE) != 0, 0))
		cold();
	__asm__ __volatile__("" ::: "memory");
	return __atomic_load_n(other, __ATOMIC_RELAXED);
}

void unlock_pledged(membarrier_rwlock_t *lock, membarrier_rwlock_token_t token)
{
	if (__builtin_expect(token.slot_ == 0, 0)) {
		cold();
		return;
	}
	__atomic_store_n(token.slot_, (void *)0, __ATOMIC_RELEASE);
	__asm__ __volatile__("" ::: "memory");
	if (__builtin_expect((__atomic_load_n(&lock->word_, __ATOMIC_RELAXED) & MEMBARRIER_RWLOCK_WSLEEP_) != 0, 0))
		cold();
}

/* The control has one instruction more. */
void notify_fenced(membarrier_eventcount_t *ec, int *item)
{
	__atomic_store_n(item, 1, __ATOMIC_RELAXED);
	membarrier_normal_path();
	if (__builtin_expect(__atomic_load_n(&ec->state_, __ATOMIC_ACQUIRE) != 0, 0))
		cold();
}

int read_locked(membarrier_rwlock_t *lock, int *data)
{
	membarrier_rwlock_token_t token;
	int value;

	if (membarrier_rwlock_rdlock_token(lock, &token))
		return -1;
	value = *(volatile int *)data;
	membarrier_rwlock_rdunlock_token(lock, token);
	return value;
}
