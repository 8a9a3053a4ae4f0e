/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * open_loop_slice.c - threads with timetables, beside one hot thread.
 *
 * Each caller has a timetable made beforehand, and sleeps until the next call is due.
 * The latency counts from that moment, and not from the begin of the call. So if a call
 * delays the next one, the delay is counted (no coordinated omission). The latency also
 * contains how late a sleeper wakes, which the way "nothing" shows.
 */
#define _GNU_SOURCE
#include "open_loop.h"

#include <errno.h>
#include <math.h>
#include <membarrier.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

#include "../tools/common/sys.h"
#include "../tools/measure/contention.h"
#include "../tools/measure/costs.h"

#define LEAD 20000000u /* nanoseconds from the start of the threads to the first time in the timetables */

const char *const way_names[WAYS] = { "nothing", "raw", "library" };

struct caller {
	struct sys_thread *thread;
	struct slice *slice;
	uint64_t random;
	struct histogram late;
};

struct slice {
	enum way way;
	bool evenly;
	double gap; /* the average nanoseconds between calls of one caller */
	uint64_t begin, end;
	unsigned cpu;
	atomic_bool stop, refused, unpinned;
	struct lines hot;
};

static double gap_after(struct caller *caller)
{
	/* In (0, 1], because 0 has no logarithm. */
	double uniform = (random_below(&caller->random, 1u << 24) + 1.0) / (1u << 24);

	return caller->slice->evenly ? caller->slice->gap : -log(uniform) * caller->slice->gap;
}

static void sleep_until(uint64_t due)
{
	struct timespec time = { (time_t)(due / 1000000000u), (long)(due % 1000000000u) };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR)
		;
}

static bool call(enum way way)
{
	switch (way) {
	case RAW:
		return contender_raw.call();
	case LIBRARY:
		return contender_library.call();
	default:
		return true;
	}
}

static void caller_runs(void *argument)
{
	struct caller *caller = argument;
	struct slice *slice = caller->slice;
	double length = (double)(slice->end - slice->begin);
	/* The phase is random, so that regular timetables do not coincide. */
	double due = slice->gap * random_below(&caller->random, 1000) / 1000;

	prctl(PR_SET_TIMERSLACK, 1ul); /* With the default a sleeper may wake 50 us late. */
	while (due < length) {
		uint64_t intended = slice->begin + (uint64_t)due;

		if (sys_nanoseconds() < intended)
			sleep_until(intended);
		if (!call(slice->way)) {
			atomic_store_explicit(&slice->refused, true, memory_order_relaxed);
			return;
		}
		histogram_add(&caller->late, (double)(sys_nanoseconds() - intended));
		due += gap_after(caller);
	}
}

static void hot_runs(void *argument)
{
	struct slice *slice = argument;

	if (!sys_pin(slice->cpu))
		atomic_store_explicit(&slice->unpinned, true, memory_order_relaxed);
	hot_turns(&slice->hot, &slice->stop);
}

/* Returns the pace of the hot thread while the timetables last. */
static double hot_pace(struct slice *slice)
{
	uint64_t begin, end;
	unsigned turns;

	sleep_until(slice->begin);
	begin = sys_nanoseconds();
	turns = atomic_load_explicit(&slice->hot.stored, memory_order_relaxed);
	sleep_until(slice->end);
	end = sys_nanoseconds();
	turns = atomic_load_explicit(&slice->hot.stored, memory_order_relaxed) - turns;
	return turns * 1e9 / (double)(end - begin);
}

static bool start(struct open_loop *run, struct slice *slice, struct caller *callers, uint64_t seed)
{
	slice->begin = sys_nanoseconds() + LEAD;
	slice->end = slice->begin + run->slice * UINT64_C(1000000);
	for (unsigned i = 0; i < run->callers; i++) {
		memset(&callers[i], 0, sizeof callers[i]);
		callers[i].slice = slice;
		callers[i].random = (seed + i + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
	}
	for (unsigned i = 0; i < run->callers; i++) {
		callers[i].thread = sys_thread_start(caller_runs, &callers[i]);
		if (!callers[i].thread)
			return false;
	}
	return true;
}

static void evaluate(struct open_loop *run, const struct caller *callers, unsigned rate, enum way way,
                     struct open_sample *sample)
{
	static struct histogram late;

	histogram_clear(&late);
	for (unsigned i = 0; i < run->callers; i++)
		histogram_merge(&late, &callers[i].late);
	sample->p50 = histogram_percentile(&late, 50);
	sample->p99 = histogram_percentile(&late, 99);
	sample->most = late.largest;
	sample->calls = (double)late.total * 1000 / run->slice;
	histogram_merge(&run->all[rate][way], &late);
	if (way == LIBRARY)
		run->library_calls += late.total;
}

const char *open_slice(struct open_loop *run, unsigned rate, enum way way, uint64_t seed, struct open_sample *sample)
{
	static struct caller callers[MOST_CALLERS];
	struct slice slice = { .way = way, .evenly = run->evenly, .gap = 1e9 * run->callers / run->rates.value[rate] };
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };
	struct sys_thread *hot;
	bool started;

	if (sys_allowed_cpus(&slice.cpu, 1) == 0)
		return "no CPU is known for the hot thread";
	membarrier_get_stats(&before);
	hot = sys_thread_start(hot_runs, &slice);
	started = start(run, &slice, callers, seed);
	if (hot && started)
		sample->turns = hot_pace(&slice);
	for (unsigned i = 0; i < run->callers && callers[i].thread; i++)
		sys_thread_join(callers[i].thread);
	atomic_store_explicit(&slice.stop, true, memory_order_relaxed);
	if (hot)
		sys_thread_join(hot);
	membarrier_get_stats(&after);
	run->slow_paths += after.slow_paths - before.slow_paths;
	evaluate(run, callers, rate, way, sample);
	sample->barriers_per_call =
		way == LIBRARY && after.slow_paths > before.slow_paths
			? (double)(after.barriers - before.barriers) / (double)(after.slow_paths - before.slow_paths)
			: (double)NAN;
	if (atomic_load_explicit(&slice.unpinned, memory_order_relaxed))
		run->pinned = false;
	if (!hot || !started)
		return "fewer threads could be started than asked for";
	return atomic_load_explicit(&slice.refused, memory_order_relaxed) ? "the system refused a barrier" : NULL;
}
