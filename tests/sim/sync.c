/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sync.c - the blocks of libmembarrier-sync. The policy is made up: the search tries each answer
 * that it could give, because soundness must not depend on it.
 */
#include <errno.h>

#include <membarrier/eventcount.h>
#include <membarrier/pair.h>
#include <membarrier/rwlock.h>

#include "scenario.h"
#include "sync/policy.h"
#include "sync/port.h"

/* ---- the policy ------------------------------------------------------------- */

bool mb_sync_policy_fenced(struct membarrier_policy_ *policy)
{
	(void)policy;
	return membarrier_sim_choose(2);
}

bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin)
{
	(void)policy;
	(void)begin;
	return membarrier_sim_choose(2);
}

void mb_sync_policy_barrier(struct membarrier_policy_ *policy, uint64_t begin, uint64_t end)
{
	(void)policy;
	(void)begin;
	(void)end;
}

bool mb_sync_policy_quiet(struct membarrier_policy_ *policy)
{
	(void)policy;
	return membarrier_sim_choose(2);
}

void mb_sync_policy_freed(struct membarrier_policy_ *policy, uint64_t now)
{
	(void)policy;
	(void)now;
}

/* ---- sleeping, with a condition variable, so that a missed wake-up is a deadlock ------------- */

static pthread_mutex_t park_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t park_changed = PTHREAD_COND_INITIALIZER;

/* Every deadline has passed. */
bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	if (deadline)
		return false;
	pthread_mutex_lock(&park_mutex);
	if (__atomic_load_n(word, __ATOMIC_RELAXED) == expected)
		pthread_cond_wait(&park_changed, &park_mutex);
	pthread_mutex_unlock(&park_mutex);
	return true;
}

void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask)
{
	(void)word;
	(void)all;
	(void)mask;
	pthread_mutex_lock(&park_mutex);
	pthread_cond_broadcast(&park_changed);
	pthread_mutex_unlock(&park_mutex);
}

/* ---- the pair: the first to enter is alone in its section ------------------------- */

static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static atomic_int hot_there, rare_there[2];
static int data;

static void pair_free(void)
{
	pair.mode_ = MEMBARRIER_PAIR_FREE_;
}

static void pair_fenced(void)
{
}

/* Uses the data if the other side is not inside; otherwise leaves. */
static void hot_section(void)
{
	STORE(hot_there, 1);
	membarrier_pair_hot(&pair);
	/* Acquire: sees what the rare side did before it left. */
	if (!atomic_load_explicit(&rare_there[0], memory_order_acquire) &&
	    !atomic_load_explicit(&rare_there[1], memory_order_acquire))
		data++;
	atomic_store_explicit(&hot_there, 0, memory_order_release);
}

static void hot_twice(void)
{
	hot_section();
	hot_section();
}

static void rare_section(int me)
{
	STORE(rare_there[me], 1);
	membarrier_pair_rare(&pair);
	if (!atomic_load_explicit(&hot_there, memory_order_acquire) &&
	    !atomic_load_explicit(&rare_there[!me], memory_order_acquire))
		data++;
	atomic_store_explicit(&rare_there[me], 0, memory_order_release);
}

static void rare_first(void)
{
	rare_section(0);
}

static void rare_second(void)
{
	rare_section(1);
}

static void rare_twice(void)
{
	rare_section(0);
	rare_section(0);
}

/* ---- the lock ----------------------------------------------------------------- */

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT, other = MEMBARRIER_RWLOCK_INIT, third = MEMBARRIER_RWLOCK_INIT;
static int seen;

static void lock_free(void)
{
	EXPECT(membarrier_rwlock_wrlock(&lock) == 0);
	lock.policy_.free_next = 1; /* As the writer of a lock that stays free. */
	membarrier_rwlock_wrunlock(&lock);
}

static void reader(void)
{
	EXPECT(membarrier_rwlock_rdlock(&lock) == 0);
	seen += data; /* Two readers may be inside at once, but only one of a scenario's readers writes seen. */
	membarrier_rwlock_rdunlock(&lock);
}

static void reader_twice(void)
{
	reader();
	reader();
}

/* Reads by the header's inline functions; the first read lock of a thread is a call. */
static void attached_reader(void)
{
	EXPECT(membarrier_attach() == 0);
	membarrier_self_->fenced = 100;
	reader();
}

static void nested_reader(void)
{
	EXPECT(membarrier_rwlock_rdlock(&lock) == 0);
	reader();
	seen += data;
	membarrier_rwlock_rdunlock(&lock);
}

/* The first slot holds another lock, so the writer looks at the inner read lock's slot before the outer's. */
static void moving_reader(void)
{
	EXPECT(membarrier_attach() == 0);
	EXPECT(membarrier_rwlock_rdlock(&other) == 0);
	EXPECT(membarrier_rwlock_rdlock(&lock) == 0);
	EXPECT(membarrier_rwlock_rdlock(&lock) == 0);
	membarrier_rwlock_rdunlock(&lock);
	seen += data;
	membarrier_rwlock_rdunlock(&lock);
	membarrier_rwlock_rdunlock(&other);
}

/* The thread stores to the same slot again before the writer looks at it: inline, by calls, by a call that fails. */
static void reader_of_two(void)
{
	EXPECT(membarrier_attach() == 0);
	reader();
	EXPECT(membarrier_rwlock_rdlock(&other) == 0);
	EXPECT(membarrier_rwlock_rdlock(&other) == 0);
	membarrier_rwlock_rdunlock(&other);
}

static void reader_of_two_by_calls(void)
{
	EXPECT(membarrier_attach() == 0);
	EXPECT(membarrier_rwlock_rdlock(&third) == 0);
	reader_of_two();
}

/* No full fence orders the stores of a reader of this lock. */
static void other_free(void)
{
	EXPECT(membarrier_rwlock_wrlock(&other) == 0);
	other.policy_.free_next = 1;
	membarrier_rwlock_wrunlock(&other);
}

static void trying_reader(void)
{
	if (membarrier_rwlock_tryrdlock(&lock))
		return;
	seen += data;
	membarrier_rwlock_rdunlock(&lock);
}

static void reader_that_tries_again(void)
{
	EXPECT(membarrier_attach() == 0);
	reader();
	trying_reader();
}

/* The record goes to another thread. */
static atomic_int detached;

static void reader_that_detaches(void)
{
	EXPECT(membarrier_attach() == 0);
	reader();
	EXPECT(membarrier_detach() == 0);
	atomic_store_explicit(&detached, 1, memory_order_release);
}

static void next_owner(void)
{
	if (!atomic_load_explicit(&detached, memory_order_acquire))
		membarrier_sim_discard();
	EXPECT(membarrier_attach() == 0);
}

static void writer(void)
{
	EXPECT(membarrier_rwlock_wrlock(&lock) == 0);
	data++;
	membarrier_rwlock_wrunlock(&lock);
}

static void trying_writer(void)
{
	if (membarrier_rwlock_trywrlock(&lock))
		return;
	data++;
	membarrier_rwlock_wrunlock(&lock);
}

/* Sleeps while another thread closes the lock, and must be woken. */
static void closed_reader(void)
{
	int error = membarrier_rwlock_rdlock(&lock);

	EXPECT(error == 0 || error == -ECANCELED);
	if (error)
		return;
	seen += data;
	membarrier_rwlock_rdunlock(&lock);
}

static void closer(void)
{
	EXPECT(membarrier_rwlock_close(&lock) == 0);
	data++;
}

/* ---- the event count: a consumer sleeps until there is an item ---------------------- */

static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;
static atomic_int items;

static void ec_free(void)
{
	ec.state_ = 0;
}

static void producer(void)
{
	data = 1;
	atomic_fetch_add_explicit(&items, 1, memory_order_release);
	membarrier_eventcount_notify_one(&ec);
}

static void producer_of_two(void)
{
	for (int i = 0; i < 2; i++) {
		atomic_fetch_add_explicit(&items, 1, memory_order_release);
		membarrier_eventcount_notify_one(&ec);
	}
}

static bool take(void)
{
	int n = LOAD(items);

	while (n > 0)
		if (atomic_compare_exchange_weak_explicit(&items, &n, n - 1, memory_order_acquire, memory_order_relaxed))
			return true;
	return false;
}

static void consume(void)
{
	while (!take()) {
		uint32_t key = membarrier_eventcount_prepare(&ec);

		if (take()) {
			membarrier_eventcount_cancel(&ec);
			return;
		}
		EXPECT(membarrier_eventcount_wait(&ec, key, NULL) == 0);
	}
}

static void consumer(void)
{
	consume();
	EXPECT(data == 1);
}

/* Only the notification publishes what the producer stored. */
static void teller(void)
{
	data = 1;
	STORE(items, 1);
	membarrier_eventcount_notify_all(&ec);
}

static void be_told(const struct timespec *deadline)
{
	uint32_t key = membarrier_eventcount_prepare(&ec);
	int error;

	if (LOAD(items)) {
		membarrier_eventcount_cancel(&ec);
		return;
	}
	error = membarrier_eventcount_wait(&ec, key, deadline);
	EXPECT(error == 0 || (deadline && error == -ETIMEDOUT));
	EXPECT(error || data == 1);
}

static void told(void)
{
	be_told(NULL);
}

/* The notification comes after the deadline, or together with it. */
static void told_late(void)
{
	be_told(&(const struct timespec){ 0, 1 });
}

static const struct scenario scenarios[] = {
	{ "pair-free", pair_free, { hot_twice, rare_first }, NULL },
	{ "pair-fenced", pair_fenced, { hot_twice, rare_first }, NULL },
	{ "pair-rare-twice", pair_free, { hot_section, rare_twice }, NULL },
	{ "pair-two-rare", pair_free, { hot_section, rare_first, rare_second }, NULL },
	{ "rwlock-free", lock_free, { reader_twice, writer }, NULL },
	{ "rwlock-fenced", NULL, { reader_twice, writer }, NULL },
	{ "rwlock-inline-free", lock_free, { attached_reader, writer }, NULL },
	{ "rwlock-inline-fenced", NULL, { attached_reader, writer }, NULL },
	{ "rwlock-nested", lock_free, { nested_reader, writer }, NULL },
	{ "rwlock-moving", lock_free, { moving_reader, writer }, NULL },
	{ "rwlock-two-locks", other_free, { reader_of_two, writer }, NULL },
	{ "rwlock-two-locks-by-calls", other_free, { reader_of_two_by_calls, writer }, NULL },
	{ "rwlock-two-tries", NULL, { reader_that_tries_again, writer }, NULL },
	{ "rwlock-record", NULL, { reader_that_detaches, next_owner, writer }, NULL },
	{ "rwlock-two-writers", lock_free, { reader, writer, writer }, NULL },
	{ "rwlock-try", lock_free, { trying_reader, trying_writer, writer }, NULL },
	{ "rwlock-close", lock_free, { trying_reader, closer }, NULL },
	{ "rwlock-close-sleeper", lock_free, { closed_reader, closer }, NULL },
	{ "eventcount-free", ec_free, { producer, consumer }, NULL },
	{ "eventcount-fenced", NULL, { producer, consumer }, NULL },
	{ "eventcount-told", ec_free, { teller, told }, NULL },
	{ "eventcount-told-late", ec_free, { teller, told_late }, NULL },
	{ "eventcount-two", ec_free, { producer_of_two, consume, consume }, NULL },
	{ NULL, NULL, { NULL }, NULL }
};

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
