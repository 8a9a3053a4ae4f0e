/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* policy.c - when fences are switched off and on, in virtual time: the policy as of src/sync/policy.h. */
#include <errno.h>
#include <string.h>

#include "made_up_port.h"
#include "policy.h"
#include "test.h"

enum { BARRIER = 10000 };

/* A block as the pair uses the policy; how long its rare sides are apart is up to the mode. */
struct block {
	struct membarrier_policy_ policy;
	bool free;
	unsigned barriers, revoked, freed;
};

static void rare(struct block *block)
{
	if (!block->free) {
		block->free = mb_sync_policy_fenced(&block->policy);
		if (block->free) {
			block->freed++;
			mb_sync_policy_freed(&block->policy, port_now);
		}
		return;
	}
	if (!mb_sync_policy_stay(&block->policy, port_now)) {
		block->free = false;
		block->revoked++;
	}
	mb_sync_policy_barrier(&block->policy, port_now, port_now + BARRIER);
	port_now += BARRIER;
	block->barriers++;
}

/* So many rare sides, each after so long in either mode; the time of it all. */
static uint64_t run(struct block *block, unsigned rares, uint64_t fenced_apart, uint64_t free_apart)
{
	uint64_t begin = port_now;

	for (unsigned i = 0; i < rares; i++) {
		port_now += block->free ? free_apart : fenced_apart;
		rare(block);
	}
	return port_now - begin;
}

static void rare_by_time(void)
{
	struct block block = { 0 };

	run(&block, 1000, 10 * 1000 * 1000, 10 * 1000 * 1000);
	CHECK(block.free && block.revoked == 0, "rare sides every 10 ms: revoked %u times", block.revoked);
	CHECK(block.barriers > 950, "%u barriers", block.barriers);
}

/* The hot side is what takes the time: fences make it ten times slower. The barrier is well spent. */
static void free_wins(void)
{
	struct block block = { 0 };
	uint64_t took;

	run(&block, 200, 150 * 1000, 7 * 1000);
	took = run(&block, 10000, 150 * 1000, 7 * 1000);
	CHECK(block.barriers > 9000 && took < UINT64_C(10000) * 20 * 1000, "%u barriers, %llu us", block.barriers,
	      (unsigned long long)took / 1000);
}

/* Rare sides come whatever the hot side does, nearly as fast as barriers can be made. */
static void fenced_wins(uint64_t apart)
{
	struct block block = { 0 };
	uint64_t took;

	run(&block, 2000, apart, apart);
	block.barriers = 0;
	took = run(&block, 100000, apart, apart);
	CHECK(took < 100000 * apart * 105 / 100, "every %llu ns: %u barriers cost %llu us of %llu",
	      (unsigned long long)apart, block.barriers, (unsigned long long)(took - 100000 * apart) / 1000,
	      (unsigned long long)(100000 * apart / 1000));
}

/* A time of many rare sides, then few. */
static void changes_its_mind(void)
{
	struct block block = { 0 };

	run(&block, 50000, 500, 500);
	CHECK(!block.free, "free while rare sides come every 500 ns");
	run(&block, 100 * 16, 5 * 1000 * 1000, 5 * 1000 * 1000);
	CHECK(block.free, "still fenced after 1600 rare sides, one every 5 ms");
	run(&block, 1000, 500, 500);
	CHECK(!block.free, "free while rare sides come every 500 ns again");
}

static void quiet_blocks_free(void)
{
	struct block block = { 0 };
	unsigned blocks = 0;

	CHECK(membarrier_attach() == 0, "no record");
	while (!mb_sync_policy_quiet(&block.policy, &block))
		CHECK(++blocks < 10, "ten blocks without a rare side");
	CHECK(membarrier_self_->fenced == POLICY_BLOCK, "no new block begins");
	for (int i = 0; i < 100; i++) {
		mb_sync_policy_fenced(&block.policy);
		CHECK(!mb_sync_policy_quiet(&block.policy, &block), "freed, though a rare side came in each block");
	}
	for (int i = 0; i < 50; i++) { /* Freed by quiet blocks, and each time a rare side follows at once. */
		for (blocks = 0; !mb_sync_policy_quiet(&block.policy, &block); blocks++)
			CHECK(blocks < 5000, "never frees again");
		mb_sync_policy_freed(&block.policy, port_now);
		mb_sync_policy_barrier(&block.policy, port_now, port_now + BARRIER);
		port_now += 2 * BARRIER;
		CHECK(!mb_sync_policy_stay(&block.policy, port_now), "stays free beside a rare side at once");
	}
	CHECK(blocks > 1000, "%u quiet blocks after fifty that were for nothing", blocks);
}

int main(void)
{
	port_now = 1000000;
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC))
		SKIP("no asymmetric strategy: the pair stays fenced");
	rare_by_time();
	free_wins();
	fenced_wins(500);
	fenced_wins(5 * 1000);
	fenced_wins(40 * 1000);
	changes_its_mind();
	quiet_blocks_free();
	return 0;
}
