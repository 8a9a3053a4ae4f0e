/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * contention_slice.c - callers and hot threads for some milliseconds.
 *
 * The threads are created for the slice. Each counts in its own cache line. The result is
 * the difference between two looks at all counts, so it contains neither the start nor the
 * end of the threads. Callers run where the system puts them. Each hot thread is pinned to
 * a CPU, as far as there are enough CPUs.
 */
#include "contention.h"

#include <membarrier.h>

#include "../common/sys.h"
#include "loops.h"

#define LOOK 200000u /* nanoseconds: a look that takes longer was interrupted, and is repeated */
#define LOOKS 20     /* the most attempts */
#define MOST_CPUS 1024

struct worker {
	_Alignas(LINE) struct lines own; /* own.stored counts calls or turns */
	struct arena *arena;
	struct sys_thread *thread;
	unsigned cpu; /* of a hot thread */
	bool hot;
	uint64_t calls; /* all calls; read it after the thread has ended */
};

struct arena {
	const struct contender *contender;
	struct worker *worker;
	unsigned workers;
	_Alignas(LINE) atomic_uint ready;
	atomic_bool go, stop, refused, unpinned;
};

static bool is_set(const atomic_bool *flag)
{
	return atomic_load_explicit(flag, memory_order_relaxed);
}

static void set(atomic_bool *flag)
{
	atomic_store_explicit(flag, true, memory_order_relaxed);
}

/* ---- the contenders that every system has -------------------------------- */

/* With two full fences around it, because the system may return without one (Linux does if there is one thread). */
static bool call_raw(void)
{
	membarrier_normal_path(); /* No partner, here and below: only the cost matters. */
	if (!sys_raw_barrier())
		return false;
	membarrier_normal_path();
	return true;
}

static bool call_library(void)
{
	membarrier_slow_path();
	return true;
}

static uint64_t library_barriers(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	return membarrier_get_stats(&stats) == 0 ? stats.barriers : 0;
}

const struct contender contender_raw = { .name = "raw", .call = call_raw };
const struct contender contender_library = {
	.name = "library", .ours = true, .call = call_library, .barriers = library_barriers
};

/* ---- the threads ---------------------------------------------------------- */

static void call_back_to_back(struct worker *worker)
{
	struct arena *arena = worker->arena;
	bool (*call)(void) = arena->contender->call;

	while (!is_set(&arena->stop)) {
		if (!call()) {
			set(&arena->refused);
			return;
		}
		atomic_store_explicit(&worker->own.stored, (unsigned)++worker->calls, memory_order_relaxed);
	}
}

static void work(void *argument)
{
	struct worker *worker = argument;
	struct arena *arena = worker->arena;
	const struct contender *contender = arena->contender;

	if (worker->hot && !sys_pin(worker->cpu))
		set(&arena->unpinned);
	if (contender && contender->attach)
		contender->attach();
	atomic_fetch_add_explicit(&arena->ready, 1, memory_order_relaxed);
	while (!is_set(&arena->go) && !is_set(&arena->stop))
		sys_sleep(1);
	if (worker->hot)
		hot_turns(&worker->own, &arena->stop);
	else
		call_back_to_back(worker);
	if (contender && contender->detach)
		contender->detach();
}

/* Starts the hot threads first; false if not all threads could be created. */
static bool start(struct arena *arena, unsigned hot)
{
	static unsigned allowed[MOST_CPUS];
	unsigned cpus = sys_allowed_cpus(allowed, MOST_CPUS);

	if (cpus > MOST_CPUS)
		cpus = MOST_CPUS;
	for (unsigned i = 0; i < arena->workers; i++) {
		struct worker *worker = &arena->worker[i];

		worker->arena = arena;
		worker->hot = i < hot;
		worker->cpu = cpus ? allowed[i % cpus] : 0;
		worker->thread = sys_thread_start(work, worker);
		if (!worker->thread) {
			arena->workers = i;
			return false;
		}
	}
	while (atomic_load_explicit(&arena->ready, memory_order_relaxed) < arena->workers)
		sys_sleep(1);
	return true;
}

/* ---- looks ----------------------------------------------------------------- */

struct look {
	uint64_t time, barriers;
	unsigned count[MOST_THREADS];
};

static void look_at(struct arena *arena, struct look *look)
{
	const struct contender *contender = arena->contender;

	for (unsigned i = 0; i < LOOKS; i++) {
		uint64_t begin = sys_nanoseconds();

		for (unsigned k = 0; k < arena->workers; k++)
			look->count[k] = atomic_load_explicit(&arena->worker[k].own.stored, memory_order_relaxed);
		look->barriers = contender && contender->barriers ? contender->barriers() : 0;
		look->time = sys_nanoseconds();
		if (look->time - begin < LOOK)
			return;
	}
}

static void compare(const struct arena *arena, const struct look *a, const struct look *b, struct sample *sample)
{
	double seconds = (double)(b->time - a->time) / 1e9, calls = 0, turns = 0;

	for (unsigned i = 0; i < arena->workers; i++) {
		double count = b->count[i] - a->count[i];

		*(arena->worker[i].hot ? &turns : &calls) += count;
	}
	sample->calls = calls / seconds;
	sample->turns = turns / seconds;
	sample->barriers = (double)(b->barriers - a->barriers) / seconds;
}

const char *contention_slice(struct contention *contention, const struct cell *cell, const struct contender *contender,
                             struct sample *sample)
{
	static struct worker worker[MOST_THREADS];
	static struct look before, after;
	struct arena arena = { .contender = contender,
		                   .worker = worker,
		                   .workers = cell->hot + (contender ? cell->callers : 0) };
	bool started;

	for (unsigned i = 0; i < arena.workers; i++) {
		atomic_store_explicit(&worker[i].own.stored, 0, memory_order_relaxed);
		worker[i].calls = 0;
	}
	started = start(&arena, cell->hot);
	if (started) {
		set(&arena.go);
		sys_sleep(contention->settle);
		look_at(&arena, &before);
		sys_sleep(contention->slice);
		look_at(&arena, &after);
		compare(&arena, &before, &after, sample);
	}
	set(&arena.stop);
	for (unsigned i = 0; i < arena.workers; i++) {
		sys_thread_join(worker[i].thread);
		if (contender == &contender_library)
			contention->calls += worker[i].calls;
	}
	if (is_set(&arena.unpinned))
		contention->pinned = false;
	if (!started)
		return "fewer threads could be started than asked for";
	return is_set(&arena.refused) ? "the system refused a barrier" : NULL;
}
