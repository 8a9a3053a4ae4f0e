/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * rwlock_no_memory.c - reading without a record, because there is no memory: exclusively, nested, under
 * four locks at once; and with a record that the thread gets later.
 */
#include <errno.h>
#include <pthread.h>

#include "made_up_port.h"

#include <membarrier/rwlock.h>

#include "thread.h"

void mb_sync_port_abort(const char *line)
{
	fputs(line, stderr);
	abort();
}

static membarrier_rwlock_t locks[6] = { MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT,
	                                    MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT };

static bool is_free(membarrier_rwlock_t *lock)
{
	int error = membarrier_rwlock_trywrlock(lock);

	if (!error)
		membarrier_rwlock_wrunlock(lock);
	return !error;
}

static void exclusive_reads_nest(void)
{
	membarrier_rwlock_token_t token;

	CHECK(membarrier_rwlock_rdlock(&locks[0]) == 0, "not locked");
	CHECK(membarrier_rwlock_waiting(&locks[0]), "a reader without a record must be alone");
	CHECK(membarrier_rwlock_rdlock_token(&locks[0], &token) == 0, "not nested");
	CHECK(membarrier_rwlock_tryrdlock(&locks[0]) == 0, "not nested by tryrdlock");
	CHECK(membarrier_rwlock_wrlock(&locks[0]) == -EDEADLK, "a reader may write");
	membarrier_rwlock_rdunlock(&locks[0]);
	membarrier_rwlock_rdunlock_token(&locks[0], token);
	CHECK(membarrier_rwlock_waiting(&locks[0]), "unlocked too early");
	membarrier_rwlock_rdunlock(&locks[0]);
	CHECK(is_free(&locks[0]), "not unlocked");
}

static void four_locks_at_once(void)
{
	for (int i = 0; i < 4; i++)
		CHECK(membarrier_rwlock_rdlock(&locks[i]) == 0, "lock %d", i);
	CHECK(membarrier_rwlock_rdlock(&locks[4]) == -ENOMEM, "a fifth without a record");
	CHECK(is_free(&locks[4]), "a refused read lock is locked");
	for (int i = 0; i < 4; i++) {
		membarrier_rwlock_rdunlock(&locks[i]);
		CHECK(is_free(&locks[i]), "lock %d is not unlocked", i);
	}
}

/* Reads exclusively, and then with a slot: the thread must not wait for itself. */
static void a_record_that_comes_later(void)
{
	for (int first = 0; first < 2; first++) {
		port_has_no_memory = true;
		CHECK(membarrier_rwlock_rdlock(&locks[5]) == 0, "not locked");
		port_has_no_memory = false;
		CHECK(membarrier_attach() == 0, "no record");
		CHECK(membarrier_rwlock_rdlock(&locks[5]) == 0, "not nested");
		membarrier_rwlock_rdunlock(&locks[5]);
		membarrier_rwlock_rdunlock(&locks[5]);
		CHECK(is_free(&locks[5]), "not unlocked");
		CHECK(membarrier_detach() == 0, "a slot is left");
	}
}

int main(void)
{
	port_has_no_memory = true;
	exclusive_reads_nest();
	four_locks_at_once();
	port_has_no_memory = false;
	port_cannot_watch = true;
	exclusive_reads_nest();
	port_cannot_watch = false;
	a_record_that_comes_later();
	return 0;
}
