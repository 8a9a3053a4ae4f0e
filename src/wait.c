/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * wait.c - how long a caller waits for another caller's barrier.
 *
 * A caller that finds no barrier in flight is a leader at once (slow_path.c). A caller that
 * finds a barrier in flight is a follower:
 *
 *   1. It spins until that barrier has ended. That barrier began too early to serve it.
 *   2. It spins for a GATHER-th of a barrier, so that other followers can arrive, unless
 *      another caller begins the next barrier. Then it begins the next barrier itself.
 *   3. If another caller has begun the next barrier, it spins until that has ended.
 *
 * In steps 1 and 3 it waits at most PATIENCE times as long as barriers have usually taken,
 * and then makes a barrier of its own. It does so at once if the leader cannot run while it
 * waits: a signal handler has interrupted its own thread's barrier, or the caller has
 * preempted the leader (a SCHED_FIFO thread on the same CPU). It never gives up the CPU: the
 * scheduler may return the CPU a time slice later, which is a hundred times as long as a
 * barrier takes.
 *
 * coalesce.h decides what is correct; this file only affects performance. Each variable here
 * is a hint, which may be stale or lost. doc/performance.md has the figures.
 */
#define MEMBARRIER_BUILDING_ 1
#include "wait.h"

#if MB_NUMBERS

#define PATIENCE 2
#define FIRST_GUESS 10000 /* ns; until a barrier has been timed */
#define GATHER 10         /* the part of a barrier for which a follower waits for others before it leads */
#define LOST 10000000     /* ns; longer than a scheduler gives a leader's CPU to another thread */

static MEMBARRIER_LINE_ uint32_t usual = FIRST_GUESS;

/* The estimate changes by one step per barrier, so one leader that lost its CPU has little effect. */
static void learn(uint64_t took)
{
	uint32_t known = load_relaxed(&usual);

	store_relaxed(&usual, took > known ? known + known / 8 + 1 : known - known / 8);
}

static bool lead(const struct strategy *strategy, uint64_t index)
{
	uint64_t began = mb_port_now();

	if (!mb_lead(strategy, index))
		return false;
	learn(mb_port_now() - began);
	return true;
}

static bool join(void)
{
	add_relaxed(&mb_shared.joined, 1);
	/* COALESCE-7: SB-c of a caller that another's barrier served. */
	MEMBARRIER_FULL_FENCE_();
	return true;
}

/* What a follower waits for, in this order; it may skip stages, and repeats none. */
enum stage { NOT_WAITING_YET, END_OF_ANOTHER, BEGINNING, END };

static enum stage stage_of(uint64_t need)
{
	uint64_t started = load_relaxed(&mb_shared.started);

	if ((int64_t)(started - need) >= 0)
		return END;
	return started == load_relaxed(&mb_shared.done) ? BEGINNING : END_OF_ANOTHER;
}

bool mb_serve(const struct strategy *strategy, uint64_t need)
{
	const uint64_t barrier = load_relaxed(&usual);
	enum stage stage = NOT_WAITING_YET;
	uint64_t since = 0, patience = 0, index;

	while (!mb_passed(need)) {
		enum stage next = stage_of(need);
		uint64_t now;

		if (mb_own_in_flight() || mb_leader_preempted())
			return lead(strategy, mb_begin());
		now = mb_port_now();
		if (next != stage) {
			stage = next;
			since = now;
			patience = stage == BEGINNING ? barrier / GATHER : PATIENCE * barrier;
		}
		if (now - since >= patience || now == 0) {
			if (stage != BEGINNING)
				return lead(strategy, mb_begin());
			if (mb_begin_if_idle(&index))
				return lead(strategy, index);
		}
		for (unsigned i = 0; i < 8; i++)
			cpu_relax();
	}
	return join();
}

bool mb_lost(void)
{
	static struct last_seen last;
	uint64_t now = mb_port_now();

	return mb_own_in_flight() || now == 0 || now - mb_first_seen(&last, now) >= LOST;
}

#else
/* Without numbers no caller waits: neither function is called. A call would report a refusal. */
bool mb_serve(const struct strategy *strategy, uint64_t need)
{
	(void)strategy;
	(void)need;
	return false;
}

bool mb_lost(void)
{
	return false;
}
#endif
