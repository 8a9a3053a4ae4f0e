/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync_ours.c - the blocks in three forms, and hand-written code with a fence in each read. */
#include <membarrier/eventcount.h>
#include <membarrier/rwlock.h>

#include "sync.h"

struct aligned_lock {
	membarrier_rwlock_t lock __attribute__((aligned(128)));
};
static struct aligned_lock adaptive[SITUATIONS], fenced[SITUATIONS], asymmetric[SITUATIONS];

#define PREPARE(of)                                          \
	membarrier_rwlock_t *lock = &(of)[work->situation].lock; \
	membarrier_attach()
#define OURS(name)                                                                                                       \
	LOCK_LOOPS(name, PREPARE(name), membarrier_rwlock_rdlock(lock), membarrier_rwlock_rdunlock(lock),                    \
	           membarrier_rwlock_wrlock(lock), membarrier_rwlock_wrunlock(lock), )                                       \
	LOCK_LOOPS(name##_token, PREPARE(name); membarrier_rwlock_token_t token;                                             \
	           (void)token, membarrier_rwlock_rdlock_token(lock, &token), membarrier_rwlock_rdunlock_token(lock, token), \
	           membarrier_rwlock_wrlock(lock), membarrier_rwlock_wrunlock(lock), )

OURS(adaptive)
OURS(fenced)
OURS(asymmetric)

/* ---- by hand: two readers whose numbers are known ------------------------------ */

static struct sync_line in[2], writing, owned;

static inline void hand_read(unsigned me)
{
	for (;;) {
		__atomic_store_n(&in[me].word, 1, __ATOMIC_RELAXED);
		membarrier_normal_path();
		/* Acquire: sees what the writer did. */
		if (__builtin_expect(!__atomic_load_n(&writing.word, __ATOMIC_ACQUIRE), 1))
			return;
		__atomic_store_n(&in[me].word, 0, __ATOMIC_RELEASE);
		while (__atomic_load_n(&writing.word, __ATOMIC_RELAXED))
			__asm__ __volatile__("" ::: "memory");
	}
}

static inline void hand_write(void)
{
	while (__atomic_exchange_n(&owned.word, 1, __ATOMIC_ACQUIRE))
		__asm__ __volatile__("" ::: "memory");
	__atomic_store_n(&writing.word, 1, __ATOMIC_RELAXED);
	membarrier_normal_path();
	for (unsigned i = 0; i < 2; i++)
		while (__atomic_load_n(&in[i].word, __ATOMIC_ACQUIRE))
			__asm__ __volatile__("" ::: "memory");
}

static inline void hand_unwrite(void)
{
	/* Release: publishes the write. */
	__atomic_store_n(&writing.word, 0, __ATOMIC_RELEASE);
	__atomic_store_n(&owned.word, 0, __ATOMIC_RELEASE);
}

LOCK_LOOPS(by_hand, unsigned me = work->me;
           (void)me, hand_read(me), __atomic_store_n(&in[me].word, 0, __ATOMIC_RELEASE), hand_write(), hand_unwrite(), )

/* ---- event counts --------------------------------------------------------------- */

struct aligned_ec {
	membarrier_eventcount_t ec __attribute__((aligned(128)));
};
static struct aligned_ec ec_adaptive[SITUATIONS], ec_fenced[SITUATIONS], ec_asymmetric[SITUATIONS];

#define OUR_EVENTS(name)                                                                                              \
	EVENT_LOOPS(name, membarrier_eventcount_t *ec = &name[work->situation].ec; uint32_t key = 0; membarrier_attach(); \
	            (void)key, membarrier_eventcount_notify_one(ec),                                                      \
	            __atomic_load_n(&ec->sleepers_, __ATOMIC_RELAXED) != 0, key = membarrier_eventcount_prepare(ec),      \
	            membarrier_eventcount_cancel(ec), membarrier_eventcount_wait(ec, key, NULL))

OUR_EVENTS(ec_adaptive)
OUR_EVENTS(ec_fenced)
OUR_EVENTS(ec_asymmetric)
NOTIFY_LOOP(bare, , )

static void initialise(void)
{
	const struct aligned_lock lock = { MEMBARRIER_RWLOCK_INIT };
	const struct aligned_ec ec = { MEMBARRIER_EVENTCOUNT_INIT };

	for (unsigned i = 0; i < SITUATIONS; i++) {
		adaptive[i] = fenced[i] = asymmetric[i] = lock;
		ec_adaptive[i] = ec_fenced[i] = ec_asymmetric[i] = ec;
	}
}

unsigned sync_ours(struct contender *to)
{
	const struct contender ours[] = {
		{ "ours", ADAPTIVE, adaptive_mix, adaptive_write, ec_adaptive_produce, ec_adaptive_consume, ec_adaptive_notify },
		{ "ours, token", ADAPTIVE, adaptive_token_mix, NULL, NULL, NULL, NULL },
		{ "ours, always fenced", FENCED, fenced_mix, fenced_write, ec_fenced_produce, ec_fenced_consume,
		  ec_fenced_notify },
		{ "ours, token, always fenced", FENCED, fenced_token_mix, NULL, NULL, NULL, NULL },
		{ "ours, always asymmetric", ASYMMETRIC, asymmetric_mix, asymmetric_write, ec_asymmetric_produce,
		  ec_asymmetric_consume, ec_asymmetric_notify },
		{ "ours, token, always asymmetric", ASYMMETRIC, asymmetric_token_mix, NULL, NULL, NULL, NULL },
		{ "by hand, a fence in each read", ADAPTIVE, by_hand_mix, by_hand_write, NULL, NULL, NULL },
		{ "a store alone", ADAPTIVE, NULL, NULL, NULL, NULL, bare_notify },
	};

	initialise();
	(void)adaptive_token_write, (void)fenced_token_write, (void)asymmetric_token_write;
	for (unsigned i = 0; i < sizeof ours / sizeof *ours; i++)
		to[i] = ours[i];
	return sizeof ours / sizeof *ours;
}
