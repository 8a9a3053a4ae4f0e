/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rwlock_refused.c - the read-mostly lock in the rounds of refused_rounds.h: a reader without a fence and a
 * writer try at the same time, and never both get the lock.
 */
#define _GNU_SOURCE
#include <membarrier/rwlock.h>

#include "refused_rounds.h"

#define membarrier_slow_path slow_path
#include "../../src/sync/rwlock_write.c"
#undef membarrier_slow_path

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static bool reader_in, writer_in;

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	CHECK(0, "a try sleeps on %p (%u, %llu)", (const void *)word, expected, (unsigned long long)deadline);
}

void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask)
{
	CHECK(0, "nothing sleeps on %p (%d, %u)", (const void *)word, all, mask);
}

void mb_sync_port_abort(const char *line)
{
	CHECK(0, "%s", line);
}

static void hot_prepare(uint32_t *random)
{
	(void)random;
}

static void hot_side(int round)
{
	(void)round;
	reader_in = membarrier_rwlock_tryrdlock(&lock) == 0;
}

static void hot_leave(void)
{
	if (reader_in)
		membarrier_rwlock_rdunlock(&lock);
}

/* The lock is free now; its mode after this round does not matter. */
static void rare_prepare(uint32_t *random)
{
	lock.word_ = mb_sync_copy();
	lock.policy_.barrier_time = pair_random(random) & 1 ? UINT32_MAX / 4 : 0;
}

static void rare_side(int round)
{
	(void)round;
	writer_in = membarrier_rwlock_trywrlock(&lock) == 0;
}

static bool was_forbidden(int round)
{
	(void)round;
	return reader_in && writer_in;
}

static void rare_leave(void)
{
	if (writer_in)
		membarrier_rwlock_wrunlock(&lock);
}

int main(void)
{
	return run_refused();
}
