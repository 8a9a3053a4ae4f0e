/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rwlock.c - the promises of the read-mostly lock, one after the other. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <membarrier/rwlock.h>

#include "after.h"
#include "child.h"
#include "test.h"

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;

_Static_assert(sizeof lock <= 48, "a lock of more than 48 bytes");

/* A call in another thread, and its result. */
struct call {
	int (*function)(membarrier_rwlock_t *);
	int result;
};

static void *run_call(void *of)
{
	struct call *call = of;

	call->result = call->function(&lock);
	return NULL;
}

static int elsewhere(int (*function)(membarrier_rwlock_t *))
{
	struct call call = { function, 0 };
	pthread_t thread;

	CHECK(pthread_create(&thread, NULL, run_call, &call) == 0, "no thread");
	pthread_join(thread, NULL);
	return call.result;
}

static int try_read(membarrier_rwlock_t *of)
{
	int error = membarrier_rwlock_tryrdlock(of);

	if (!error)
		membarrier_rwlock_rdunlock(of);
	return error;
}

static int try_write(membarrier_rwlock_t *of)
{
	int error = membarrier_rwlock_trywrlock(of);

	if (!error)
		membarrier_rwlock_wrunlock(of);
	return error;
}

static int timed_read(membarrier_rwlock_t *of)
{
	struct timespec soon = after_ms(20);

	return membarrier_rwlock_timedrdlock(of, &soon);
}

static int timed_write(membarrier_rwlock_t *of)
{
	struct timespec soon = after_ms(20);

	return membarrier_rwlock_timedwrlock(of, &soon);
}

static void readers_share_and_writers_do_not(void)
{
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	CHECK(elsewhere(try_read) == 0, "a second reader is kept out");
	CHECK(elsewhere(try_write) == -EBUSY, "a writer beside a reader");
	CHECK(elsewhere(timed_write) == -ETIMEDOUT, "a writer beside a reader, in time");
	CHECK(elsewhere(try_read) == 0, "a writer that gave up left the lock locked");
	membarrier_rwlock_rdunlock(&lock);
	CHECK(elsewhere(try_write) == 0, "a reader that unlocked is still there");
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
	CHECK(membarrier_rwlock_waiting(&lock), "a writer is not seen");
	CHECK(elsewhere(try_read) == -EBUSY && elsewhere(try_write) == -EBUSY, "two with a writer");
	CHECK(elsewhere(timed_read) == -ETIMEDOUT && elsewhere(timed_write) == -ETIMEDOUT, "two with a writer, in time");
	membarrier_rwlock_wrunlock(&lock);
	CHECK(!membarrier_rwlock_waiting(&lock) && elsewhere(try_read) == 0, "a writer that unlocked is still there");
}

static void bad_deadlines_are_refused(void)
{
	const struct timespec bad = { 1, 1000000000 }, past = { 0, 0 };

	CHECK(membarrier_rwlock_timedwrlock(&lock, &bad) == -EINVAL, "took a bad deadline");
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "a bad deadline left the lock locked");
	membarrier_rwlock_wrunlock(&lock);
	CHECK(membarrier_rwlock_timedrdlock(&lock, &past) == 0, "a lock that is free is not waited for");
	CHECK(membarrier_rwlock_timedrdlock(&lock, &bad) == -EINVAL, "took a bad deadline, nested");
	membarrier_rwlock_rdunlock(&lock);
	CHECK(elsewhere(try_write) == 0, "a bad deadline left the lock locked");
}

static void read_locks_nest(void)
{
	for (int i = 0; i < 40; i++)
		CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not %d times", i + 1);
	CHECK(membarrier_rwlock_wrlock(&lock) == -EDEADLK, "a reader may write");
	CHECK(membarrier_rwlock_trywrlock(&lock) == -EDEADLK, "a reader may try to write");
	for (int i = 0; i < 40; i++) {
		CHECK(elsewhere(try_write) == -EBUSY, "unlocked after %d of 40", i);
		membarrier_rwlock_rdunlock(&lock);
	}
	CHECK(elsewhere(try_write) == 0, "40 times unlocked, and still locked");
}

static void many_locks_at_once(void)
{
	static membarrier_rwlock_t many[30];

	for (unsigned i = 0; i < 30; i++) {
		many[i] = (membarrier_rwlock_t)MEMBARRIER_RWLOCK_INIT;
		CHECK(membarrier_rwlock_rdlock(&many[i]) == 0, "lock %u", i);
	}
	for (unsigned i = 0; i < 30; i += 2) {
		membarrier_rwlock_rdunlock(&many[i]);
		CHECK(membarrier_rwlock_wrlock(&many[i]) == 0, "lock %u is held after it was unlocked", i);
		membarrier_rwlock_wrunlock(&many[i]);
		CHECK(membarrier_rwlock_trywrlock(&many[i + 1]) == -EDEADLK, "lock %u is not held", i + 1);
	}
	for (unsigned i = 1; i < 30; i += 2)
		membarrier_rwlock_rdunlock(&many[i]);
}

/* Read locks of one lock with and without tokens, unlocked in every order of four. */
static void tokens_mix_with_plain_locks(void)
{
	for (int order = 0; order < 24; order++) {
		int left[4] = { 0, 1, 2, 3 }, rest = order;
		membarrier_rwlock_token_t token[4];
		struct timespec soon = after_ms(1000);

		CHECK(membarrier_rwlock_rdlock_token(&lock, &token[0]) == 0, "not locked");
		CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
		CHECK(membarrier_rwlock_timedrdlock_token(&lock, &soon, &token[2]) == 0, "not locked");
		CHECK(membarrier_rwlock_tryrdlock(&lock) == 0, "not locked");
		for (int i = 4; i > 0; i--) {
			int chosen = rest % i, which = left[chosen];

			CHECK(elsewhere(try_write) == -EBUSY, "order %d: unlocked with %d read locks left", order, i);
			rest /= i;
			left[chosen] = left[i - 1];
			if (which % 2)
				membarrier_rwlock_rdunlock(&lock);
			else
				membarrier_rwlock_rdunlock_token(&lock, token[which]);
		}
		CHECK(elsewhere(try_write) == 0, "order %d: a read lock was left behind", order);
	}
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
	{
		membarrier_rwlock_token_t token;
		struct timespec soon = after_ms(20);

		CHECK(membarrier_rwlock_tryrdlock_token(&lock, &token) == -EBUSY, "a reader beside a writer");
		CHECK(membarrier_rwlock_timedrdlock_token(&lock, &soon, &token) == -ETIMEDOUT, "a reader beside a writer");
	}
	membarrier_rwlock_wrunlock(&lock);
}

static void *write_once(void *unused)
{
	(void)unused;
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
	membarrier_rwlock_wrunlock(&lock);
	return NULL;
}

static void await_writer_at(void)
{
	while (!membarrier_rwlock_waiting(&lock))
		sched_yield();
}

/* pthread_rwlock_t deadlocks here, or starves its writers. */
static void a_nested_reader_does_not_wait_for_a_waiting_writer(void)
{
	pthread_t writer;

	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	pthread_create(&writer, NULL, write_once, NULL);
	await_writer_at();
	CHECK(elsewhere(try_read) == -EBUSY, "a new reader overtakes a waiting writer");
	for (int i = 0; i < 20; i++)
		CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not nested");
	CHECK(membarrier_rwlock_tryrdlock(&lock) == -EBUSY, "tryrdlock passes a waiting writer: a handler cannot");
	for (int i = 0; i < 21; i++)
		membarrier_rwlock_rdunlock(&lock);
	pthread_join(writer, NULL);
}

static void *read_once(void *unused)
{
	(void)unused;
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	membarrier_rwlock_rdunlock(&lock);
	return NULL;
}

static void sleepers_are_woken(void)
{
	struct timespec long_enough = { 0, 20 * 1000 * 1000 };
	pthread_t threads[8];

	for (int round = 0; round < 10; round++) {
		CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
		for (int i = 0; i < 8; i++)
			pthread_create(&threads[i], NULL, i % 2 ? read_once : write_once, NULL);
		nanosleep(&long_enough, NULL); /* By now most of them sleep. If they do not, the check is still right. */
		membarrier_rwlock_wrunlock(&lock);
		for (int i = 0; i < 8; i++)
			pthread_join(threads[i], NULL);
		CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
		pthread_create(&threads[0], NULL, write_once, NULL);
		await_writer_at();
		nanosleep(&long_enough, NULL);
		membarrier_rwlock_rdunlock(&lock);
		pthread_join(threads[0], NULL);
	}
}

static void unlock_in_child(const void *unused)
{
	(void)unused;
	CHECK(elsewhere(try_write) == -EBUSY, "the child lost its read lock");
	membarrier_rwlock_rdunlock(&lock);
	CHECK(elsewhere(try_write) == 0, "a lock that nothing holds is locked");
}

static void a_child_has_its_own_locks_alone(void)
{
	int status;

	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	status = status_of(unlock_in_child, NULL);
	CHECK(status == 0, "child: wait status %#x", (unsigned)status);
	membarrier_rwlock_rdunlock(&lock);
}

static void closing_waits_and_is_final(void)
{
	static membarrier_rwlock_t closing = MEMBARRIER_RWLOCK_INIT;

	CHECK(membarrier_rwlock_rdlock(&closing) == 0, "not locked");
	CHECK(membarrier_rwlock_close(&closing) == -EDEADLK, "a reader may close");
	membarrier_rwlock_rdunlock(&closing);
	CHECK(membarrier_rwlock_close(&closing) == 0, "not closed");
	CHECK(membarrier_rwlock_tryrdlock(&closing) == -ECANCELED && membarrier_rwlock_rdlock(&closing) == -ECANCELED &&
	          membarrier_rwlock_wrlock(&closing) == -ECANCELED && membarrier_rwlock_trywrlock(&closing) == -ECANCELED &&
	          membarrier_rwlock_close(&closing) == -ECANCELED,
	      "a closed lock was locked");
}

/* Writers change both counts under the lock, so readers must find them equal. */
static struct {
	_Alignas(64) unsigned long first;
	_Alignas(64) unsigned long second;
} counts;
static atomic_bool stop;
static atomic_ulong reads;

static void *read_counts(void *unused)
{
	(void)unused;
	while (!atomic_load(&stop)) {
		CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
		CHECK(counts.first == counts.second, "%lu, %lu", counts.first, counts.second);
		membarrier_rwlock_rdunlock(&lock);
		atomic_fetch_add_explicit(&reads, 1, memory_order_relaxed);
	}
	return NULL;
}

static void *write_counts(void *unused)
{
	(void)unused;
	for (int i = 0; i < 3000; i++) {
		CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
		counts.first++;
		counts.second++;
		membarrier_rwlock_wrunlock(&lock);
	}
	return NULL;
}

static void readers_and_writers(void)
{
	pthread_t readers[3], writers[3];

	for (int i = 0; i < 3; i++) {
		pthread_create(&readers[i], NULL, read_counts, NULL);
		pthread_create(&writers[i], NULL, write_counts, NULL);
	}
	for (int i = 0; i < 3; i++)
		pthread_join(writers[i], NULL);
	atomic_store(&stop, true);
	for (int i = 0; i < 3; i++)
		pthread_join(readers[i], NULL);
	CHECK(counts.first == 9000 && counts.second == 9000 && atomic_load(&reads) > 0, "%lu, %lu", counts.first,
	      counts.second);
}

int main(void)
{
	readers_share_and_writers_do_not();
	bad_deadlines_are_refused();
	read_locks_nest();
	many_locks_at_once();
	tokens_mix_with_plain_locks();
	a_nested_reader_does_not_wait_for_a_waiting_writer();
	sleepers_are_woken();
	a_child_has_its_own_locks_alone();
	closing_waits_and_is_final();
	readers_and_writers();
	return 0;
}
