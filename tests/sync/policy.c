/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* policy.c - when a block changes its mode, in virtual time: the policy of src/sync/policy.h. */
#include <errno.h>
#include <string.h>

#include "made_up_port.h"
#include "policy.h"
#include "test.h"

enum { BARRIER = 10000, BLOCK = 50000 }; /* nanoseconds; BLOCK: for POLICY_BLOCK fenced hot sides */

/* A block that uses the policy as the pair does. The time between its rare sides depends on the mode. */
struct block {
	struct membarrier_policy_ policy;
	bool free;
	unsigned barriers, revoked, freed;
};

static void freed(struct block *block)
{
	block->free = true;
	block->freed++;
	mb_sync_policy_freed(&block->policy, port_now);
}

static void rare(struct block *block)
{
	if (!block->free) {
		if (mb_sync_policy_fenced(&block->policy))
			freed(block);
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

/* Runs the hot side for this time, without a rare side. */
static void hot(struct block *block, uint64_t time)
{
	for (uint64_t end = port_now + time; port_now < end;) {
		uint64_t left = end - port_now;

		port_now += left < BLOCK ? left : BLOCK;
		if (!block->free && left >= BLOCK && mb_sync_policy_quiet(&block->policy))
			freed(block);
	}
}

/* Runs `rares` rare sides, with these times between them in each mode. Returns the whole time. */
static uint64_t run(struct block *block, unsigned rares, uint64_t fenced_apart, uint64_t free_apart)
{
	uint64_t begin = port_now;

	for (unsigned i = 0; i < rares; i++) {
		hot(block, block->free ? free_apart : fenced_apart);
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

/* The hot side takes most of the time, and fences make it ten times slower: barriers pay. */
static void free_wins(void)
{
	struct block block = { 0 };
	uint64_t took;

	run(&block, 200, 150 * 1000, 7 * 1000);
	took = run(&block, 10000, 150 * 1000, 7 * 1000);
	CHECK(block.barriers > 9000 && took < UINT64_C(10000) * 20 * 1000, "%u barriers, %llu us", block.barriers,
	      (unsigned long long)took / 1000);
}

/* Rare sides do not depend on the hot side, and come nearly as fast as barriers can be made. */
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

/* First there are many rare sides, then few. */
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

/* First there are many rare sides, then none: the block must soon become free. */
static void free_after_a_storm(void)
{
	struct block block = { 0 };
	uint64_t took;

	run(&block, 50000, 500, 500);
	CHECK(!block.free, "free while rare sides come every 500 ns");
	took = port_now;
	while (!block.free && port_now - took < UINT64_C(1000000000))
		hot(&block, BLOCK);
	took = port_now - took;
	CHECK(took < 1000 * BARRIER, "still fenced %llu us after the last rare side", (unsigned long long)took / 1000);
}

/* Rare sides come again each time the block has become free: barriers may take a small part of the time. */
static void often_in_vain(void)
{
	struct block block = { 0 };
	uint64_t begin;

	run(&block, 1000, 500, 500);
	block.barriers = 0;
	begin = port_now;
	for (int i = 0; i < 1000; i++) {
		for (int blocks = 0; !block.free; blocks++) {
			CHECK(blocks < 1000, "fenced for ever");
			hot(&block, BLOCK);
		}
		run(&block, 32, 500, 500);
	}
	CHECK((uint64_t)block.barriers * BARRIER < (port_now - begin) / 3, "%u barriers of %d ns in %llu us",
	      block.barriers, BARRIER, (unsigned long long)(port_now - begin) / 1000);
}

/* A pause of the whole program must not count as time of the fenced mode. */
static void pauses(void)
{
	struct block block = { 0 };

	run(&block, 10000, 500, 500);
	block.barriers = 0;
	for (int i = 0; i < 100; i++) {
		port_now += 1000 * 1000 * 1000;
		run(&block, 1000, 500, 500);
	}
	CHECK(block.barriers < 100 * 20, "%u barriers after 100 pauses", block.barriers);
}

static void rare_in_each_block(void)
{
	struct block block = { 0 };

	CHECK(membarrier_attach() == 0, "no record");
	run(&block, 1000, 500, 500);
	membarrier_self_->fenced = 0;
	for (int i = 0; i < 100; i++) {
		run(&block, 32, 1500, 1500);
		port_now += 2000;
		if (!block.free)
			CHECK(!mb_sync_policy_quiet(&block.policy), "freed, though 32 rare sides came in each block");
	}
	CHECK(membarrier_self_->fenced == POLICY_BLOCK, "no new block begins");
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
	free_after_a_storm();
	often_in_vain();
	pauses();
	rare_in_each_block();
	return 0;
}
