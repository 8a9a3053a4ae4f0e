/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* policy.c - when a block changes its mode; the head of policy.h says why. */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "policy.h"

#include "atomics.h"
#include "port.h"

/* The number of rare sides in a window while free; and while fenced, where the clock is read once for each window. */
enum { WINDOW = 8, FENCED_WINDOW = 32 };

/*
 * Barriers may take a tenth (PART) of the time: a hot thread loses about half of that, a twentieth of its
 * time. Time that barriers did not take is saved, for SAVED barriers in a row at most.
 */
enum { PART = 10, SAVED = 4 };

/* The shortest and the longest retreat, in barriers, as powers of two. A trial that fails costs 2 to 8 of them. */
enum { SHORTEST_RETREAT = 4, LONGEST_RETREAT = 9 };

/*
 * After each window in which the free mode was faster, the fenced time is reduced by 1/FORGET, and it is at most
 * MOST_TIMES the free time. So the fenced mode is measured again after some hundred windows.
 */
enum { FORGET = 256, MOST_TIMES = 4 };

static uint32_t clamp(uint64_t nanoseconds)
{
	return nanoseconds < UINT32_MAX ? (uint32_t)nanoseconds : UINT32_MAX;
}

static bool asymmetric(void)
{
	static int known; /* 0: not yet; the answer never changes */
	int answer = load_relaxed(&known);

	if (!answer) {
		answer = membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) ? -1 : 1;
		store_relaxed(&known, answer);
	}
	return answer > 0;
}

static void begin_window(struct membarrier_policy_ *policy)
{
	store_relaxed(&policy->in_window, 0);
	store_relaxed(&policy->window_time, 0);
}

/* ---- while fenced ---------------------------------------------------------------- */

/* Averages the time of windows while fenced. This one counts half, and as twice the average at most. */
static void remember(struct membarrier_policy_ *policy, uint32_t took)
{
	uint32_t before = load_relaxed(&policy->fenced_time), most = clamp(2 * (uint64_t)before);

	if (!before)
		before = most = took;
	before = before - before / 2 + (took < most ? took : most) / 2;
	store_relaxed(&policy->fenced_time, before ? before : 1);
}

/*
 * Adds the time since the last look to the window's, PART barriers at most. The rest of a longer time was a pause,
 * or work of the hot sides that fences do not make slower.
 */
static uint32_t look(struct membarrier_policy_ *policy)
{
	uint64_t now = mb_sync_port_now(), apart = now - load_relaxed(&policy->since);
	uint64_t most = (uint64_t)PART * load_relaxed(&policy->barrier_time);
	uint32_t left = load_relaxed(&policy->retreat_left);
	uint32_t took = clamp(load_relaxed(&policy->window_time) + (apart < most ? apart : most));

	store_relaxed(&policy->since, now);
	store_relaxed(&policy->retreat_left, left > apart ? left - (uint32_t)apart : 0);
	store_relaxed(&policy->window_time, took);
	return took;
}

bool mb_sync_policy_fenced(struct membarrier_policy_ *policy)
{
	uint32_t rares = load_relaxed(&policy->rares) + 1, took;

	store_relaxed(&policy->rares, rares);
	if (rares % FENCED_WINDOW || !asymmetric())
		return false;
	if (!load_relaxed(&policy->barrier_time))
		return true;
	took = look(policy);
	store_relaxed(&policy->window_time, 0);
	remember(policy, took / (FENCED_WINDOW / WINDOW));
	return !load_relaxed(&policy->retreat_left);
}

bool mb_sync_policy_quiet(struct membarrier_policy_ *policy)
{
	uint32_t rares = load_relaxed(&policy->rares) % FENCED_WINDOW, barrier = load_relaxed(&policy->barrier_time), took;

	if (membarrier_attach() || !asymmetric())
		return false;
	membarrier_self_->fenced = POLICY_BLOCK;
	took = look(policy);
	/* Would barriers take a small part of the time? A few rare sides do not show how fast they come. */
	if (load_relaxed(&policy->retreat_left) || took < (uint64_t)PART * barrier * (rares > WINDOW ? rares : WINDOW))
		return false;
	if (barrier && !load_relaxed(&policy->fenced_time))
		store_relaxed(&policy->fenced_time, clamp((uint64_t)took * WINDOW / (rares + 1)));
	return true;
}

void mb_sync_policy_freed(struct membarrier_policy_ *policy, uint64_t now)
{
	store_relaxed(&policy->since, now);
	store_relaxed(&policy->credit, 0);
	begin_window(policy);
}

/* ---- while free ------------------------------------------------------------------ */

/* The block becomes fenced: a window while fenced begins now. */
static void retreat(struct membarrier_policy_ *policy, uint64_t now)
{
	store_relaxed(&policy->rares, load_relaxed(&policy->rares) / FENCED_WINDOW * FENCED_WINDOW);
	store_relaxed(&policy->since, now);
	store_relaxed(&policy->in_credit, 0);
	begin_window(policy);
}

/* The free mode was not faster. After windows in which it was, the fenced time may have changed: measure that first. */
static void lost(struct membarrier_policy_ *policy)
{
	uint8_t length = load_relaxed(&policy->retreat);

	if (!length) {
		store_relaxed(&policy->retreat, SHORTEST_RETREAT - 1);
		store_relaxed(&policy->fenced_time, 0);
		return;
	}
	if (length < LONGEST_RETREAT)
		length++;
	store_relaxed(&policy->retreat, length);
	store_relaxed(&policy->retreat_left, clamp((uint64_t)load_relaxed(&policy->barrier_time) << length));
}

static void won(struct membarrier_policy_ *policy)
{
	uint32_t fenced = load_relaxed(&policy->fenced_time);
	uint32_t most = clamp((uint64_t)MOST_TIMES * load_relaxed(&policy->free_window));

	fenced = fenced < most ? fenced : most;
	store_relaxed(&policy->fenced_time, fenced - fenced / FORGET);
	store_relaxed(&policy->retreat, 0);
	store_relaxed(&policy->retreat_left, 0);
	begin_window(policy);
}

/* One more barrier, this long after the one before: do barriers still take a small part of the time? */
static bool within_credit(struct membarrier_policy_ *policy, uint64_t apart)
{
	int64_t barrier = load_relaxed(&policy->barrier_time), most = SAVED * barrier;
	int64_t credit = load_relaxed(&policy->credit) + (int64_t)(apart / PART) - barrier;

	if (credit > most)
		credit = most;
	store_relaxed(&policy->credit, (int32_t)(credit < 0 ? 0 : credit > INT32_MAX ? INT32_MAX : credit));
	return credit >= 0;
}

/* A rare side whose barrier takes a small part of the time since the last one. */
static void cheap(struct membarrier_policy_ *policy)
{
	uint8_t in_row = load_relaxed(&policy->in_credit);

	begin_window(policy);
	/* After a whole window of them, the fenced time belongs to another phase of the program. */
	if (in_row >= WINDOW)
		store_relaxed(&policy->fenced_time, 0);
	else
		store_relaxed(&policy->in_credit, (uint8_t)(in_row + 1));
}

/* One more rare side of the window, this long after the one before. Returns the time of the window so far. */
static uint32_t count(struct membarrier_policy_ *policy, uint64_t apart)
{
	uint64_t fenced = load_relaxed(&policy->fenced_time);
	uint64_t most = fenced > 1 ? fenced / 2 + 1 : apart; /* A CPU that was lost says little. */
	uint8_t in_window = (uint8_t)(load_relaxed(&policy->in_window) + 1);
	uint32_t took;

	took = clamp(load_relaxed(&policy->window_time) + (apart < most ? apart : most));
	store_relaxed(&policy->in_credit, 0);
	store_relaxed(&policy->window_time, took);
	store_relaxed(&policy->in_window, in_window);
	store_relaxed(&policy->free_window, clamp((uint64_t)took * WINDOW / in_window));
	return took;
}

/*
 * Do rare sides come faster than they did while fenced? False as soon as it is clear that they do not. If the fenced
 * time is not known: true until the window is complete.
 */
static bool faster(struct membarrier_policy_ *policy, uint64_t took)
{
	uint32_t fenced = load_relaxed(&policy->fenced_time);
	bool whole = load_relaxed(&policy->in_window) >= WINDOW;

	if (!fenced)
		return !whole;
	if (took >= fenced - fenced / 10) {
		lost(policy);
		return false;
	}
	if (whole)
		won(policy);
	return true;
}

bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin)
{
	uint64_t apart = begin - load_relaxed(&policy->since), took;
	bool within = within_credit(policy, apart);

	if (apart >= (uint64_t)PART * load_relaxed(&policy->barrier_time)) {
		cheap(policy);
	} else {
		took = count(policy, apart);
		if (!within && !faster(policy, took)) {
			retreat(policy, begin);
			return false;
		}
		if (load_relaxed(&policy->in_window) >= WINDOW)
			begin_window(policy);
	}
	store_relaxed(&policy->since, begin);
	return true;
}

void mb_sync_policy_barrier(struct membarrier_policy_ *policy, uint64_t begin, uint64_t end)
{
	uint32_t average = load_relaxed(&policy->barrier_time), took = clamp(end - begin);
	uint32_t most = 4 * average + 1000; /* A caller that lost its CPU does not show what a barrier takes. */

	if (!average)
		average = took;
	else
		average = average - average / 8 + (took < most ? took : most) / 8;
	store_relaxed(&policy->barrier_time, average);
}
