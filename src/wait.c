/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * wait.c - how long a caller waits for another caller's barrier.
 *
 * A caller that finds no barrier in flight leads one at once (slow_path.c). A follower,
 * one that finds a barrier in flight, spins: until that barrier has ended, which cannot
 * serve it, then until another has begun, which can, and until that one has ended. It
 * waits for each of the two for PATIENCE times what barriers have usually taken of late,
 * and then leads a barrier of its own. It never gives up the CPU: to get it back may cost
 * a time slice, a hundred times what a barrier costs.
 *
 * Nothing sound depends on this file. Each word that it keeps is a hint, which may be
 * stale or lost. doc/performance.md has the figures.
 */
#define MEMBARRIER_BUILDING_ 1
#include "wait.h"

#if MEMBARRIER_NUMBERS_

#define PATIENCE 2
#define FIRST_GUESS 10000 /* ns; until a barrier has been timed */
#define GATHER 10         /* a follower lets others come for this part of a barrier before it leads */
#define LOST 10000000     /* ns; longer than any scheduler keeps a leader from the CPU for another thread's sake */

static uint32_t usual __attribute__((aligned(64))) = FIRST_GUESS;

/* What barriers take is learned one step at a time, so one leader that lost its CPU teaches no more than another. */
static void learn(uint64_t took)
{
	uint32_t known = atomic_load_relaxed_(&usual);

	atomic_store_relaxed_(&usual, took > known ? known + known / 8 + 1 : known - known / 8);
}

static bool lead(const struct strategy_ *strategy, uint64_t index)
{
	uint64_t began = membarrier_port_now_();

	if (!membarrier_lead_(strategy, index))
		return false;
	learn(membarrier_port_now_() - began);
	return true;
}

static bool join(void)
{
	atomic_add_relaxed_(&membarrier_shared_.joined, 1);
	/* SHARE-7: SB-c of a caller that another's barrier served. */
	MEMBARRIER_FULL_FENCE_();
	return true;
}

/* What a follower waits for: one after the other, some perhaps left out, none twice. */
enum stage { NOT_WAITING_YET, END_OF_ANOTHER, BEGINNING, END };

static enum stage stage_of(uint64_t need)
{
	uint64_t started = atomic_load_relaxed_(&membarrier_shared_.started);

	if ((int64_t)(started - need) >= 0)
		return END;
	return started == atomic_load_relaxed_(&membarrier_shared_.done) ? BEGINNING : END_OF_ANOTHER;
}

bool membarrier_serve_(const struct strategy_ *strategy, uint64_t need)
{
	const uint64_t barrier = atomic_load_relaxed_(&usual);
	enum stage stage = NOT_WAITING_YET;
	uint64_t since = 0, patience = 0, index;

	if (membarrier_own_in_flight_())
		return lead(strategy, membarrier_begin_());
	while (!membarrier_passed_(need)) {
		enum stage next = stage_of(need);
		uint64_t now = membarrier_port_now_();

		if (next != stage) {
			stage = next;
			since = now;
			patience = stage == BEGINNING ? barrier / GATHER : PATIENCE * barrier;
		}
		if (now - since >= patience || now == 0) {
			if (stage != BEGINNING)
				return lead(strategy, membarrier_begin_());
			if (membarrier_begin_if_idle_(&index))
				return lead(strategy, index);
		}
		for (unsigned i = 0; i < 8; i++)
			cpu_relax_();
	}
	return join();
}

bool membarrier_lost_(void)
{
	static atomic_u64_ watched, since;
	uint64_t started = atomic_load_relaxed_(&membarrier_shared_.started), now = membarrier_port_now_();

	if (membarrier_own_in_flight_() || now == 0)
		return true;
	if (atomic_load_relaxed_(&watched) != started) {
		atomic_store_relaxed_(&since, now);
		atomic_store_relaxed_(&watched, started);
		return false;
	}
	return now - atomic_load_relaxed_(&since) >= LOST;
}

#else
/* Nobody waits without numbers: neither is called, and a call would say that it was refused. */
bool membarrier_serve_(const struct strategy_ *strategy, uint64_t need)
{
	(void)strategy;
	(void)need;
	return false;
}

bool membarrier_lost_(void)
{
	return false;
}
#endif
