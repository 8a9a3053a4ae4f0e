/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sync_pair.c - the adaptive pair against the two forms between which it chooses: full fences
 * on both sides, and an asymmetric pair that never fences its hot side.
 *
 *   lock   two threads; each is the hot side on its own line, and the rare side once in N
 *          passes, as readers and writers of a read-mostly lock
 *   items  one thread hands items over to another, which polls, and is the rare side once
 *          in N items, as producer and consumer of a queue
 *
 * For each N the three forms take turns, in slices; each ratio is computed within a round.
 */
#define _GNU_SOURCE
#include <membarrier/pair.h>

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../tools/common/json.h"
#include "../tools/common/plural.h"
#include "../tools/measure/document.h"
#include "settings.h"

#define HELP                         \
	"usage: sync_pair [OPTION...]\n" \
	"  --every LIST   passes per rare side (100,1000,10000,100000,1000000)\n" TIMING_HELP

enum form { FENCED, ASYMMETRIC, ADAPTIVE, FORMS };
enum shape { LOCK, ITEMS, SHAPES };
enum { MOST_ROUNDS = 200, BATCH = 50 };

static const char *const form_names[FORMS] = { "fenced", "asymmetric", "adaptive" };
static const char *const shape_names[SHAPES] = { "lock", "items" };

struct line {
	_Alignas(128) uint64_t word;
};

static struct line hot_word[2], rare_word, item, consumed, stop;
static membarrier_pair_t pair;

static inline __attribute__((always_inline)) void hot(enum form form)
{
	if (form == FENCED)
		membarrier_normal_path();
	else if (form == ASYMMETRIC)
		membarrier_fast_path();
	else
		membarrier_pair_hot(&pair);
}

static inline __attribute__((always_inline)) void rare(enum form form)
{
	if (form == FENCED)
		membarrier_normal_path();
	else if (form == ASYMMETRIC)
		membarrier_slow_path();
	else
		membarrier_pair_rare(&pair);
}

#define LOAD(line) __atomic_load_n(&(line).word, __ATOMIC_RELAXED)
#define STORE(line, value) __atomic_store_n(&(line).word, (value), __ATOMIC_RELAXED)

struct work {
	pthread_t thread;
	unsigned me, every;
	uint64_t passes, sum;
};

static inline __attribute__((always_inline)) void lock_loop(struct work *work, enum form form)
{
	struct line *mine = &hot_word[work->me], *other = &hot_word[!work->me];
	uint64_t passes = 0, sum = 0, due = work->every;

	while (!LOAD(stop)) {
		for (unsigned i = 0; i < BATCH; i++) {
			STORE(*mine, 1);
			hot(form);
			sum += LOAD(rare_word);
			/* Release: what the section did comes before it. */
			__atomic_store_n(&mine->word, 0, __ATOMIC_RELEASE);
		}
		passes += BATCH;
		if (passes >= due) {
			due += work->every;
			STORE(rare_word, 1);
			rare(form);
			sum += LOAD(*other);
			__atomic_store_n(&rare_word.word, 0, __ATOMIC_RELEASE);
		}
	}
	work->passes = passes;
	work->sum = sum;
}

/* The producer stores an item, and then looks whether the consumer sleeps (here it never does). */
static inline __attribute__((always_inline)) void produce_loop(struct work *work, enum form form)
{
	uint64_t n = 0, sum = 0;

	while (!LOAD(stop)) {
		/* A ring of 1024 places. Acquire: the consumer has finished with the place. */
		while (n - __atomic_load_n(&consumed.word, __ATOMIC_ACQUIRE) >= 1024)
			if (LOAD(stop))
				goto end;
		__atomic_store_n(&item.word, ++n, __ATOMIC_RELEASE);
		hot(form);
		sum += LOAD(rare_word);
	}
end:
	work->passes = n;
	work->sum = sum;
}

static inline __attribute__((always_inline)) void consume_loop(struct work *work, enum form form)
{
	uint64_t due = work->every;

	while (!LOAD(stop)) {
		/* Acquire: sees the item. */
		uint64_t n = __atomic_load_n(&item.word, __ATOMIC_ACQUIRE);

		__atomic_store_n(&consumed.word, n, __ATOMIC_RELEASE);
		if (n >= due) {
			due = n + work->every;
			STORE(rare_word, 1);
			rare(form);
			work->sum += LOAD(item);
			STORE(rare_word, 0);
		}
	}
	work->passes = 0;
}

static enum shape shape;
static enum form form;

/* Each thread has a CPU, without threads of other programs, if the system allows that. */
static void alone_on(unsigned cpu, int priority)
{
	struct sched_param real_time = { .sched_priority = priority };
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	pthread_setaffinity_np(pthread_self(), sizeof one, &one);
	pthread_setschedparam(pthread_self(), SCHED_FIFO, &real_time);
}

static void *run_work(void *of)
{
	struct work *work = of;

	alone_on(work->me, 1);
	if (shape == LOCK) {
		if (form == FENCED)
			lock_loop(work, FENCED);
		else if (form == ASYMMETRIC)
			lock_loop(work, ASYMMETRIC);
		else
			lock_loop(work, ADAPTIVE);
	} else if (work->me == 0) {
		if (form == FENCED)
			produce_loop(work, FENCED);
		else if (form == ASYMMETRIC)
			produce_loop(work, ASYMMETRIC);
		else
			produce_loop(work, ADAPTIVE);
	} else {
		if (form == FENCED)
			consume_loop(work, FENCED);
		else if (form == ASYMMETRIC)
			consume_loop(work, ASYMMETRIC);
		else
			consume_loop(work, ADAPTIVE);
	}
	return NULL;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static double try_slice(unsigned every, unsigned milliseconds, enum form of)
{
	struct work works[2] = { { .me = 0, .every = every }, { .me = 1, .every = every } };
	struct timespec time = { 0, (long)milliseconds * 1000000 };
	double begin;

	form = of;
	memset(hot_word, 0, sizeof hot_word);
	item.word = consumed.word = stop.word = rare_word.word = 0;
	begin = now();
	for (int i = 0; i < 2; i++)
		if (pthread_create(&works[i].thread, NULL, run_work, &works[i]))
			return 0;
	nanosleep(&time, NULL);
	STORE(stop, 1);
	for (int i = 0; i < 2; i++)
		pthread_join(works[i].thread, NULL);
	begin = now() - begin;
	/* Without a sleep the system would stop real-time threads in the middle of a slice. */
	nanosleep(&(struct timespec){ 0, (long)milliseconds * 100000 }, NULL);
	return (double)(works[0].passes + works[1].passes) / begin * 1e3;
}

/* The pair keeps what it has learnt from slice to slice, as in a program. */
static double slice(unsigned every, unsigned milliseconds, enum form of)
{
	double rate = 0;

	for (unsigned tries = 0; rate <= 0 && tries < MOST_TRIES; tries++)
		rate = try_slice(every, milliseconds, of);
	return rate;
}

struct row {
	enum shape shape;
	struct summary rate[FORMS], to_fenced, to_better;
	struct membarrier_pair_stats stats;
};

static void measure(struct row *row, unsigned every, unsigned rounds, unsigned milliseconds)
{
	static double rate[FORMS][MOST_ROUNDS], to_fenced[MOST_ROUNDS], to_better[MOST_ROUNDS];
	uint64_t random = 88172645463325252u;
	unsigned order[FORMS];

	pair = (membarrier_pair_t)MEMBARRIER_PAIR_INIT;
	for (unsigned i = 0; i < rounds; i++) {
		double better;

		random_order(order, FORMS, &random);
		for (unsigned k = 0; k < FORMS; k++)
			rate[order[k]][i] = slice(every, milliseconds, (enum form)order[k]);
		better = rate[ASYMMETRIC][i] > rate[FENCED][i] ? rate[ASYMMETRIC][i] : rate[FENCED][i];
		to_fenced[i] = quotient(rate[ADAPTIVE][i], rate[FENCED][i]);
		to_better[i] = quotient(rate[ADAPTIVE][i], better);
	}
	row->shape = shape;
	row->stats.size = sizeof row->stats;
	membarrier_pair_get_stats(&pair, &row->stats);
	for (unsigned k = 0; k < FORMS; k++)
		row->rate[k] = summarise(rate[k], rounds);
	row->to_fenced = summarise(to_fenced, rounds);
	row->to_better = summarise(to_better, rounds);
}

static void text_row(unsigned every, const struct row *row)
{
	char fenced[64], better[64], ratio[2][64];

	printf("%-6s%8u", shape_names[shape], every);
	for (unsigned k = 0; k < FORMS; k++)
		printf(" %7.1f", row->rate[k].median);
	printf("  %5s %-12s  %5s %s\n", figure_text(row->to_fenced.median, 2, ratio[0]),
	       quartiles_text(row->to_fenced, 2, fenced), figure_text(row->to_better.median, 2, ratio[1]),
	       quartiles_text(row->to_better, 2, better));
}

static void text_counts(const struct row *row, const struct list *every)
{
	printf("\n%-6s%8s  %8s  %7s\n", "shape", "every", "barriers", "revoked");
	for (unsigned i = 0; i < SHAPES * every->count; i++)
		printf("%-6s%8u  %8llu  %7u\n", shape_names[row[i].shape], every->value[i % every->count],
		       (unsigned long long)row[i].stats.barriers, row[i].stats.revoked);
}

static void json_row(unsigned every, const struct row *row)
{
	json_object(NULL);
	json_text("shape", shape_names[row->shape]);
	json_count("every", every);
	for (unsigned k = 0; k < FORMS; k++)
		document_summary(form_names[k], row->rate[k]);
	document_summary("to_fenced", row->to_fenced);
	document_summary("to_better", row->to_better);
	json_count("barriers", row->stats.barriers);
	json_count("revoked", row->stats.revoked);
	json_end();
}

static void json_table(const struct row *row, const struct list *every, unsigned rounds, unsigned milliseconds)
{
	json_object(NULL);
	json_text("table", "sync_pair");
	json_count("rounds", rounds);
	json_count("slice_ms", milliseconds);
	json_array("rows");
	for (unsigned i = 0; i < SHAPES * every->count; i++)
		json_row(every->value[i % every->count], &row[i]);
	json_end();
	json_end();
}

int main(int argc, char **argv)
{
	struct list every = { 5, { 100, 1000, 10000, 100000, 1000000 } };
	const struct setting own = { "--every", LIST, &every, 1, 1000000000 };
	struct timing timing = read_timing(HELP, MOST_ROUNDS, &own, argv);
	static struct row row[SHAPES * MOST_LISTED];
	unsigned rows = 0;

	(void)argc;
	if (timing.seconds)
		timing.rounds = rounds_within(timing.seconds, SHAPES * every.count * FORMS * timing.slice, MOST_ROUNDS);
	pthread_setschedparam(pthread_self(), SCHED_FIFO, &(struct sched_param){ .sched_priority = 2 });
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC)) {
		puts("cannot be tried here: the strategy in use is plain fences, and all three forms are the same");
		return 77;
	}
	printf("Passes a microsecond, both threads; medians of %u round%s, ratios of the same\nround and their quartiles.\n\n",
	       timing.rounds, plural(timing.rounds));
	printf("%-6s%8s %7s %7s %7s  %-18s  %s\n", "", "", "", "asym-", "", "adaptive / fenced", "adaptive / better");
	printf("%-6s%8s %7s %7s %7s  %-18s  %s\n", "shape", "every", "fenced", "metric", "adapt.", ">= 0.95", ">= 0.85");
	for (shape = LOCK; shape < SHAPES; shape++)
		for (unsigned i = 0; i < every.count; i++) {
			measure(&row[rows], every.value[i], timing.rounds, timing.slice);
			text_row(every.value[i], &row[rows++]);
			fflush(stdout);
		}
	text_counts(row, &every);
	if (timing.json) {
		if (!write_to(timing.json))
			return 2;
		json_table(row, &every, timing.rounds, timing.slice);
	}
	return 0;
}
