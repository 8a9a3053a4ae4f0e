/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sync.h - the lock and the event count of libmembarrier-sync against those of other libraries,
 * and against forms of themselves that are always fenced and always asymmetric.
 *
 *   sync_ours.c    the blocks' loops, in three forms; hand-written ones
 *   sync_peers.c   pthread, Concurrency Kit, nsync, liburcu; sync_peers.cpp: the C++ library
 *   sync_policy.c  the blocks' policy, which can be set to stay in one form
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

/* The form of the blocks of libbench_forms: as the policy decides, or always the same. */
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

/* Writes; called under the lock. */
static inline void sync_change(void)
{
	volatile struct sync_line *data = sync_data;

	data[0].word = data[0].word + 1;
	data[1].word = data[1].word + 1;
}

/* Reads; returns 1 if it saw half of a write. */
static inline unsigned sync_torn(void)
{
	volatile struct sync_line *data = sync_data;

	return data[0].word != data[1].word;
}

struct work {
	pthread_t thread;
	unsigned situation; /* each has its locks, which keep what they have learnt from round to round */
	unsigned me;
	unsigned every; /* a write or sleep after this many operations; 0: never */
	uint64_t passes;
	void (*run)(struct work *work);
};

enum situation { READ, READ_TWO, MIX, WRITE = MIX + 5, WRITE_HOT, NOTIFY, BURST, SITUATIONS = BURST + 5 };
enum { RATES = 5 }; /* once in 10^2 to 10^6 operations */

/* A loop is NULL if the contender does not take part. */
struct contender {
	const char *name;
	enum form form;
	void (*mix)(struct work *work);   /* reads, with a write once in `every` operations */
	void (*write)(struct work *work); /* only writes */
	void (*produce)(struct work *work), (*consume)(struct work *work);
	void (*notify)(struct work *work); /* notifications without a waiter */
};

/* Each stores the contenders that are present, and returns how many. It appends the names of the others to *absent. */
unsigned sync_ours(struct contender *contenders);
unsigned sync_peers(struct contender *contenders, char *absent);
unsigned sync_peers_cxx(struct contender *contenders);

/*
 * A lock's loops. PREPARE may declare a variable.
 */
#define LOCK_LOOPS(name, PREPARE, TAKE, GIVE, WRITE_LOCK, WRITE_UNLOCK, END)          \
	static void name##_mix(struct work *work)                                         \
	{                                                                                 \
		uint64_t passes = 0, torn = 0, left = work->every ? work->every : UINT64_MAX; \
		PREPARE;                                                                      \
		while (!sync_stopped())                                                       \
			for (unsigned i = 0; i < BATCH; i++, passes++) {                          \
				if (__builtin_expect(--left == 0, 0)) {                               \
					left = work->every;                                               \
					WRITE_LOCK;                                                       \
					sync_change();                                                    \
					WRITE_UNLOCK;                                                     \
				} else {                                                              \
					TAKE;                                                             \
					torn += sync_torn();                                              \
					GIVE;                                                             \
				}                                                                     \
			}                                                                         \
		END;                                                                          \
		work->passes = torn ? 0 : passes; /* A lock that fails gets no figure. */     \
	}                                                                                 \
	static void name##_write(struct work *work)                                       \
	{                                                                                 \
		uint64_t passes = 0;                                                          \
		PREPARE;                                                                      \
		for (; !sync_stopped(); passes++) {                                           \
			WRITE_LOCK;                                                               \
			sync_change();                                                            \
			WRITE_UNLOCK;                                                             \
		}                                                                             \
		END;                                                                          \
		work->passes = passes;                                                        \
	}

/* Notifications without a waiter, after a store of the producer. */
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

/* The item that ends a slice. */
#define LAST_ITEM UINT64_MAX

/* Bursts of `every` items. Before the next burst the consumer polls 200 times, and then sleeps. */
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
	const char *only, *contender; /* only situations and contenders whose names contain these take part */
	double rate[SITUATIONS][MOST_CONTENDERS][MOST_ROUNDS]; /* millions per second; 0: does not take part */
	struct summary cold_write, warm_write;                 /* microseconds, among 10,000 records */
};

extern const char *const sync_situation_names[SITUATIONS];

unsigned sync_slices(const struct results *results); /* the slices of a round */
void sync_measure(struct results *results, unsigned milliseconds);
void sync_measure_records(struct results *results);
void sync_print(const struct results *results);
void sync_print_bars(struct results *results); /* also stores them in the results */
/* Writes to standard output. siblings: 0, 1, or -1 for not known. */
void sync_json(const struct results *results, unsigned milliseconds, int siblings);

#ifdef __cplusplus
}
#endif

#endif
