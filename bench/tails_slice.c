/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* tails_slice.c - threads of one contender for some milliseconds, and what they have recorded. */
#include <math.h>
#include <membarrier.h>
#include <string.h>

#include "tails_callers.h"

#define MOST_HOT 64
#define MOST_CPUS 1024

struct hot_thread {
	_Alignas(LINE) struct lines own;
	struct arena *arena;
	struct sys_thread *thread;
	unsigned cpu;
};

static struct caller callers[MOST_CALLERS];
static struct hot_thread hot[MOST_HOT];

static bool is_set(const atomic_bool *flag)
{
	return atomic_load_explicit(flag, memory_order_relaxed);
}

static void set(atomic_bool *flag)
{
	atomic_store_explicit(flag, true, memory_order_relaxed);
}

static bool wait_for_start(struct arena *arena)
{
	atomic_fetch_add_explicit(&arena->ready, 1, memory_order_relaxed);
	/* Acquire: pairs with the release in open_arena(), for begin and end. */
	while (!atomic_load_explicit(&arena->go, memory_order_acquire) && !is_set(&arena->stop))
		sys_sleep(1);
	return !is_set(&arena->stop);
}

static void caller_thread(void *argument)
{
	struct caller *caller = argument;

	if (caller->cpu >= 0)
		sys_pin((unsigned)caller->cpu);
	if (wait_for_start(caller->arena))
		caller_runs(caller);
}

static void hot_thread(void *argument)
{
	struct hot_thread *thread = argument;

	sys_pin(thread->cpu);
	if (wait_for_start(thread->arena))
		hot_turns(&thread->own, &thread->arena->stop);
}

/* A SCHED_FIFO caller needs ordinary callers on its CPU, and a hot thread on another. */
static int cpu_of(const struct tails *tails, const struct tails_row *row, unsigned number)
{
	static unsigned allowed[MOST_CPUS];
	unsigned cpus = sys_allowed_cpus(allowed, MOST_CPUS);

	if (!cpus || cpus > MOST_CPUS)
		return -1;
	if (row->situation == REALTIME)
		return (int)allowed[cpus - 1];
	return tails->pinned ? (int)allowed[(number + 1) % cpus] : -1;
}

static bool start(const struct tails *tails, struct arena *arena, uint64_t seed)
{
	const struct tails_row *row = arena->row;
	unsigned first[MOST_HOT] = { 0 }, started = 0;

	sys_allowed_cpus(first, MOST_HOT);
	memset(callers, 0, row->callers * sizeof *callers);
	memset(hot, 0, sizeof hot);
	for (unsigned i = 0; i < row->hot; i++) {
		hot[i].arena = arena;
		hot[i].cpu = first[i % sys_allowed_cpus(NULL, 0)];
		hot[i].thread = sys_thread_start(hot_thread, &hot[i]);
		started += hot[i].thread != NULL;
	}
	for (unsigned i = 0; i < row->callers; i++) {
		callers[i].arena = arena;
		callers[i].random = (seed + i + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
		callers[i].measures = row->situation != FORK && (row->situation != REALTIME || i == 0);
		callers[i].cpu = cpu_of(tails, row, i);
		callers[i].thread = sys_thread_start(caller_thread, &callers[i]);
		started += callers[i].thread != NULL;
	}
	if (started < row->hot + row->callers)
		return false;
	while (atomic_load_explicit(&arena->ready, memory_order_relaxed) < started)
		sys_sleep(1);
	return true;
}

static void open_arena(const struct tails *tails, struct arena *arena)
{
	arena->begin = sys_nanoseconds() + tails->settle * UINT64_C(1000000);
	arena->end = arena->begin + tails->slice * UINT64_C(1000000);
	/* Release: pairs with the acquire of wait_for_start(). */
	atomic_store_explicit(&arena->go, true, memory_order_release);
}

static double hot_turns_now(const struct tails_row *row)
{
	double turns = 0;

	for (unsigned i = 0; i < row->hot; i++)
		turns += atomic_load_explicit(&hot[i].own.stored, memory_order_relaxed);
	return turns;
}

/* What this thread does during the slice. Returns the pace of the hot threads. */
static double watch(const struct tails *tails, struct arena *arena, struct caller *forker)
{
	uint64_t begin;
	double turns;

	sys_sleep(tails->settle);
	begin = sys_nanoseconds();
	turns = hot_turns_now(arena->row);
	if (arena->row->situation == FORK)
		forks_children(forker);
	else if (arena->row->situation == HANDLER)
		sends_signals(&callers[0]);
	else
		sys_sleep(tails->slice);
	return (hot_turns_now(arena->row) - turns) * 1e9 / (double)(sys_nanoseconds() - begin);
}

static void stop(struct arena *arena, bool started)
{
	if (!started)
		set(&arena->stop);
	for (unsigned i = 0; i < arena->row->callers; i++)
		if (callers[i].thread)
			sys_thread_join(callers[i].thread);
	set(&arena->stop);
	for (unsigned i = 0; i < arena->row->hot; i++)
		if (hot[i].thread)
			sys_thread_join(hot[i].thread);
}

static void add(struct caller *sum, const struct caller *caller)
{
	histogram_merge(&sum->took, &caller->took);
	sum->sum += caller->sum;
	sum->expensive_sum += caller->expensive_sum;
	sum->expensive += caller->expensive;
}

static void evaluate(const struct tails_row *row, struct caller *sum, struct tails_sample *sample)
{
	double calls = 0;

	sample->least = sample->most = (double)NAN;
	for (unsigned i = 0; i < row->callers; i++) {
		calls = (double)callers[i].took.total;
		add(sum, &callers[i]);
		if (row->situation > MEET || row->callers < 2)
			continue;
		sample->least = fmin(sample->least, calls); /* fmin() of NaN and a number is the number. */
		sample->most = fmax(sample->most, calls);
	}
	calls = (double)sum->took.total;
	sample->calls = calls;
	sample->expensive = sum->expensive > 0 ? sum->expensive_sum / sum->expensive : (double)NAN;
	sample->time[MEAN] = calls > 0 ? sum->sum / calls : (double)NAN;
	sample->time[P50] = calls > 0 ? histogram_percentile(&sum->took, 50) : (double)NAN;
	sample->time[P99] = calls > 0 ? histogram_percentile(&sum->took, 99) : (double)NAN;
	sample->time[P999] = calls > 0 ? histogram_percentile(&sum->took, 99.9) : (double)NAN;
	sample->time[MOST] = calls > 0 ? sum->took.largest : (double)NAN;
}

static void count_library(struct tails *tails, const struct tails_row *row, const struct membarrier_stats *before,
                          struct tails_sample *sample)
{
	struct membarrier_stats after = { .size = sizeof after };
	double slow_paths, barriers;

	membarrier_get_stats(&after);
	slow_paths = (double)(after.slow_paths - before->slow_paths);
	barriers = (double)(after.barriers - before->barriers);
	sample->barriers = slow_paths > 0 ? barriers / slow_paths : (double)NAN;
	tails->slow_paths += after.slow_paths - before->slow_paths;
	tails->barriers += after.barriers - before->barriers;
	tails->joined += after.joined - before->joined;
	for (unsigned i = 0; i < row->callers; i++)
		tails->calls += callers[i].made;
}

const char *tails_slice(struct tails *tails, unsigned row, unsigned contender, uint64_t seed, struct tails_sample *sample)
{
	static struct caller whole; /* what a forking parent records itself, and the sum of all callers */
	struct arena arena = { .row = &tails->row[row],
		                   .call = contender == LIBRARY ? contender_library.call : contender_raw.call };
	struct membarrier_stats before = { .size = sizeof before };
	bool started;

	membarrier_get_stats(&before);
	memset(&whole, 0, sizeof whole);
	whole.arena = &arena;
	whole.random = seed | 1;
	whole.measures = true;
	started = start(tails, &arena, seed);
	if (started) {
		open_arena(tails, &arena);
		sample->turns = watch(tails, &arena, &whole);
	}
	stop(&arena, started);
	sample->barriers = (double)NAN;
	if (contender == LIBRARY)
		count_library(tails, arena.row, &before, sample);
	if (started)
		evaluate(arena.row, &whole, sample);
	whole.arena = NULL;
	if (!started)
		return "fewer threads could be started than asked for";
	if (is_set(&arena.not_realtime))
		tails->refused[row] = true;
	return is_set(&arena.refused) ? "the system refused a barrier" : NULL;
}
