/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coalesce_denied - concurrent callers in sandboxes that deny the calls by which they wait: sleeping,
 * yielding, the clock, the CPU's number. They wait less efficiently. A barrier still serves each
 * of them, each is counted, and errno does not change.
 *
 * Only the callers have the filters, because without futex() the C library ends the program.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "../seccomp.h"
#include "spawn.h"
#include "strategy.h"

enum { THREADS = 6, CALLS = 1000, PLAYS = 200, MAGIC = 12345 };

#ifdef SYS_futex
#define FUTEX SYS_futex
#else
#define FUTEX SYS_futex_time64
#endif
#ifdef SYS_clock_gettime
#define CLOCK SYS_clock_gettime
#else
#define CLOCK SYS_clock_gettime64
#endif

static const long all[] = { FUTEX, SYS_sched_yield, CLOCK, SYS_getcpu };

struct denial {
	const char *what;
	const long *calls;
	size_t count;
	uint32_t error;
};

static unsigned ready;
static unsigned long declined;

static void deny(long number, uint32_t error)
{
	const struct filter filter = { "", number, FILTER_ALWAYS, 0, 0, FILTER_FAIL(error) };
	int failed = filter_install(&filter, 0);

	if (failed)
		SKIP("a seccomp filter: %s", strerror(-failed));
}

static void call(unsigned i)
{
	membarrier_ticket_t ticket = membarrier_ticket();
	bool served = true;

	errno = MAGIC;
	if (i % 4 == 0)
		served = membarrier_try_slow_path();
	else if (i % 4 == 1)
		membarrier_ticket_wait(ticket);
	else
		membarrier_slow_path();
	CHECK(errno == MAGIC, "errno %d", errno);
	CHECK(!served || membarrier_ticket_passed(ticket), "call %u", i);
	if (!served)
		__atomic_fetch_add(&declined, 1, __ATOMIC_RELAXED);
}

static void *call_often(void *argument)
{
	const struct denial *denial = argument;

	for (size_t i = 0; i < denial->count; i++)
		deny(denial->calls[i], denial->error);
	/* The filters are in force. */
	if (denial->count > 1)
		CHECK(syscall(SYS_sched_yield) == -1 && errno == (int)denial->error, "it is not denied: %s", strerror(errno));
	__atomic_fetch_add(&ready, 1, __ATOMIC_RELAXED);
	while (__atomic_load_n(&ready, __ATOMIC_RELAXED) < THREADS)
		nanosleep(&(struct timespec){ 0, 1000 }, NULL);
	for (unsigned i = 0; i < CALLS; i++)
		call(i);
	return NULL;
}

static void play(const struct denial *denial)
{
	pthread_t threads[THREADS];

	__atomic_store_n(&ready, 0, __ATOMIC_RELAXED);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, call_often, (void *)(uintptr_t)denial) == 0, "thread %d", i);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
}

/* Runs until some callers have shared a barrier. */
static void run(const void *argument)
{
	struct membarrier_stats before = strategy_stats(), after = before;
	uint64_t served, calls = 0;

	for (int plays = 0; after.joined + after.declined == before.joined + before.declined; plays++) {
		if (plays == PLAYS)
			SKIP("INCONCLUSIVE: no callers met");
		play(argument);
		calls += THREADS * CALLS;
		after = strategy_stats();
	}
	served = after.slow_paths - before.slow_paths;
	printf("%lu calls: %lu barriers, %lu joined, %lu declined\n", (unsigned long)calls,
	       (unsigned long)(after.barriers - before.barriers), (unsigned long)(after.joined - before.joined), declined);
	CHECK(served == after.barriers + after.joined - before.barriers - before.joined, "%lu", (unsigned long)served);
	/* A ticket may have passed before it was waited for. */
	CHECK(served + declined <= calls && served + declined >= calls / 4 * 3, "%lu", (unsigned long)served);
	CHECK(after.declined - before.declined == declined && after.recovered == before.recovered, "something was refused");
}

int main(void)
{
	static const uint32_t errors[] = { EPERM, ENOSYS };

	if (!strategy_info().asymmetric)
		SKIP("plain fences wait for no thread");
	for (size_t i = 0; i < 2; i++) {
		struct denial denials[] = {
			{ "sleeping", &all[0], 1, errors[i] },  { "yielding", &all[1], 1, errors[i] },
			{ "the clock", &all[2], 1, errors[i] }, { "the CPU's number", &all[3], 1, errors[i] },
			{ "all of them", all, 4, errors[i] },
		};

		for (size_t j = 0; j < sizeof denials / sizeof denials[0]; j++) {
			struct outcome o;

			spawn(&o, run, &denials[j]);
			spawn_skip(&o);
			CHECK(spawn_exited(&o, 0), "%s: status %#x: %s", denials[j].what, (unsigned)o.status, o.err);
			printf("without %s (%s): %s", denials[j].what, strerror((int)errors[i]), o.out);
		}
	}
	return 0;
}
