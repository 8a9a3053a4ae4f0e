/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * no_memory.c - the pair and the event count in threads for which there is no record; and each request for
 * memory is refused in turn, after all earlier ones were granted.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "made_up_port.h"

#include <membarrier/eventcount.h>
#include <membarrier/pair.h>
#include <membarrier/rwlock.h>

#include "items.h"
#include "thread.h"

void mb_sync_port_abort(const char *line)
{
	fputs(line, stderr);
	abort();
}

enum { TIMES = 20000 };

static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;
static atomic_long items;

static void check_no_record(void)
{
	struct membarrier_thread_ *none = membarrier_self_;

	CHECK(mb_sync_thread_count() == 0 || port_cannot_watch, "a record without memory");
	CHECK(none->held[0] == none && none->fenced == 0, "the record of threads that have none was written");
}

/* In each mode. Without a record, each fenced hot side looks whether fences still pay. */
static void a_pair_works(void)
{
	struct membarrier_pair_stats stats = { .size = sizeof stats };

	for (int free = 0; free < 2; free++) {
		pair.mode_ = free ? MEMBARRIER_PAIR_FREE_ : MEMBARRIER_PAIR_FENCED_;
		for (int i = 0; i < TIMES; i++) {
			membarrier_pair_hot(&pair);
			if (i % 100 == 0)
				membarrier_pair_rare(&pair);
		}
		check_no_record();
	}
	CHECK(membarrier_pair_get_stats(&pair, &stats) == 0 && stats.barriers > 0, "no barrier for a free hot side");
}

static void *consume(void *unused)
{
	for (int i = 0; i < TIMES; i++)
		take(&items, &ec);
	check_no_record();
	return unused;
}

static void an_event_count_works(void)
{
	pthread_t consumer;

	CHECK(pthread_create(&consumer, NULL, consume, NULL) == 0, "no thread");
	for (int i = 0; i < TIMES; i++)
		add(&items, &ec);
	pthread_join(consumer, NULL);
	check_no_record();
}

/* ---- each request in turn ------------------------------------------------------- */

enum { LOCKS = 500 }; /* their slots need the memory of more than three groups of records */

static membarrier_rwlock_t locks[LOCKS];

/* Uses all blocks. Returns whether a request was refused. */
static bool use_all(unsigned granted)
{
	membarrier_rwlock_token_t token[LOCKS];
	bool locked[LOCKS], refused = false;
	int error;

	port_most_requests = granted;
	port_requests = 0;
	membarrier_pair_hot(&pair);
	membarrier_pair_rare(&pair);
	membarrier_eventcount_prepare(&ec);
	membarrier_eventcount_notify_one(&ec);
	membarrier_eventcount_cancel(&ec);
	for (int i = 0; i < LOCKS; i++) {
		locks[i] = (membarrier_rwlock_t)MEMBARRIER_RWLOCK_INIT;
		error = membarrier_rwlock_rdlock_token(&locks[i], &token[i]);
		CHECK(error == 0 || error == -ENOMEM, "lock %d: %d", i, error);
		locked[i] = error == 0;
		refused |= error != 0;
	}
	for (int i = 0; i < LOCKS; i++) {
		if (locked[i])
			CHECK(membarrier_rwlock_trywrlock(&locks[i]) == -EDEADLK, "lock %d: not held", i);
		if (locked[i])
			membarrier_rwlock_rdunlock_token(&locks[i], token[i]);
		CHECK(membarrier_rwlock_trywrlock(&locks[i]) == 0, "lock %d: a read lock is left", i);
		membarrier_rwlock_wrunlock(&locks[i]);
	}
	/* There is memory again: the refusals must have done no harm. */
	port_most_requests = UINT32_MAX;
	CHECK(membarrier_detach() == 0 && membarrier_attach() == 0, "no record");
	for (int i = 0; i < LOCKS; i++)
		CHECK(membarrier_rwlock_rdlock(&locks[i]) == 0, "lock %d: memory, and no slot", i);
	for (int i = 0; i < LOCKS; i++)
		membarrier_rwlock_rdunlock(&locks[i]);
	CHECK(membarrier_detach() == 0, "a slot is left");
	return refused;
}

static void each_request_is_refused_once(void)
{
	unsigned granted = 0;
	int status = 1;

	for (; status; granted++) {
		pid_t pid = fork();

		CHECK(pid >= 0, "fork() fails");
		if (pid == 0)
			_exit(use_all(granted) ? 2 : 0);
		CHECK(waitpid(pid, &status, 0) == pid, "no child");
		CHECK(status == 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 2), "%u granted: wait status %#x", granted,
		      (unsigned)status);
	}
	granted--;
	printf("%u requests for memory\n", granted);
	CHECK(granted >= 3, "only %u requests", granted);
}

int main(void)
{
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC))
		SKIP("no strategy is asymmetric");
	each_request_is_refused_once();
	port_has_no_memory = true;
	a_pair_works();
	an_event_count_works();
	port_has_no_memory = false;
	port_cannot_watch = true;
	a_pair_works();
	an_event_count_works();
	port_cannot_watch = false;
	return 0;
}
