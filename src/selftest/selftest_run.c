/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * selftest_run.c - the selftest's two threads: store buffering, and interrupts counted.
 *
 * Scenario SB, turn by turn, the peer on the fast side:
 *
 *   peer                                   caller
 *   stores that miss the cache             waits a random moment
 *   X = turn                               Y = turn
 *   fast path                              slow path
 *   reads Y                                reads X           never do both miss the turn
 *
 * In the broken control the fast path is a compiler barrier, and the slow path a full
 * fence of the caller alone. x86 empties its store buffer in order, so that X waits
 * behind the stores that miss. On the caller's side nothing may be added: a delay of
 * a microsecond there lets X drain, and hides what is looked for. For the same reason
 * a slow path that does nothing, but takes its time, passes; hence the second part.
 *
 * The pair of a home is tried in the same ways: the peer owns the home.
 *
 * Scenario TURN: the caller hands the peer a turn (go), and the peer hands back what it
 * saw (done). A release store and an acquire load each way, and nothing stronger: they
 * must not order X and Y.
 *
 * Interrupts. A slow path must interrupt the peer's CPU if the peer runs there at that
 * moment; if it does not, a sound system need not interrupt that CPU. So the peer says
 * before and after a few slow paths how often it has lost its CPU. The test counts the
 * interrupts of that CPU only if the two are equal and the peer ran all the time. Other
 * interrupts add to them, often in bursts. So the test counts at most one for each slow
 * path, and counts the other interrupts in the same way, without slow paths (at a home:
 * with slow paths that must interrupt no CPU, because the caller owns their home). If one
 * interrupt serves two slow paths, the count is smaller, but not 0.
 */
#define MEMBARRIER_BUILDING_ 1
#include "selftest.h"

#include <stdlib.h>
#include <string.h>

#include "../atomics.h"
#include "../fallback.h"
#include "../home.h"

/* What a turn is for: the low bits of go, which is a power of two, because turns may wrap. */
enum { CONTROL, REAL, REAL_AT_HOME, WATCH, STOP, KINDS = 8 };

enum {
	COLD_BYTES = 16 << 20, /* more than a CPU's own caches */
	COLD_LINE = 64,
	COLD_STORES = 32,    /* most of a store buffer, which has 42 to 114 entries in x86 CPUs since 2013 */
	LONGEST_WAIT = 1000, /* as long as those stores take, about */
	AT_ONCE = 16,       /* rounds between looks at the clock; at most so many slow paths between counts of interrupts */
	PREEMPTED = 50000,  /* nanoseconds: a thread that runs beats within a microsecond */
	REFUSED = 100000000 /* nanoseconds, and the system has refused: a preempted leader takes as long */
};

static unsigned draw(unsigned *random)
{
	*random = *random * 1664525u + 1013904223u;
	return *random >> 8;
}

/* ---- the peer ------------------------------------------------------------ */

static void fill_store_buffer(unsigned char *cold, unsigned *random)
{
	for (int i = 0; i < COLD_STORES; i++)
		store_relaxed(&cold[(size_t)(draw(random) % (COLD_BYTES / COLD_LINE)) * COLD_LINE], 1);
}

static void play_round(struct selftest_run *run, unsigned go, unsigned *random)
{
	unsigned saw;

	fill_store_buffer(run->cold, random);
	store_relaxed(&run->x.value, go);
	if (go % KINDS == CONTROL)
		MEMBARRIER_COMPILER_BARRIER_();
	else if (go % KINDS == REAL_AT_HOME)
		membarrier_fast_path_at(&run->home); /* HOME: pairs with the slow path in round_of(). */
	else
		membarrier_fast_path(); /* SB: pairs with the slow path in round_of(). */
	saw = load_relaxed(&run->y.value);
	run->peer_saw = saw;
}

static void play(void *argument)
{
	struct selftest_run *run = argument;
	unsigned random = 1, beat = 0, last = 0;

	for (;;) {
		unsigned go;

		/* TURN-1: pairs with TURN-2. */
		while ((go = load_acquire(&run->go.value)) == last)
			store_relaxed(&run->beat.value, ++beat);
		last = go;
		if (go % KINDS == STOP)
			return;
		if (go % KINDS == WATCH)
			run->peer_known = mb_port_peer_losses(run->peer, &run->peer_losses);
		else
			play_round(run, go, &random);
		/* TURN-3: pairs with TURN-4. */
		store_release(&run->done.value, go);
	}
}

/* ---- the caller ---------------------------------------------------------- */

/* Reading the clock takes long in comparison with what the caller waits for. */
static bool overdue(unsigned *spins, uint64_t end)
{
	return ++*spins % 4096 == 0 && mb_port_now() >= end;
}

/* False if the run is over: the peer's CPU may have been taken by another program for good. */
static bool await_peer(struct selftest_run *run, unsigned go)
{
	unsigned spins = 0;

	/* TURN-4: pairs with TURN-3. */
	while (load_acquire(&run->done.value) != go)
		if (overdue(&spins, run->end))
			return false;
	return true;
}

static bool await_beat(struct selftest_run *run)
{
	unsigned before = load_relaxed(&run->beat.value), spins = 0;

	while (load_relaxed(&run->beat.value) == before)
		if (overdue(&spins, run->end))
			return false;
	return true;
}

static unsigned next_turn(struct selftest_run *run, unsigned kind)
{
	unsigned go = ++run->turn * KINDS + kind;

	/* TURN-2: pairs with TURN-1. */
	store_release(&run->go.value, go);
	return go;
}

/* True if a slow path was made. Another thread's barrier may be in its way, which is no refusal. */
static bool slow_path_made(struct selftest_run *run, struct tried *tried)
{
	bool made;

	if (tried->at_home) {
		int place;

		/* HOME: pairs with the fast path in play_round(). Never in another's way. */
		made = mb_fence_home(&run->home, &membarrier_strategy_, &place);
		tried->refused = !made;
		return made;
	}
	made = membarrier_try_slow_path(); /* SB: pairs with the fast path in play_round(). */
	if (made) {
		run->declined = 0;
	} else {
		uint64_t now = mb_port_now();

		if (!run->declined) {
			run->declined = now;
			run->refusals = mb_refused();
		}
		tried->refused = now - run->declined >= REFUSED && mb_refused() != run->refusals;
	}
	return made;
}

/* NULL: the broken control. False: the run is over, or slow paths are refused. */
static bool round_of(struct selftest_run *run, struct tried *tried)
{
	struct rounds *rounds = tried ? &tried->real : &run->control;
	unsigned kind = !tried ? CONTROL : tried->at_home ? REAL_AT_HOME : REAL;
	unsigned wait = draw(&run->random) % LONGEST_WAIT, go = next_turn(run, kind), saw;
	bool made = true;

	while (wait--)
		MEMBARRIER_COMPILER_BARRIER_();
	store_relaxed(&run->y.value, go);
	if (!tried)
		MEMBARRIER_FULL_FENCE_(); /* CONTROL-1: pairs with nothing, which is what is broken. */
	else
		made = slow_path_made(run, tried);
	saw = load_relaxed(&run->x.value);
	if (!await_peer(run, go) || (tried && tried->refused))
		return false;
	if (made) {
		rounds->played++;
		rounds->weak += saw != go && run->peer_saw != go;
	}
	return true;
}

void mb_selftest_real(struct selftest_run *run, struct tried *tried, uint64_t until)
{
	while (mb_port_now() < until)
		for (int i = 0; i < AT_ONCE; i++)
			if (!round_of(run, tried))
				return;
}

void mb_selftest_control(struct selftest_run *run, uint64_t until)
{
	mb_selftest_real(run, NULL, until);
}

/* The peer's losses of its CPU so far. False: it cannot tell, or the run is over. */
static bool ask_losses(struct selftest_run *run, uint64_t *losses)
{
	bool answered = await_peer(run, next_turn(run, WATCH));

	*losses = run->peer_losses;
	return answered && run->peer_known;
}

/* False: the peer was preempted meanwhile, or the run is over. */
static bool await_running_peer(struct selftest_run *run)
{
	uint64_t start = mb_port_now();

	return await_beat(run) && mb_port_now() - start < PREEMPTED;
}

/* Some slow paths, or as long as so many took so far without any. False: some of it was in vain. */
static bool take_turns(struct selftest_run *run, struct tried *tried, bool slow)
{
	uint64_t start = mb_port_now(), end = start;
	int place;

	if (!slow)
		end += tried->slow.nanoseconds / tried->slow.turns * run->at_once;
	for (unsigned turn = 0; slow ? turn < run->at_once : mb_port_now() < end; turn++) {
		if (!await_running_peer(run))
			return false;
		if (slow && !slow_path_made(run, tried))
			return false;
		if (!slow && tried->at_home && !mb_fence_home(&run->own_home, &membarrier_strategy_, &place))
			return false;
	}
	return true;
}

/* False: nothing was learnt. */
static bool watch_once(struct selftest_run *run, struct tried *tried, bool slow)
{
	struct watch *watch = slow ? &tried->slow : &tried->quiet;
	struct interrupts before, after;
	uint64_t start, nanoseconds, taken, losses_before, losses_after;

	if (!mb_port_interrupts(run->peer, run->strategy, &before) || !ask_losses(run, &losses_before))
		return false;
	start = mb_port_now();
	if (!take_turns(run, tried, slow))
		return false;
	nanoseconds = mb_port_now() - start;
	if (!ask_losses(run, &losses_after) || losses_after != losses_before ||
	    !mb_port_interrupts(run->peer, run->strategy, &after))
		return false;
	taken = after.wanted - before.wanted;
	watch->turns += run->at_once;
	watch->nanoseconds += nanoseconds;
	watch->interrupts += taken < run->at_once ? taken : run->at_once;
	run->alive |= after.all != run->any_before;
	return true;
}

/* On a busy machine the peer may never keep its CPU for long. */
static void watch_until(struct selftest_run *run, struct tried *tried, uint64_t until, bool slow)
{
	while (!tried->refused && mb_port_now() < until) {
		bool learnt = watch_once(run, tried, slow);

		if (learnt && run->at_once < AT_ONCE)
			run->at_once *= 2;
		else if (!learnt && run->at_once > 1)
			run->at_once /= 2;
	}
}

void mb_selftest_slow(struct selftest_run *run, struct tried *tried, uint64_t until)
{
	watch_until(run, tried, until, true);
}

void mb_selftest_quiet(struct selftest_run *run, struct tried *tried, uint64_t until)
{
	if (tried->slow.turns)
		watch_until(run, tried, until, false);
}

/* Each thread runs a fast path at its home: then the home says where it is. */
static bool have_homes(struct selftest_run *run)
{
	struct membarrier_info info = { .size = sizeof info };

	if (membarrier_get_home_info(&info) || strcmp(info.strategy, "one-cpu") != 0)
		return false;
	membarrier_fast_path_at(&run->own_home);
	return await_peer(run, next_turn(run, REAL_AT_HOME)) && load_relaxed(&run->home.place_) != MEMBARRIER_EVERY_CPU_ &&
	       run->own_home.place_ != MEMBARRIER_EVERY_CPU_;
}

bool mb_selftest_begin(struct selftest_run *run)
{
	struct interrupts counts;
	uint64_t losses;

	run->cold = malloc(COLD_BYTES);
	if (!run->cold)
		return false;
	memset(run->cold, 1, COLD_BYTES); /* else each first store is a page fault, which empties the store buffer */
	run->random = 7;
	run->at_once = AT_ONCE;
	run->peer = mb_port_peer_start(play, run);
	if (!run->peer) {
		free(run->cold);
		return false;
	}
	run->counted = mb_port_peer_pinned(run->peer) && mb_port_interrupts(run->peer, run->strategy, &counts) &&
	               ask_losses(run, &losses);
	if (run->counted)
		run->any_before = counts.all;
	run->at_home.at_home = true;
	run->one_cpu = have_homes(run);
	return true;
}

void mb_selftest_end(struct selftest_run *run)
{
	next_turn(run, STOP);
	mb_port_peer_join(run->peer);
	free(run->cold);
}
