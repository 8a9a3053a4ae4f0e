/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pair.c - the adaptive pair begins fenced, becomes free, revokes, and counts what it does. */
#include <errno.h>
#include <string.h>

#include <membarrier/pair.h>

#include "child.h"
#include "test.h"

static struct membarrier_pair_stats stats_of(const membarrier_pair_t *pair)
{
	struct membarrier_pair_stats stats = { .size = sizeof stats };

	CHECK(membarrier_pair_get_stats(pair, &stats) == 0, "no stats");
	return stats;
}

static void many_hot_sides(membarrier_pair_t *pair)
{
	for (int i = 0; i < 20 * 4096; i++)
		membarrier_pair_hot(pair);
}

static void statistics_are_checked(void)
{
	membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
	struct membarrier_pair_stats small = { .size = 1 };

	CHECK(membarrier_pair_get_stats(&pair, NULL) == -EINVAL, "took no structure");
	CHECK(membarrier_pair_get_stats(&pair, &small) == -EINVAL, "took a structure of an unknown size");
}

static void stays_fenced_without_a_strategy(void)
{
	membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;

	for (int i = 0; i < 100; i++) {
		many_hot_sides(&pair);
		membarrier_pair_rare(&pair);
	}
	CHECK(stats_of(&pair).fenced && stats_of(&pair).barriers == 0, "not fenced under plain fences");
}

static void frees_and_revokes(void)
{
	membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
	struct membarrier_stats before = { .size = sizeof before }, after = before;
	uint64_t asked;

	CHECK(stats_of(&pair).fenced, "a new pair is not fenced");
	many_hot_sides(&pair);
	CHECK(!stats_of(&pair).fenced, "twenty blocks without a rare side, and still fenced");
	membarrier_get_stats(&before);
	for (int i = 0; i < 1000; i++)
		membarrier_pair_rare(&pair);
	membarrier_get_stats(&after);
	asked = stats_of(&pair).barriers;
	CHECK(stats_of(&pair).revoked > 0, "a thousand rare sides in a row were never fenced");
	CHECK(asked > 0 && after.slow_paths - before.slow_paths == asked, "%llu slow paths, %llu counted",
	      (unsigned long long)(after.slow_paths - before.slow_paths), (unsigned long long)asked);
}

/* A rare side that never completes its revocation, as one in the parent of fork(). */
static void a_revocation_left_behind_is_made_good(void)
{
	membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;

	pair.mode_ = MEMBARRIER_PAIR_REVOKING_ | 5 << 2;
	membarrier_pair_rare(&pair);
	CHECK(pair.mode_ == MEMBARRIER_PAIR_FENCED_ && stats_of(&pair).barriers == 1, "mode %u", pair.mode_);
}

static membarrier_pair_t of_parent = MEMBARRIER_PAIR_INIT;

static void make_a_barrier(const void *unused)
{
	(void)unused;
	frees_and_revokes();
	membarrier_pair_rare(&of_parent);
	CHECK(stats_of(&of_parent).barriers != 0, "no barrier in the child");
}

static void a_child_goes_on(void)
{
	int status;

	many_hot_sides(&of_parent);
	status = status_of(make_a_barrier, NULL);
	CHECK(status == 0, "child: wait status %#x", (unsigned)status);
}

int main(void)
{
	statistics_are_checked();
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC)) {
		stays_fenced_without_a_strategy();
		return 0;
	}
	frees_and_revokes();
	a_revocation_left_behind_is_made_good();
	a_child_goes_on();
	return 0;
}
