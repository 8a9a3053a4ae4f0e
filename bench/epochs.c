/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * epochs.c - two epoch schemes, whose readers pin with a full fence; with a fast path, and slow paths in place of the
 * other fences; and with a fast path and membarrier_ticket_poll().
 *
 *   crossbeam  a thread pins and unpins; it retires an object at each pin, seals a bag at every 64th, and tries to
 *              advance at every 128th pin and with each bag
 *   ck         the same, but it tries to advance at every 32nd pin, as callers of a poll do
 *
 * Two full fences pair with the pin: one where a bag is sealed, and one in the advance. With the poll, an advance needs a
 * ticket that was taken after the epoch was read, and bags wait for three epochs instead of two (doc/existing-code.md).
 * It measures alone, and beside a hot thread that pins and unpins without a pause. The forms take turns, in slices; each
 * ratio is computed within a round.
 */
#define _GNU_SOURCE
#include <membarrier.h>

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../tools/common/json.h"
#include "../tools/common/plural.h"
#include "../tools/common/sys.h"
#include "../tools/measure/document.h"
#include "settings.h"

#define HELP                      \
	"usage: epochs [OPTION...]\n" \
	"  --interval US  what a poll is given, in microseconds (100)\n" TIMING_HELP

enum form { FENCED, ONE_FOR_ONE, POLLED, FORMS };
enum shape { CROSSBEAM, CK, SHAPES };
enum { MOST_ROUNDS = 200, BAGS = 4096, BAG = 64 };

static const char *const form_names[FORMS] = { "fenced", "one for one", "polled" };
static const char *const form_keys[FORMS] = { "fenced", "one_for_one", "polled" };
static const char *const shape_names[SHAPES] = { "crossbeam", "ck" };
static const unsigned tries_every[SHAPES] = { 128, 32 };

struct record {
	_Alignas(128) uint64_t pinned; /* 0, or the epoch + 1 */
	uint64_t pins, advances, most_waiting;
	uint64_t seen; /* the epoch at which the ticket was taken */
	membarrier_ticket_t ticket;
	uint64_t sealed[BAGS], first, last; /* the epochs of the bags that wait */
};

static struct {
	_Alignas(128) uint64_t word;
} epoch, stop;
static struct record records[2];
static unsigned participants, cpus[2];
static uint64_t interval = 100000;

#define INLINE static inline __attribute__((always_inline))

INLINE void pin(struct record *record, enum form form)
{
	uint64_t value = __atomic_load_n(&epoch.word, __ATOMIC_RELAXED) + 1;

	if (form == FENCED) { /* One instruction for store and fence, as in both libraries on x86. */
		__atomic_exchange_n(&record->pinned, value, __ATOMIC_SEQ_CST);
		return;
	}
	__atomic_store_n(&record->pinned, value, __ATOMIC_RELAXED);
	membarrier_fast_path();
}

INLINE void unpin(struct record *record)
{
	__atomic_store_n(&record->pinned, 0, __ATOMIC_RELEASE);
}

/* Orders the pins that the scan will look at. False: not yet. */
INLINE bool before_scan(struct record *record, enum form form, uint64_t now)
{
	if (form == FENCED)
		membarrier_normal_path();
	else if (form == ONE_FOR_ONE)
		membarrier_slow_path();
	else if (record->seen != now) {
		record->seen = now;
		record->ticket = membarrier_ticket();
		return false;
	} else
		return membarrier_ticket_poll(record->ticket, interval);
	return true;
}

INLINE void advance(struct record *record, enum form form)
{
	uint64_t now = __atomic_load_n(&epoch.word, __ATOMIC_ACQUIRE), later = form == POLLED ? 3 : 2;

	if (before_scan(record, form, now)) {
		for (unsigned i = 0; i < participants; i++) {
			uint64_t pinned = __atomic_load_n(&records[i].pinned, __ATOMIC_ACQUIRE);

			if (pinned && pinned != now + 1)
				return;
		}
		if (__atomic_compare_exchange_n(&epoch.word, &now, now + 1, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			record->advances++;
		now = __atomic_load_n(&epoch.word, __ATOMIC_ACQUIRE);
	}
	while (record->first != record->last && now - record->sealed[record->first % BAGS] >= later)
		record->first++;
}

INLINE void seal(struct record *record, enum form form)
{
	if (form == ONE_FOR_ONE)
		membarrier_slow_path();
	else
		membarrier_normal_path();
	if (record->last - record->first == BAGS)
		return; /* It is full; most_waiting counts it. */
	record->sealed[record->last++ % BAGS] = __atomic_load_n(&epoch.word, __ATOMIC_RELAXED);
	if (record->last - record->first > record->most_waiting)
		record->most_waiting = record->last - record->first;
}

INLINE void call(struct record *record, enum form form, unsigned every)
{
	while (!__atomic_load_n(&stop.word, __ATOMIC_RELAXED))
		for (unsigned i = 1; i <= 128; i++) {
			pin(record, form);
			if (i % every == 0)
				advance(record, form);
			if (i % BAG == 0) {
				seal(record, form);
				advance(record, form);
			}
			unpin(record);
			record->pins++;
		}
}

INLINE void read_only(struct record *record, enum form form)
{
	while (!__atomic_load_n(&stop.word, __ATOMIC_RELAXED))
		for (unsigned i = 0; i < 128; i++) {
			pin(record, form);
			unpin(record);
			record->pins++;
		}
}

static enum form form;
static enum shape shape;

static void *run(void *of)
{
	struct record *record = of;

	sys_pin(cpus[record - records]);
	if (record == records) {
		if (form == FENCED)
			call(record, FENCED, tries_every[shape]);
		else if (form == ONE_FOR_ONE)
			call(record, ONE_FOR_ONE, tries_every[shape]);
		else
			call(record, POLLED, tries_every[shape]);
	} else if (form == FENCED)
		read_only(record, FENCED);
	else
		read_only(record, POLLED); /* Both forms have the same reader side. */
	return NULL;
}

struct sample {
	double pin[2];   /* nanoseconds of a pin of the caller, and of the reader */
	double barriers; /* in a millisecond */
	double waiting;  /* the most objects that waited */
};

static struct sample slice(unsigned milliseconds, enum form of)
{
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };
	struct timespec time = { 0, (long)milliseconds * 1000000 };
	struct sample sample = { { 0, 0 }, 0, 0 };
	pthread_t threads[2];
	double begin, took;

	form = of;
	memset(records, 0, sizeof records);
	records[0].seen = UINT64_MAX;
	stop.word = epoch.word = 0;
	membarrier_get_stats(&before);
	begin = (double)sys_nanoseconds();
	for (unsigned i = 0; i < participants; i++)
		if (pthread_create(&threads[i], NULL, run, &records[i])) {
			perror("epochs: cannot create a thread");
			exit(1);
		}
	nanosleep(&time, NULL);
	__atomic_store_n(&stop.word, 1, __ATOMIC_RELAXED);
	for (unsigned i = 0; i < participants; i++)
		pthread_join(threads[i], NULL);
	took = (double)sys_nanoseconds() - begin;
	membarrier_get_stats(&after);
	for (unsigned i = 0; i < participants; i++)
		sample.pin[i] = records[i].pins ? took / (double)records[i].pins : (double)NAN; /* it got no CPU */
	sample.barriers = (double)(after.barriers - before.barriers) / took * 1e6;
	sample.waiting = (double)records[0].most_waiting * BAG;
	return sample;
}

struct row {
	enum shape shape;
	unsigned participants;
	struct summary caller[FORMS], reader[FORMS], barriers[FORMS], waiting[FORMS], caller_ratio[FORMS],
		reader_ratio[FORMS];
};

static void measure(struct row *row, unsigned rounds, unsigned milliseconds)
{
	static double value[6][FORMS][MOST_ROUNDS];
	uint64_t random = 88172645463325252u;
	unsigned order[FORMS];

	for (unsigned i = 0; i < rounds; i++) {
		struct sample sample[FORMS];

		random_order(order, FORMS, &random);
		for (unsigned k = 0; k < FORMS; k++)
			sample[order[k]] = slice(milliseconds, (enum form)order[k]);
		for (unsigned k = 0; k < FORMS; k++) {
			value[0][k][i] = sample[k].pin[0];
			value[1][k][i] = sample[k].pin[1];
			value[2][k][i] = sample[k].barriers;
			value[3][k][i] = sample[k].waiting;
			value[4][k][i] = quotient(sample[k].pin[0], sample[FENCED].pin[0]);
			value[5][k][i] = participants > 1 ? quotient(sample[k].pin[1], sample[FENCED].pin[1]) : 0;
		}
	}
	row->shape = shape;
	row->participants = participants;
	for (unsigned k = 0; k < FORMS; k++) {
		row->caller[k] = summarise(value[0][k], rounds);
		row->reader[k] = summarise(value[1][k], rounds);
		row->barriers[k] = summarise(value[2][k], rounds);
		row->waiting[k] = summarise(value[3][k], rounds);
		row->caller_ratio[k] = summarise(value[4][k], rounds);
		row->reader_ratio[k] = summarise(value[5][k], rounds);
	}
}

static void text_time(struct summary time, struct summary ratio)
{
	char quartiles[64];

	if (is_empty(time) || is_empty(ratio)) {
		printf(" %6s %5s %-12s", "-", "-", "");
		return;
	}
	printf(" %6.*f %5.2f %-12s", time.median < 1000 ? 2 : 1, time.median, ratio.median,
	       quartiles_text(ratio, 2, quartiles));
}

static void text_row(const struct row *row)
{
	for (unsigned k = 0; k < FORMS; k++) {
		printf("%-9s %-5s %-11s", shape_names[shape], participants > 1 ? "hot" : "alone", form_names[k]);
		text_time(row->caller[k], row->caller_ratio[k]);
		if (participants > 1)
			text_time(row->reader[k], row->reader_ratio[k]);
		else
			printf(" %6s %5s", "-", "-");
		putchar('\n');
	}
}

static void text_counts(const struct row *row, unsigned rows)
{
	puts("\nBarriers per millisecond, and the most objects that waited.\n");
	printf("%-9s  %-5s  %-11s  %8s  %7s\n", "shape", "where", "form", "barriers", "waiting");
	for (unsigned i = 0; i < rows; i++)
		for (unsigned k = 0; k < FORMS; k++)
			printf("%-9s  %-5s  %-11s  %8.2f  %7.0f\n", shape_names[row[i].shape],
			       row[i].participants > 1 ? "hot" : "alone", form_names[k], row[i].barriers[k].median,
			       row[i].waiting[k].median);
}

static void json_rows(const struct row *row)
{
	for (unsigned k = 0; k < FORMS; k++) {
		json_object(NULL);
		json_text("shape", shape_names[row->shape]);
		json_count("hot", row->participants - 1);
		json_text("form", form_keys[k]);
		document_summary("caller_ns", row->caller[k]);
		document_summary("caller_to_fenced", row->caller_ratio[k]);
		if (row->participants > 1) {
			document_summary("reader_ns", row->reader[k]);
			document_summary("reader_to_fenced", row->reader_ratio[k]);
		}
		document_summary("barriers_per_ms", row->barriers[k]);
		document_summary("most_waiting", row->waiting[k]);
		json_end();
	}
}

static void json_table(const struct row *row, unsigned rows, unsigned rounds, unsigned milliseconds)
{
	json_object(NULL);
	json_text("table", "epochs");
	json_count("rounds", rounds);
	json_count("slice_ms", milliseconds);
	json_count("interval_us", interval / 1000);
	json_array("rows");
	for (unsigned i = 0; i < rows; i++)
		json_rows(&row[i]);
	json_end();
	json_end();
}

int main(int argc, char **argv)
{
	unsigned microseconds = 100;
	const struct setting own = { "--interval", NUMBER, &microseconds, 0, 1000000 };
	struct timing timing = read_timing(HELP, MOST_ROUNDS, &own, argv);
	static struct row row[SHAPES * 2];
	unsigned rows = 0;

	(void)argc;
	interval = (uint64_t)microseconds * 1000;
	if (timing.seconds)
		timing.rounds = rounds_within(timing.seconds, FORMS * SHAPES * 2 * timing.slice, MOST_ROUNDS);
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC)) {
		puts("cannot be tried here: the strategy in use is plain fences, and all three forms are the same");
		return 77;
	}
	if (sys_allowed_cpus(cpus, 2) < 2)
		cpus[1] = cpus[0];
	printf(
		"Nanoseconds of a pin, of the thread that retires and of a reader; medians of %u\n"
		"round%s, ratios of the same round, quartiles.\n\n",
		timing.rounds, plural(timing.rounds));
	printf("%-9s %-5s %-11s %6s %-18s %6s %s\n", "shape", "where", "form", "caller", "to fenced", "reader", "to fenced");
	for (shape = CROSSBEAM; shape < SHAPES; shape++)
		for (participants = 1; participants <= 2; participants++) {
			measure(&row[rows], timing.rounds, timing.slice);
			text_row(&row[rows++]);
			fflush(stdout);
		}
	text_counts(row, rows);
	if (timing.json) {
		if (!write_to(timing.json))
			return 2;
		json_table(row, rows, timing.rounds, timing.slice);
	}
	return 0;
}
