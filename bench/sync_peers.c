/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync_peers.c - read-write locks and event counts of other libraries; the report names absent ones. */
#define _GNU_SOURCE
#include "sync.h"

#include <string.h>

static unsigned add(struct contender *to, struct contender contender)
{
	*to = contender;
	return 1;
}

/* ---- pthread ------------------------------------------------------------------- */

static __attribute__((aligned(128))) pthread_rwlock_t posix = PTHREAD_RWLOCK_INITIALIZER;
LOCK_LOOPS(posix, , pthread_rwlock_rdlock(&posix), pthread_rwlock_unlock(&posix), pthread_rwlock_wrlock(&posix),
           pthread_rwlock_unlock(&posix), )

/* ---- Concurrency Kit ------------------------------------------------------------ */

#ifdef HAVE_CK
#include <ck_brlock.h>
#include <ck_ec.h>
#include <ck_rwlock.h>
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static __attribute__((aligned(128))) ck_brlock_t brlock = CK_BRLOCK_INITIALIZER;
static __attribute__((aligned(128))) ck_rwlock_t rwlock = CK_RWLOCK_INITIALIZER;
static struct {
	__attribute__((aligned(128))) ck_brlock_reader_t reader;
} readers[2];

LOCK_LOOPS(ck_brlock, ck_brlock_read_register(&brlock, &readers[work->me].reader),
           ck_brlock_read_lock(&brlock, &readers[work->me].reader), ck_brlock_read_unlock(&readers[work->me].reader),
           ck_brlock_write_lock(&brlock), ck_brlock_write_unlock(&brlock),
           ck_brlock_read_unregister(&brlock, &readers[work->me].reader))
LOCK_LOOPS(ck_rwlock, , ck_rwlock_read_lock(&rwlock), ck_rwlock_read_unlock(&rwlock), ck_rwlock_write_lock(&rwlock),
           ck_rwlock_write_unlock(&rwlock), )

static int ck_now(const struct ck_ec_ops *ops, struct timespec *time)
{
	(void)ops;
	return clock_gettime(CLOCK_MONOTONIC, time);
}

static void ck_wait32(const struct ck_ec_wait_state *state, const uint32_t *word, uint32_t expected,
                      const struct timespec *deadline)
{
	(void)state;
	syscall(SYS_futex, word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected, deadline, NULL, FUTEX_BITSET_MATCH_ANY);
}

static void ck_wait64(const struct ck_ec_wait_state *state, const uint64_t *word, uint64_t expected,
                      const struct timespec *deadline)
{
	ck_wait32(state, (const uint32_t *)word, (uint32_t)expected, deadline);
}

static void ck_wake32(const struct ck_ec_ops *ops, const uint32_t *word)
{
	(void)ops;
	syscall(SYS_futex, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, INT32_MAX, NULL, NULL, 0);
}

static void ck_wake64(const struct ck_ec_ops *ops, const uint64_t *word)
{
	ck_wake32(ops, (const uint32_t *)word);
}

static const struct ck_ec_ops ck_ops = {
	.gettime = ck_now, .wait32 = ck_wait32, .wait64 = ck_wait64, .wake32 = ck_wake32, .wake64 = ck_wake64
};
static const struct ck_ec_mode ck_single = { .ops = &ck_ops, .single_producer = true };
static const struct ck_ec_mode ck_multiple = { .ops = &ck_ops, .single_producer = false };
static __attribute__((aligned(128))) struct ck_ec32 ck_one = CK_EC_INITIALIZER, ck_many = CK_EC_INITIALIZER;

/* Its count has a bit for "a thread waits"; a thread sleeps until the deadline at most. */
#define CK_EVENTS(name, ec, mode)                                                                        \
	EVENT_LOOPS(name, uint32_t key = 0; (void)key, ck_ec32_inc(&(ec), mode), ck_ec32_has_waiters(&(ec)), \
	                                    key = ck_ec32_value(&(ec)), (void)0, ck_ec32_wait(&(ec), mode, key, NULL))

CK_EVENTS(ck_single, ck_one, &ck_single)
CK_EVENTS(ck_multiple, ck_many, &ck_multiple)
#endif

/* ---- nsync ----------------------------------------------------------------------- */

#ifdef HAVE_NSYNC
#include <nsync.h>
static __attribute__((aligned(128))) nsync_mu mu = NSYNC_MU_INIT;
LOCK_LOOPS(nsync, , nsync_mu_rlock(&mu), nsync_mu_runlock(&mu), nsync_mu_lock(&mu), nsync_mu_unlock(&mu), )
#endif

/* ---- liburcu: no lock; a writer waits for a grace period --------------------------- */

#ifdef HAVE_URCU
#define _LGPL_SOURCE /* Readers inline, as liburcu recommends. */
#include <urcu/urcu-memb.h>
static pthread_mutex_t updates = PTHREAD_MUTEX_INITIALIZER;
/* A write with RCU does not change data in place; this one only has the cost of such a write. */
static void urcu_write(void)
{
	pthread_mutex_lock(&updates);
	urcu_memb_synchronize_rcu();
	pthread_mutex_unlock(&updates);
}
static void urcu_mix(struct work *work)
{
	uint64_t passes = 0, sum = 0, left = work->every ? work->every : UINT64_MAX;

	urcu_memb_register_thread();
	while (!sync_stopped())
		for (unsigned i = 0; i < BATCH; i++, passes++) {
			if (__builtin_expect(--left == 0, 0)) {
				left = work->every;
				urcu_write();
			} else {
				urcu_memb_read_lock();
				sum += *(volatile uint64_t *)&sync_data[0].word + *(volatile uint64_t *)&sync_data[1].word;
				urcu_memb_read_unlock();
			}
		}
	urcu_memb_unregister_thread();
	work->passes = passes;
	*(volatile uint64_t *)&sum = sum;
}
#endif

unsigned sync_peers(struct contender *to, char *absent)
{
	unsigned count = 0;

	(void)absent;
	count +=
		add(to + count, (struct contender){ "pthread_rwlock_t", ADAPTIVE, posix_mix, posix_write, NULL, NULL, NULL });
#ifdef HAVE_CK
	count +=
		add(to + count, (struct contender){ "ck_brlock", ADAPTIVE, ck_brlock_mix, ck_brlock_write, NULL, NULL, NULL });
	count +=
		add(to + count, (struct contender){ "ck_rwlock", ADAPTIVE, ck_rwlock_mix, ck_rwlock_write, NULL, NULL, NULL });
	count += add(to + count, (struct contender){ "ck_ec, single producer", ADAPTIVE, NULL, NULL, ck_single_produce,
	                                             ck_single_consume, ck_single_notify });
	count += add(to + count, (struct contender){ "ck_ec", ADAPTIVE, NULL, NULL, ck_multiple_produce,
	                                             ck_multiple_consume, ck_multiple_notify });
#else
	strcat(absent, " Concurrency Kit;");
#endif
#ifdef HAVE_NSYNC
	count += add(to + count, (struct contender){ "nsync_mu", ADAPTIVE, nsync_mix, nsync_write, NULL, NULL, NULL });
#else
	strcat(absent, " nsync;");
#endif
#ifdef HAVE_URCU
	count += add(to + count, (struct contender){ "liburcu memb", ADAPTIVE, urcu_mix, NULL, NULL, NULL, NULL });
#else
	strcat(absent, " liburcu;");
#endif
	return count;
}
