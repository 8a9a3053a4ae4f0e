/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * costs_slice.c - one measurement, with the peer on the second CPU if it needs one.
 *
 * The peer runs only while a slice needs it: it is started before the slice and joined
 * after it. Neither thread waits for data of the other, so the flags are relaxed. The
 * caller writes the peer's arguments before it starts the peer.
 */
#include "../common/sys.h"
#include "costs_slice.h"

#define SLICE 1000000u     /* nanoseconds: shorter than a scheduler's turn */
#define PATIENCE 10000000u /* nanoseconds: until the scheduler runs the peer */
#define MOST_TURNS (1u << 28)

static unsigned read_relaxed(const atomic_uint *word)
{
	return atomic_load_explicit(word, memory_order_relaxed);
}

static bool is_set(const atomic_bool *flag)
{
	return atomic_load_explicit(flag, memory_order_relaxed);
}

static void set(atomic_bool *flag, bool value)
{
	atomic_store_explicit(flag, value, memory_order_relaxed);
}

/* ---- the other threads -------------------------------------------------- */

static void peer_begins(struct peer *peer)
{
	set(&peer->pinned, sys_pin(peer->run->cpu[1]));
	set(&peer->runs, true);
}

/* Reads the line to which the measured thread stores, as fast as possible. */
static void peer_polls(void *argument)
{
	struct peer *peer = argument;
	unsigned turn = 0, sum = 0;

	peer_begins(peer);
	while (!is_set(&peer->stop)) {
		sum += read_relaxed(&peer->watched->stored);
		atomic_store_explicit(&peer->own.stored, ++turn, memory_order_relaxed);
	}
	atomic_store_explicit(&peer->own.loaded, sum, memory_order_relaxed);
}

/* A hot thread, which slow paths interrupt. */
static void peer_turns(void *argument)
{
	struct peer *peer = argument;

	peer_begins(peer);
	hot_turns(&peer->own, &peer->stop);
}

static struct sys_thread *start_peer(struct bench *bench, void (*run)(void *))
{
	struct sys_thread *thread;

	set(&bench->peer.runs, false);
	set(&bench->peer.stop, false);
	thread = sys_thread_start(run, &bench->peer);
	/* A yield may have no effect (one CPU, real-time priority, valgrind). */
	for (unsigned tries = 0; thread && !is_set(&bench->peer.runs); tries++)
		if (tries < 10000)
			sys_yield();
		else
			sys_sleep(1);
	return thread;
}

static void stop_peer(struct bench *bench, struct sys_thread *thread)
{
	set(&bench->peer.stop, true);
	sys_thread_join(thread);
	if (!is_set(&bench->peer.pinned))
		bench->run->pinned = false;
}

static unsigned peer_turns_made(const struct bench *bench)
{
	return read_relaxed(&bench->peer.own.stored);
}

static bool peer_runs(const struct bench *bench)
{
	return turns_go_on(&bench->peer.own.stored);
}

static bool await_peer(const struct bench *bench)
{
	uint64_t begin = sys_nanoseconds();
	bool runs;

	do {
		runs = peer_runs(bench);
	} while (!runs && sys_nanoseconds() - begin < PATIENCE);
	return runs;
}

/* ---- slices ------------------------------------------------------------- */

/* Sets the number of turns, so that the next slice of this measurement takes about SLICE. */
static void tune(struct bench *bench, enum figure figure, uint64_t elapsed)
{
	double turns = bench->turns[figure], factor = (double)SLICE / (double)(elapsed ? elapsed : 1);

	turns *= factor < 0.5 ? 0.5 : factor > 16 ? 16 : factor;
	bench->turns[figure] = turns < 1 ? 1 : turns > MOST_TURNS ? MOST_TURNS : (unsigned)turns;
}

static double per_turn(struct bench *bench, enum figure figure, uint64_t elapsed)
{
	double time = (double)elapsed / bench->turns[figure];

	bench->run->turns[figure] += bench->turns[figure];
	tune(bench, figure, elapsed);
	return time;
}

/* False if the peer did not run all the time, as far as its turns before and after tell. */
static bool loop_slice(struct bench *bench, enum figure figure, double *time)
{
	static hot_loop *const loops[] = { loop_compiler, loop_fast, loop_normal, loop_c11, loop_mfence };
	hot_loop *loop = loops[figure < POLLED_COMPILER ? figure - PRIVATE_COMPILER : figure - POLLED_COMPILER];
	bool polled = costs_needs_peer(figure);
	uint64_t begin, end;
	unsigned sum;

	if (polled && !await_peer(bench))
		return false;
	begin = sys_nanoseconds();
	sum = loop(&bench->lines, bench->turns[figure]);
	end = sys_nanoseconds();
	atomic_store_explicit(&bench->sink, sum, memory_order_relaxed);
	if (polled && !peer_runs(bench))
		return false;
	*time = per_turn(bench, figure, end - begin);
	return true;
}

static uint64_t slow_paths(unsigned calls)
{
	uint64_t begin = sys_nanoseconds();

	for (unsigned i = 0; i < calls; i++)
		membarrier_slow_path(); /* No partner: only its cost matters. */
	return sys_nanoseconds() - begin;
}

/* For the tail, apart from the slice, which the clock would disturb. */
void costs_time_single_calls(struct bench *bench, unsigned calls, struct histogram *times, const atomic_uint *turns)
{
	for (unsigned i = 0; i < calls; i++) {
		unsigned before = turns ? read_relaxed(turns) : 0;
		uint64_t begin = sys_nanoseconds(), end;

		membarrier_slow_path(); /* No partner: only its cost matters. */
		end = sys_nanoseconds();
		if (turns && read_relaxed(turns) == before)
			bench->run->left_out++;
		else
			histogram_add(times, (double)(end - begin) - bench->run->clock);
	}
}

static double alone_slice(struct bench *bench)
{
	costs_time_single_calls(bench, (bench->turns[SLOW_ALONE] + 3) / 4, &bench->run->alone, NULL);
	return per_turn(bench, SLOW_ALONE, slow_paths(bench->turns[SLOW_ALONE]));
}

struct interval {
	uint64_t time;
	unsigned turns; /* turns of the peer; differences are right even if it wraps */
};

static struct interval now(const struct bench *bench)
{
	struct interval interval = { sys_nanoseconds(), peer_turns_made(bench) };

	return interval;
}

static struct interval between(struct interval begin, struct interval end)
{
	struct interval interval = { end.time - begin.time, end.turns - begin.turns };

	return interval;
}

static void leave_in_peace(uint64_t until)
{
	while (sys_nanoseconds() < until)
		;
}

/* A fence interrupts no thread, and may take less time than a turn of the peer. */
static const atomic_uint *turns_that_tell(const struct bench *bench)
{
	struct membarrier_info info = { .size = sizeof info };

	membarrier_get_info(&info);
	return info.asymmetric ? &bench->peer.own.stored : NULL;
}

/*
 * The peer runs undisturbed before and after the slow paths. Its pace then says how many
 * turns it would have made in between. False if it did not run all the time, as far as its turns tell.
 */
static bool interrupted_slice(struct bench *bench, double *slow, double *loss)
{
	struct interval a, b, c, d, before, during, after;
	unsigned calls = bench->turns[SLOW_RUNNING];
	double pace;
	bool ran;

	if (!await_peer(bench))
		return false;
	a = now(bench);
	leave_in_peace(a.time + SLICE);
	ran = peer_runs(bench);
	b = now(bench);
	slow_paths(calls);
	c = now(bench);
	ran = peer_runs(bench) && ran;
	leave_in_peace(c.time + SLICE);
	ran = peer_runs(bench) && ran;
	d = now(bench);

	before = between(a, b);
	during = between(b, c);
	after = between(c, d);
	if (!ran || !during.turns)
		return false;
	costs_time_single_calls(bench, (calls + 3) / 4, &bench->run->running, turns_that_tell(bench));
	*slow = per_turn(bench, SLOW_RUNNING, during.time);
	pace = ((double)before.turns + after.turns) / ((double)before.time + (double)after.time);
	*loss = ((double)during.time - during.turns / pace) / calls;
	bench->run->turns[LOSS] += calls;
	return true;
}

const char *costs_slice(struct bench *bench, enum figure figure, double *round)
{
	struct sys_thread *thread = NULL;
	bool complete = true;

	if (costs_needs_peer(figure)) {
		thread = start_peer(bench, figure == SLOW_RUNNING ? peer_turns : peer_polls);
		if (!thread)
			return "no thread could be started for the second CPU";
	}
	if (figure == SLOW_RUNNING)
		complete = interrupted_slice(bench, &round[SLOW_RUNNING], &round[LOSS]);
	else if (figure == SLOW_ALONE)
		round[figure] = alone_slice(bench);
	else
		complete = loop_slice(bench, figure, &round[figure]);
	if (thread)
		stop_peer(bench, thread);
	return complete ? NULL : "the thread on the second CPU did not run all the time";
}
