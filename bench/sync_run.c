/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sync_run.c - slices and rounds: every contender of a situation in turn, in random order. */
#define _GNU_SOURCE
#include "sync.h"

#include <sched.h>
#include <string.h>
#include <time.h>

#include <membarrier/rwlock.h>

#include "settings.h"

struct sync_line sync_stop, sync_items, sync_data[2];

const char *const sync_situation_names[SITUATIONS] = {
	"read, one thread", "read, two threads", "a write per 10^2", "a write per 10^3",  "a write per 10^4",
	"a write per 10^5", "a write per 10^6",  "write alone",      "write, hot reader", "notify",
	"bursts of 10^2",   "bursts of 10^3",    "bursts of 10^4",   "bursts of 10^5",    "bursts of 10^6",
};

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void sleep_ns(long nanoseconds)
{
	nanosleep(&(struct timespec){ 0, nanoseconds }, NULL);
}

/* Each thread has a CPU, without threads of other programs, if the system allows that. */
static void *run_work(void *of)
{
	struct work *work = of;
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(work->me, &one);
	pthread_setaffinity_np(pthread_self(), sizeof one, &one);
	pthread_setschedparam(pthread_self(), SCHED_FIFO, &(struct sched_param){ .sched_priority = 1 });
	work->run(work);
	return NULL;
}

/* Stores the works of a contender in a situation. Returns how many there are; 0: it does not take part. */
static unsigned works_of(const struct contender *contender, enum situation situation, struct work *works)
{
	static const unsigned every[RATES] = { 100, 1000, 10000, 100000, 1000000 };
	unsigned count = 2;

	memset(works, 0, 2 * sizeof *works);
	works[1].me = 1;
	works[0].situation = works[1].situation = situation;
	works[0].run = works[1].run = contender->mix;
	if (situation == READ)
		count = 1;
	if (situation >= MIX && situation < MIX + RATES)
		works[0].every = works[1].every = every[situation - MIX];
	if (situation == WRITE || situation == WRITE_HOT) {
		works[0].run = contender->write;
		count = situation == WRITE ? 1 : 2;
	}
	if (situation == NOTIFY) {
		works[0].run = contender->notify;
		count = 1;
	}
	if (situation >= BURST) {
		works[0].every = every[situation - BURST];
		works[0].run = contender->produce;
		works[1].run = contender->consume;
	}
	return works[0].run && (count == 1 || works[1].run) ? count : 0;
}

static double try_slice(struct work *works, unsigned count, enum form form, enum situation situation,
                        unsigned milliseconds)
{
	uint64_t begin;

	sync_form = form;
	sync_stop.word = sync_items.word = 0;
	begin = now();
	for (unsigned i = 0; i < count; i++)
		if (pthread_create(&works[i].thread, NULL, run_work, &works[i]))
			return 0;
	sleep_ns((long)milliseconds * 1000000);
	__atomic_store_n(&sync_stop.word, 1, __ATOMIC_RELAXED);
	for (unsigned i = 0; i < count; i++)
		pthread_join(works[i].thread, NULL);
	begin = now() - begin;
	/* Without a sleep the system would stop real-time threads in the middle of a slice. */
	sleep_ns((long)milliseconds * 100000);
	if (situation == WRITE_HOT)
		works[1].passes = 0;
	return (double)(works[0].passes + works[1].passes) / (double)begin * 1e3;
}

/*
 * Returns millions of operations per second: of both threads, or only those of writers and producers. 0: none was made,
 * or the contender has no such situation.
 */
static double slice(const struct contender *contender, enum situation situation, unsigned milliseconds)
{
	struct work works[2];
	unsigned count = works_of(contender, situation, works);
	double rate = 0;

	for (unsigned tries = 0; count && rate <= 0 && tries < MOST_TRIES; tries++)
		rate = try_slice(works, count, contender->form, situation, milliseconds);
	return rate;
}

static bool takes_part(const struct results *results, unsigned contender, enum situation situation)
{
	return strstr(sync_situation_names[situation], results->only) &&
	       strstr(results->contenders[contender].name, results->contender);
}

unsigned sync_slices(const struct results *results)
{
	struct work works[2];
	unsigned count = 0;

	for (unsigned situation = 0; situation < SITUATIONS; situation++)
		for (unsigned i = 0; i < results->count; i++)
			count += takes_part(results, i, (enum situation)situation) &&
			         works_of(&results->contenders[i], (enum situation)situation, works);
	return count;
}

void sync_measure(struct results *results, unsigned milliseconds)
{
	uint64_t random = 88172645463325252u;
	unsigned order[MOST_CONTENDERS];

	pthread_setschedparam(pthread_self(), SCHED_FIFO, &(struct sched_param){ .sched_priority = 2 });
	for (unsigned round = 0; round < results->rounds; round++)
		for (unsigned situation = 0; situation < SITUATIONS; situation++) {
			random_order(order, results->count, &random);
			for (unsigned i = 0; i < results->count; i++)
				if (takes_part(results, order[i], (enum situation)situation))
					results->rate[situation][order[i]][round] =
						slice(&results->contenders[order[i]], (enum situation)situation, milliseconds);
		}
	pthread_setschedparam(pthread_self(), SCHED_OTHER, &(struct sched_param){ .sched_priority = 0 });
}

/* ---- a write among 10,000 records ---------------------------------------------------- */

enum { RECORDS = 10000, WRITES = 25 };

static membarrier_rwlock_t other_lock = MEMBARRIER_RWLOCK_INIT;

/* If a thread ends and holds a read lock, its record is not reused. */
static void *leave_record(void *unused)
{
	(void)unused;
	membarrier_rwlock_rdlock(&other_lock);
	return NULL;
}

static char junk[64 << 20];

static void cool(void)
{
	for (size_t i = 0; i < sizeof junk; i += 64)
		++*(volatile char *)&junk[i];
}

void sync_measure_records(struct results *results)
{
	static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
	double cold[WRITES], warm[WRITES];

	sync_form = ADAPTIVE;
	for (unsigned i = 0; i < RECORDS; i++) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, leave_record, NULL))
			return;
		pthread_join(thread, NULL);
	}
	for (unsigned i = 0; i < 2 * WRITES; i++) {
		uint64_t begin;

		if (i % 2)
			cool();
		begin = now();
		membarrier_rwlock_wrlock(&lock);
		membarrier_rwlock_wrunlock(&lock);
		(i % 2 ? cold : warm)[i / 2] = (double)(now() - begin) / 1e3;
	}
	results->cold_write = summarise(cold, WRITES);
	results->warm_write = summarise(warm, WRITES);
}
