/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* policy.c - when a block switches the fences of its hot side off and on; the head of policy.h says why. */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "policy.h"

#include "atomics.h"
#include "port.h"

/* Rare sides that are measured together: one clock read for 8 while fenced. */
enum { WINDOW = 8 };

/*
 * Barriers may take this part of the time: a hot thread loses about half of it, so a
 * twentieth of its own. What was not taken is saved for so many barriers in a row.
 */
enum { PART = 10, SAVED = 4 };

/* The most windows between two trials, and the most quiet blocks. */
enum { MOST_RETREAT = 4096, MOST_QUIET = 4096 };

/* Quiet blocks, at least, while a window is measured: a quarter of a million passes. */
enum { MEASURING = 63 };

/* After each window that was won the fenced time counts for so much less, so that it is measured again some day. */
enum { FORGET = 256 };

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
	store_relaxed(&policy->free_time, 0);
}

/* The time of a window while fenced: a pause, or a CPU that was lost, at most doubles what is remembered. */
static void remember(struct membarrier_policy_ *policy, uint32_t took)
{
	uint32_t before = load_relaxed(&policy->fenced_time);

	if (before && took / 2 > before)
		took = 2 * before;
	store_relaxed(&policy->fenced_time, took ? took : 1);
}

bool mb_sync_policy_fenced(struct membarrier_policy_ *policy)
{
	uint32_t rares = load_relaxed(&policy->rares) + 1, took;
	uint64_t now, since;
	uint16_t left;

	store_relaxed(&policy->rares, rares);
	if (rares % WINDOW)
		return false;
	now = mb_sync_port_now();
	since = load_relaxed(&policy->since);
	store_relaxed(&policy->since, now);
	if (!since || !asymmetric())
		return false;
	took = clamp(now - since);
	remember(policy, took);
	left = load_relaxed(&policy->retreat_left);
	/* Barriers would have cost little: another phase of the program. */
	if (!left || took >= (uint64_t)WINDOW * PART * load_relaxed(&policy->barrier_time))
		return true;
	store_relaxed(&policy->retreat_left, (uint16_t)(left - 1));
	return false;
}

static uint16_t doubled(uint16_t count, uint16_t most)
{
	return count < most / 2 ? (uint16_t)(2 * count + 1) : most;
}

/*
 * Switches the fences on: the window while fenced begins now. If its time is not known,
 * quiet blocks must not cut it short where rare sides still come.
 */
static void retreat(struct membarrier_policy_ *policy, uint64_t now)
{
	if (!load_relaxed(&policy->fenced_time) && load_relaxed(&policy->quiet_blocks) < MEASURING)
		store_relaxed(&policy->quiet_blocks, MEASURING);
	store_relaxed(&policy->rares, load_relaxed(&policy->rares) / WINDOW * WINDOW);
	store_relaxed(&policy->since, now);
	store_relaxed(&policy->in_credit, 0);
	begin_window(policy);
}

static void lost(struct membarrier_policy_ *policy)
{
	uint16_t windows = doubled(load_relaxed(&policy->retreat), MOST_RETREAT);

	store_relaxed(&policy->retreat, windows);
	store_relaxed(&policy->retreat_left, windows);
	store_relaxed(&policy->quiet_blocks, doubled(load_relaxed(&policy->quiet_blocks), MOST_QUIET));
}

static void won(struct membarrier_policy_ *policy)
{
	uint32_t fenced = load_relaxed(&policy->fenced_time);

	store_relaxed(&policy->fenced_time, fenced - fenced / FORGET);
	store_relaxed(&policy->retreat, 0);
	store_relaxed(&policy->retreat_left, 0);
	store_relaxed(&policy->quiet_blocks, (uint16_t)(load_relaxed(&policy->quiet_blocks) / 2));
	begin_window(policy);
}

/* One more barrier, so long after the one before: do they still take a small part of the time? */
static bool within_credit(struct membarrier_policy_ *policy, uint64_t apart)
{
	int64_t barrier = load_relaxed(&policy->barrier_time), most = SAVED * barrier;
	int64_t credit = load_relaxed(&policy->credit) + (int64_t)(apart / PART) - barrier;
	uint16_t in_row = load_relaxed(&policy->in_credit);

	if (credit > most)
		credit = most;
	store_relaxed(&policy->credit, (int32_t)(credit < 0 ? 0 : credit > INT32_MAX ? INT32_MAX : credit));
	if (credit < 0) {
		store_relaxed(&policy->in_credit, 0);
		return false;
	}
	/* After so many the time while fenced is of another phase of the program. */
	if (in_row >= WINDOW)
		store_relaxed(&policy->fenced_time, 0);
	else
		store_relaxed(&policy->in_credit, (uint16_t)(in_row + 1));
	return true;
}

/* Do rare sides come faster than they did while fenced? False as soon as it is clear that they do not. */
static bool faster(struct membarrier_policy_ *policy, uint64_t apart)
{
	uint32_t fenced = load_relaxed(&policy->fenced_time);
	uint64_t most = fenced / 2 + 1; /* A CPU that was lost says little. */
	uint32_t took = clamp(load_relaxed(&policy->free_time) + (apart < most ? apart : most));
	uint16_t in_window = (uint16_t)(load_relaxed(&policy->in_window) + 1);

	if (took >= fenced - fenced / 10) {
		lost(policy);
		return false;
	}
	store_relaxed(&policy->free_time, took);
	store_relaxed(&policy->in_window, in_window);
	if (in_window >= WINDOW)
		won(policy);
	return true;
}

bool mb_sync_policy_stay(struct membarrier_policy_ *policy, uint64_t begin)
{
	uint64_t apart = begin - load_relaxed(&policy->since);

	if (within_credit(policy, apart) || (load_relaxed(&policy->fenced_time) && faster(policy, apart))) {
		store_relaxed(&policy->since, begin);
		return true;
	}
	retreat(policy, begin);
	return false;
}

void mb_sync_policy_barrier(struct membarrier_policy_ *policy, uint64_t begin, uint64_t end)
{
	uint32_t average = load_relaxed(&policy->barrier_time), took = clamp(end - begin);
	uint32_t most = 4 * average + 1000; /* A caller that lost the CPU says nothing of barriers. */

	if (!average)
		average = took;
	else
		average = average - average / 8 + (took < most ? took : most) / 8;
	store_relaxed(&policy->barrier_time, average);
}

void mb_sync_policy_freed(struct membarrier_policy_ *policy, uint64_t now)
{
	store_relaxed(&policy->since, now);
	store_relaxed(&policy->credit, 0);
	begin_window(policy);
}

/* The thread's entry for the block; another block's is taken over. */
static struct quiet *entry_of(struct thread_rest *rest, const void *block)
{
	struct quiet *entry = &rest->quiet[((uintptr_t)block >> 6) % QUIETS];

	if (entry->block != block)
		*entry = (struct quiet){ .block = block };
	return entry;
}

bool mb_sync_policy_quiet(struct membarrier_policy_ *policy, const void *block)
{
	struct thread_rest *rest = mb_sync_thread_rest();
	uint32_t rares = load_relaxed(&policy->rares);
	struct quiet *entry;

	if (!rest || !asymmetric())
		return false;
	membarrier_self_->fenced = POLICY_BLOCK;
	entry = entry_of(rest, block);
	if (entry->rares != rares) {
		entry->rares = rares;
		entry->blocks = 0;
		return false;
	}
	if (++entry->blocks <= load_relaxed(&policy->quiet_blocks))
		return false;
	entry->blocks = 0;
	return true;
}
