/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * litmus_run.c - the engine: two or three pinned threads that go through rounds in
 * lock-step, each round with fresh variables.
 *
 * A simple test of this kind shows little: stores rarely wait long enough for the
 * other thread to miss them. So a thread with a cheap barrier first stores to a ring
 * of lines that its partner has just written. These stores miss the cache, and if the
 * store buffer drains in order (x86), the tested store waits behind them.
 *
 * The tested accesses are relaxed atomics; all order comes from the barrier under
 * test, as the scenarios in membarrier.h need.
 */
#include <membarrier.h>
#include <string.h>

#include "../common/interrupt.h"
#include "../common/sys.h"
#include "litmus.h"

#define BATCH 256         /* the most rounds between two reads of the clock */
#define BATCH_NS 10000000 /* after a longer batch the next one has fewer rounds, for slow rounds as under valgrind */
#define RING 512          /* lines on which stores miss */
#define COLD_STORES 56    /* about as many as a store buffer holds */
#define SPINS 2000        /* before a waiting thread yields: some tens of microseconds */
#define YIELDS 200        /* before it sleeps: under valgrind a thread that yields may get the next turn too */

typedef struct {
	_Alignas(128) atomic_int value; /* 128: two lines, which some CPUs fetch together */
} line;

static struct {
	line variables[MOST_THREADS][BATCH];
	line ring[RING];
	/* The round that a thread has reached. Stored with release, loaded with acquire: what
	 * a thread did before a round is seen by all others in it, so that the last batch's
	 * results are read, and the variables are 0 again, when they should be. */
	struct {
		_Alignas(128) atomic_ullong round;
	} progress[MOST_THREADS];
	/* The batch's number and its size, as one word; size 0 ends the run. */
	_Alignas(128) atomic_ullong order;
	unsigned results[MOST_THREADS][BATCH];
} arena;

struct run {
	struct plan *plan;
	struct cell *cell;
	unsigned threads;
	bool shared; /* waiting threads must yield at once, because their partner may need this CPU */
	uint64_t rounds, deadline;
	uint64_t ordered; /* the time at which the current batch was ordered */
};

struct worker {
	struct run *run;
	unsigned index;
	bool pinned, clogs, warms;
	uint32_t random;
	uint64_t round;
	struct histogram costs;
};

typedef unsigned step(atomic_int *first, atomic_int *second, struct histogram *costs);

static void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ __volatile__("yield");
#endif
}

static void let_time_pass(unsigned *turns, bool shared)
{
	++*turns;
	if (*turns > SPINS + YIELDS)
		sys_sleep(1);
	else if (shared || *turns > SPINS)
		sys_yield();
	else
		relax();
}

static int load(atomic_int *variable)
{
	return atomic_load_explicit(variable, memory_order_relaxed);
}

static void store(atomic_int *variable, int value)
{
	atomic_store_explicit(variable, value, memory_order_relaxed);
}

static uint64_t begin(const struct histogram *costs)
{
	return costs ? sys_nanoseconds() : 0;
}

static void end(struct histogram *costs, uint64_t start)
{
	if (costs)
		histogram_add(costs, (double)(sys_nanoseconds() - start));
}

/*
 * The tested code, once for each barrier. The clock is read outside of it, so that
 * nothing but the barrier comes between the two accesses.
 *
 * STORE_LOAD is one side of SB (membarrier.h, section 1) and of the relay (section
 * 2); its partner is the same step of the other threads. SEND and RECEIVE are the
 * two sides of message passing. RECEIVE waits for the flag, so that every round
 * tests something even if the sender's barrier takes long.
 */
#define STEPS(name, barrier)                                                                       \
	static unsigned store_load_##name(atomic_int *mine, atomic_int *next, struct histogram *costs) \
	{                                                                                              \
		uint64_t start = begin(costs);                                                             \
		int value;                                                                                 \
		store(mine, 1);                                                                            \
		barrier;                                                                                   \
		value = load(next);                                                                        \
		end(costs, start);                                                                         \
		return value == 0;                                                                         \
	}                                                                                              \
	static unsigned send_##name(atomic_int *data, atomic_int *flag, struct histogram *costs)       \
	{                                                                                              \
		uint64_t start = begin(costs);                                                             \
		store(data, 1);                                                                            \
		barrier;                                                                                   \
		store(flag, 1);                                                                            \
		end(costs, start);                                                                         \
		return 1;                                                                                  \
	}                                                                                              \
	static unsigned receive_##name(atomic_int *data, atomic_int *flag, struct histogram *costs)    \
	{                                                                                              \
		unsigned turns = 0;                                                                        \
		uint64_t start;                                                                            \
		int value;                                                                                 \
		start = begin(costs);                                                                      \
		while (!load(flag)) {                                                                      \
			let_time_pass(&turns, false);                                                          \
			start = begin(costs);                                                                  \
		}                                                                                          \
		barrier;                                                                                   \
		value = load(data);                                                                        \
		end(costs, start);                                                                         \
		return value == 0;                                                                         \
	}

STEPS(fast, membarrier_fast_path())     /* Pairs with a slow path of the partner. */
STEPS(normal, membarrier_normal_path()) /* Pairs with a normal or slow path of the partner. */
STEPS(slow, membarrier_slow_path())     /* Pairs with any barrier of the partner. */
/* The relay's middle: the first pairs with one fast neighbour, the second with the other. */
STEPS(slow_twice, (membarrier_slow_path(), membarrier_slow_path()))
/* The control: these two order nothing for each other. */
STEPS(only_compiler, atomic_signal_fence(memory_order_seq_cst))
STEPS(only_local, atomic_thread_fence(memory_order_seq_cst))

static step *const steps[][3] = {
	[FAST] = { store_load_fast, send_fast, receive_fast },
	[NORMAL] = { store_load_normal, send_normal, receive_normal },
	[SLOW] = { store_load_slow, send_slow, receive_slow },
	[SLOW_TWICE] = { store_load_slow_twice, send_slow_twice, receive_slow_twice },
	[ONLY_COMPILER] = { store_load_only_compiler, send_only_compiler, receive_only_compiler },
	[ONLY_LOCAL] = { store_load_only_local, send_only_local, receive_only_local },
};

static step *choose_step(const struct cell *cell, unsigned index)
{
	if (cell->shape != MESSAGE_PASSING)
		return steps[cell->barriers[index]][0];
	return steps[cell->barriers[index]][index == 0 ? 1 : 2];
}

/* In the relay A stores X and loads Y, B stores Y and loads Z, C stores Z and loads X. */
static atomic_int *variable_of(const struct run *run, unsigned index, unsigned i)
{
	return &arena.variables[index % run->threads][i].value;
}

static void take_step(struct worker *worker, step *tested, struct histogram *costs, unsigned i)
{
	const struct run *run = worker->run;
	unsigned first = run->cell->shape == MESSAGE_PASSING ? 0 : worker->index;

	arena.results[worker->index][i] = tested(variable_of(run, first, i), variable_of(run, first + 1, i), costs);
}

/* Writes the lines on which the partner's cold stores will miss. */
static void write_ring(struct worker *worker)
{
	unsigned from = (unsigned)(worker->round * 7);

	for (unsigned k = 0; k < COLD_STORES; k++)
		store(&arena.ring[(from + k * 7) % RING].value, (int)k);
}

/* Says that this thread has reached its next round, and waits until all have. */
static void meet(struct worker *worker)
{
	struct run *run = worker->run;
	unsigned turns = 0;

	worker->round++;
	/* Pairs with the other threads' loads below. */
	atomic_store_explicit(&arena.progress[worker->index].round, worker->round, memory_order_release);
	for (unsigned other = 0; other < run->threads; other++)
		while (atomic_load_explicit(&arena.progress[other].round, memory_order_acquire) < worker->round)
			let_time_pass(&turns, run->shared);
}

/*
 * If a thread fills its store buffer, its store stays there for about as long as the cold
 * stores take. Its partner must begin in that time, so it waits longer.
 */
static void vary_the_start(struct worker *worker)
{
	unsigned most = worker->clogs ? 31 : 1023;

	worker->random = worker->random * 1664525u + 1013904223u;
	for (unsigned left = worker->random >> 16 & most; left; left--)
		atomic_signal_fence(memory_order_seq_cst); /* keeps the loop; it has no partner */
}

static void run_batch(struct worker *worker, unsigned size)
{
	const struct cell *cell = worker->run->cell;
	enum barrier barrier = cell->barriers[worker->index];
	/* The control's local fence is timed too: where reading the clock takes long, it keeps
	 * the two threads apart, and then it must do so in the control as well. */
	struct histogram *costs = barrier == SLOW || barrier == SLOW_TWICE || barrier == ONLY_LOCAL ? &worker->costs : NULL;
	step *tested = choose_step(cell, worker->index);

	for (unsigned i = 0; i < size; i++) {
		if (worker->warms) {
			write_ring(worker);
			/* The lines are ours before the partner's cold stores begin; pairs with nothing. */
			atomic_thread_fence(memory_order_seq_cst);
		}
		meet(worker);
		vary_the_start(worker);
		if (worker->clogs)
			write_ring(worker);
		take_step(worker, tested, costs, i);
	}
}

/* After all threads have ended the batch: counts the outcomes and resets the variables. */
static void judge(struct run *run, unsigned size)
{
	for (unsigned i = 0; i < size; i++) {
		unsigned all = 1;

		for (unsigned thread = 0; thread < run->threads; thread++)
			all &= arena.results[thread][i];
		run->cell->outcomes += all;
	}
	run->cell->rounds += size;
	run->rounds -= size;
	for (unsigned thread = 0; thread < run->threads; thread++)
		for (unsigned i = 0; i < BATCH; i++)
			store(&arena.variables[thread][i].value, 0);
}

/* The first batch is one round; size is that of the batch before, or 0. */
static unsigned size_of_next(struct run *run, unsigned size)
{
	uint64_t now = sys_nanoseconds(), took = now - run->ordered;

	if (now >= run->deadline || interrupt_seen())
		return 0;
	run->ordered = now;
	if (size == 0)
		size = 1;
	else if (took > BATCH_NS)
		size = size > 1 ? size / 2 : 1;
	else if (size < BATCH)
		size *= 2;
	return run->rounds < size ? (unsigned)run->rounds : size;
}

static void give_order(uint64_t number, unsigned size)
{
	/* Pairs with take_order(): the variables are 0 before any thread begins the batch. */
	atomic_store_explicit(&arena.order, number << 16 | size, memory_order_release);
}

static unsigned take_order(uint64_t number, bool shared)
{
	unsigned turns = 0;
	unsigned long long order;

	/* Pairs with give_order(). */
	while ((order = atomic_load_explicit(&arena.order, memory_order_acquire)) >> 16 != number)
		let_time_pass(&turns, shared);
	return order & 0xffff;
}

static void work(void *argument)
{
	struct worker *worker = argument;
	struct run *run = worker->run;
	bool judges = worker->index == run->threads - 1;
	unsigned size = 0;

	worker->pinned = sys_pin(run->plan->cpus[worker->index]);
	for (uint64_t number = 1;; number++) {
		meet(worker);
		if (judges) {
			judge(run, size);
			give_order(number, size_of_next(run, size));
		}
		size = take_order(number, run->shared);
		if (!size)
			break;
		run_batch(worker, size);
	}
}

static bool is_cheap(enum barrier barrier)
{
	return barrier == FAST || barrier == ONLY_COMPILER;
}

static void prepare(struct run *run, struct worker *workers)
{
	const struct cell *cell = run->cell;
	bool any_cheap = false;

	for (unsigned i = 0; i < run->threads; i++)
		any_cheap |= is_cheap(cell->barriers[i]);
	for (unsigned i = 0; i < run->threads; i++) {
		bool clogs = any_cheap ? is_cheap(cell->barriers[i]) : cell->barriers[i] == NORMAL;

		memset(&workers[i], 0, sizeof workers[i]);
		workers[i].run = run;
		workers[i].index = i;
		workers[i].random = (uint32_t)(cell->rounds * 2 + i);
		/* Not in message passing: there the partner waits, and cold stores would only delay it. */
		workers[i].clogs = cell->shape != MESSAGE_PASSING && clogs;
		workers[i].warms = cell->shape != MESSAGE_PASSING && !clogs;
		/* No thread runs yet: relaxed, thread creation orders it. */
		atomic_store_explicit(&arena.progress[i].round, 0, memory_order_relaxed);
	}
	atomic_store_explicit(&arena.order, 0, memory_order_relaxed);
}

/* The judge starts last: if it runs, all threads run; otherwise no thread has gone beyond the first order. */
static bool run_threads(struct run *run, struct worker *workers)
{
	struct sys_thread *threads[MOST_THREADS];
	unsigned started = 0;

	while (started < run->threads && (threads[started] = sys_thread_start(work, &workers[started])) != NULL)
		started++;
	if (started < run->threads) {
		for (unsigned i = started; i < run->threads; i++)
			/* Pairs with meet(): no thread waits for a thread that was never started. */
			atomic_store_explicit(&arena.progress[i].round, 1, memory_order_release);
		give_order(1, 0);
	}
	for (unsigned i = 0; i < started; i++)
		sys_thread_join(threads[i]);
	return started == run->threads;
}

bool cell_run(struct plan *plan, struct cell *cell, uint64_t rounds, uint64_t nanoseconds)
{
	static struct worker workers[MOST_THREADS];
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };
	uint64_t done = cell->rounds, now = sys_nanoseconds();
	struct run run = { .plan = plan, .cell = cell, .threads = cell_threads(cell), .rounds = rounds };
	bool ran;

	run.shared = plan->cpu_shared && run.threads == MOST_THREADS;
	run.deadline = nanoseconds > UINT64_MAX - now ? UINT64_MAX : now + nanoseconds;
	prepare(&run, workers);
	membarrier_get_stats(&before);
	ran = run_threads(&run, workers);
	membarrier_get_stats(&after);
	for (unsigned i = 0; i < run.threads; i++) {
		plan->pinned &= workers[i].pinned;
		if (!cell->control)
			histogram_merge(&cell->costs, &workers[i].costs);
	}
	cell->asked += (cell->rounds - done) * cell_slow_paths(cell);
	cell->completed += after.slow_paths - before.slow_paths;
	cell->barriers_made += after.barriers - before.barriers;
	cell->joined += after.joined - before.joined;
	return ran;
}
