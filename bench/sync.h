/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sync.h - the lock and the event count of libmembarrier-sync against other libraries', and
 * against themselves always fenced and always asymmetric.
 *
 *   sync_ours.c    the blocks' loops, in three forms; hand-written ones
 *   sync_peers.c   pthread, Concurrency Kit, nsync, liburcu; sync_peers.cpp: the C++ library
 *   sync_policy.c  the blocks' policy, which can be told to stay in one form
 *   sync_run.c     slices, rounds, and a lock among 10,000 records
 *   sync_bars.c    ratios, and which bars they reach
 */
#ifndef BENCH_SYNC_H
#define BENCH_SYNC_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../tools/measure/statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { MOST_ROUNDS = 200, MOST_CONTENDERS = 20, BATCH = 50 };

/* The form that the blocks of libbench_forms take: what the policy says, or one for ever. */
enum form { ADAPTIVE, FENCED, ASYMMETRIC };
extern enum form sync_form;

struct sync_line {
	uint64_t word __attribute__((aligned(128)));
};
extern struct sync_line sync_stop, sync_items, sync_data[2];

static inline bool sync_stopped(void)
{
	return __atomic_load_n(&sync_stop.word, __ATOMIC_RELAXED) != 0;
}

/* A write, under the lock. */
static inline void sync_change(void)
{
	volatile struct sync_line *data = sync_data;

	data[0].word = data[0].word + 1;
	data[1].word = data[1].word + 1;
}

/* A read: 1 if a write was met in its middle. */
static inline unsigned sync_torn(void)
{
	volatile struct sync_line *data = sync_data;

	return data[0].word != data[1].word;
}

struct work {
	pthread_t thread;
	unsigned situation; /* each has locks of its own, which keep what they have learnt from round to round */
	unsigned me;
	unsigned every; /* operations per write or sleep; 0: never */
	uint64_t passes;
	void (*run)(struct work *work);
};

enum situation { READ, READ_TWO, MIX, WRITE = MIX + 5, WRITE_HOT, NOTIFY, BURST, SITUATIONS = BURST + 5 };
enum { RATES = 5 }; /* one per 10^2 to 10^6 */

/* Loops are NULL where a contender does not take part. */
struct contender {
	const char *name;
	enum form form;
	void (*mix)(struct work *work);   /* reads, and a write once in `every` */
	void (*write)(struct work *work); /* writes alone */
	void (*produce)(struct work *work), (*consume)(struct work *work);
	void (*notify)(struct work *work); /* notifications that nothing waits for */
};

/* Each fills in those that are here, and returns how many. *absent: appends the names of those that are not. */
unsigned sync_ours(struct contender *contenders);
unsigned sync_peers(struct contender *contenders, char *absent);
unsigned sync_peers_cxx(struct contender *contenders);

/*
 * A lock's loops. PREPARE may declare a variable.
 */
#define LOCK_LOOPS(name, PREPARE, TAKE, GIVE, WRITE_LOCK, WRITE_UNLOCK, END)              \
	static void name##_mix(struct work *work)                                             \
	{                                                                                     \
		uint64_t passes = 0, torn = 0, left = work->every ? work->every : UINT64_MAX;     \
		PREPARE;                                                                          \
		while (!sync_stopped())                                                           \
			for (unsigned i = 0; i < BATCH; i++, passes++) {                              \
				if (__builtin_expect(--left == 0, 0)) {                                   \
					left = work->every;                                                   \
					WRITE_LOCK;                                                           \
					sync_change();                                                        \
					WRITE_UNLOCK;                                                         \
				} else {                                                                  \
					TAKE;                                                                 \
					torn += sync_torn();                                                  \
					GIVE;                                                                 \
				}                                                                         \
			}                                                                             \
		END;                                                                              \
		work->passes = torn ? 0 : passes; /* A lock that does not lock gets no figure. */ \
	}                                                                                     \
	static void name##_write(struct work *work)                                           \
	{                                                                                     \
		uint64_t passes = 0;                                                              \
		PREPARE;                                                                          \
		for (; !sync_stopped(); passes++) {                                               \
			WRITE_LOCK;                                                                   \
			sync_change();                                                                \
			WRITE_UNLOCK;                                                                 \
		}                                                                                 \
		END;                                                                              \
		work->passes = passes;                                                            \
	}

/* Notifications that nothing waits for, after a store of the producer's own. */
#define NOTIFY_LOOP(name, PREPARE, TELL)                                      \
	static void name##_notify(struct work *work)                              \
	{                                                                         \
		uint64_t passes = 0;                                                  \
		PREPARE;                                                              \
		while (!sync_stopped())                                               \
			for (unsigned i = 0; i < BATCH; i++, passes++) {                  \
				__atomic_store_n(&sync_items.word, passes, __ATOMIC_RELEASE); \
				TELL;                                                         \
			}                                                                 \
		work->passes = passes;                                                \
	}

/* An item that ends a slice. */
#define LAST_ITEM UINT64_MAX

/* Bursts of `every` items; before the next one the consumer sleeps. It polls 200 times before it does. */
#define EVENT_LOOPS(name, PREPARE, TELL, SLEEPS, ANNOUNCE, TAKE_BACK, WAIT)                                \
	NOTIFY_LOOP(name, PREPARE, TELL)                                                                       \
	static void name##_produce(struct work *work)                                                          \
	{                                                                                                      \
		uint64_t passes = 0;                                                                               \
		PREPARE;                                                                                           \
		while (!sync_stopped()) {                                                                          \
			for (uint64_t i = 0; i < work->every; i++) {                                                   \
				__atomic_store_n(&sync_items.word, ++passes, __ATOMIC_RELEASE);                            \
				TELL;                                                                                      \
			}                                                                                              \
			while (!(SLEEPS) && !sync_stopped())                                                           \
				__asm__ __volatile__("" ::: "memory");                                                     \
		}                                                                                                  \
		__atomic_store_n(&sync_items.word, LAST_ITEM, __ATOMIC_SEQ_CST);                                   \
		TELL;                                                                                              \
		work->passes = passes;                                                                             \
	}                                                                                                      \
	static void name##_consume(struct work *work)                                                          \
	{                                                                                                      \
		uint64_t seen = 0, found;                                                                          \
		PREPARE;                                                                                           \
		while (seen != LAST_ITEM) {                                                                        \
			unsigned spins = 0;                                                                            \
			while ((found = __atomic_load_n(&sync_items.word, __ATOMIC_ACQUIRE)) == seen && spins++ < 200) \
				__asm__ __volatile__("" ::: "memory");                                                     \
			if (found == seen) {                                                                           \
				ANNOUNCE;                                                                                  \
				if ((found = __atomic_load_n(&sync_items.word, __ATOMIC_ACQUIRE)) == seen) {               \
					WAIT;                                                                                  \
					continue;                                                                              \
				}                                                                                          \
				TAKE_BACK;                                                                                 \
			}                                                                                              \
			seen = found;                                                                                  \
		}                                                                                                  \
		work->passes = 0;                                                                                  \
	}

/* ---- sync_run.c, sync_bars.c ------------------------------------------------------- */

struct bar {
	char what[80];
	const char *against;
	struct summary got;
	bool at_most;
	double goal;
};

enum { MOST_BARS = 80 };

struct results {
	struct contender contenders[MOST_CONTENDERS];
	unsigned count, rounds;
	char absent[200];
	struct bar bar[MOST_BARS];
	unsigned bars;
	const char *only, *contender; /* situations and contenders whose names contain these take part */
	double rate[SITUATIONS][MOST_CONTENDERS][MOST_ROUNDS]; /* millions a second; 0: does not take part */
	struct summary cold_write, warm_write;                 /* microseconds, among 10,000 records */
};

extern const char *const sync_situation_names[SITUATIONS];

unsigned sync_slices(const struct results *results); /* of a round */
void sync_measure(struct results *results, unsigned milliseconds);
void sync_measure_records(struct results *results);
void sync_print(const struct results *results);
void sync_print_bars(struct results *results); /* and keeps them */
/* To standard output. siblings: 0, 1, or -1 for not known. */
void sync_json(const struct results *results, unsigned milliseconds, int siblings);

#ifdef __cplusplus
}
#endif

#endif
