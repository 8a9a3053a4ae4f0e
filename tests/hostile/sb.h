/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sb.h - scenario SB (store buffering), for tests with unusual threads, or whose fences come
 * from unusual places:
 *
 *   fast side                   slow side
 *   x = round                   y = round
 *   fast fence                  slow fence
 *   r1 = y                      r2 = x            never both from the round before
 *
 * Threads of one process, or processes that share memory, may play the sides: nothing here
 * uses thread-local data.
 */
#ifndef MEMBARRIER_TEST_SB_H
#define MEMBARRIER_TEST_SB_H

#include "../ordering/pair.h"

enum { SB_ROUNDS = 1000, SB_PLAYS = 10, SB_SECONDS = 30 };

typedef void sb_fence(void);

static struct pair_line sb_x, sb_y, sb_round[2]; /* each has a cache line */
static int sb_r1[SB_ROUNDS + 1], sb_r2[SB_ROUNDS + 1];
static sb_fence *sb_fast, *sb_slow; /* written while only one side runs */

#define SB_LOAD(line) atomic_load_explicit(&(line).word, memory_order_relaxed)
#define SB_STORE(line, value) atomic_store_explicit(&(line).word, (value), memory_order_relaxed)

static inline void sb_meet(int me, int round)
{
	int spins = 0;

	/* Release and acquire: each side sees the other's results of the last round, and that it has ended. */
	atomic_store_explicit(&sb_round[me].word, round, memory_order_release);
	while (atomic_load_explicit(&sb_round[!me].word, memory_order_acquire) < round)
		if (++spins > 5000)
			sched_yield();
}

static inline void sb_fast_round(int round, uint32_t *random)
{
	sb_meet(FAST_CPU, round);
	pair_clog(random);
	SB_STORE(sb_x, round);
	sb_fast();
	sb_r1[round] = SB_LOAD(sb_y);
}

static inline void sb_slow_round(int round, uint32_t *random)
{
	sb_meet(SLOW_CPU, round);
	for (uint32_t n = pair_random(random) % 512; n; n--)
		SB_LOAD(sb_y);
	SB_STORE(sb_y, round);
	sb_slow();
	sb_r2[round] = SB_LOAD(sb_x);
}

static inline void sb_fast_side(void)
{
	uint32_t random = 1;

	for (int i = 1; i <= SB_ROUNDS; i++)
		sb_fast_round(i, &random);
	sb_meet(FAST_CPU, SB_ROUNDS + 1);
}

static inline void sb_slow_side(void)
{
	static uint32_t random = 7;

	for (int i = 1; i <= SB_ROUNDS; i++)
		sb_slow_round(i, &random);
	sb_meet(SLOW_CPU, SB_ROUNDS + 1);
}

/* The two sides as two threads, for callers that need nothing else of them. */
static inline void *sb_fast_thread(void *unused)
{
	pair_pin(FAST_CPU);
	sb_fast_side();
	return unused;
}

static inline void sb_play_threads(void)
{
	pthread_t thread = pair_start(sb_fast_thread);

	sb_slow_side();
	CHECK(pthread_join(thread, NULL) == 0, "no thread");
}

/* SB: pairs with the fence of the slow side. */
static inline void sb_fast_path(void)
{
	membarrier_fast_path();
}

/* play() plays all rounds of both sides. Returns the weak outcomes. */
static inline long sb_count(void (*play)(void))
{
	long weak = 0;

	SB_STORE(sb_x, 0);
	SB_STORE(sb_y, 0);
	SB_STORE(sb_round[0], 0);
	SB_STORE(sb_round[1], 0);
	play();
	for (int i = 1; i <= SB_ROUNDS; i++)
		weak += sb_r1[i] != i && sb_r2[i] != i;
	return weak;
}

/* Plays until the outcome has appeared, or SB_SECONDS are over. Returns the weak outcomes, and the number of plays. */
static inline long sb_until_weak(void (*play)(void), sb_fence *fast, sb_fence *slow, long *plays)
{
	uint64_t end = pair_nanoseconds() + SB_SECONDS * UINT64_C(1000000000);
	long weak = 0;

	sb_fast = fast;
	sb_slow = slow;
	for (*plays = 0; *plays < SB_PLAYS || (weak == 0 && pair_nanoseconds() < end); ++*plays)
		weak += sb_count(play);
	return weak;
}

/*
 * Checks that the two fences prevent the outcome, and that a slow fence which is only a local one does
 * not. Exits with 77 if the latter did not show the outcome. The real fences are played as often.
 */
static inline void sb_judge(const char *title, void (*play)(void), sb_fence *fast, sb_fence *slow)
{
	long plays, control = sb_until_weak(play, fast, pair_local_fence, &plays), weak = 0;

	printf("%s: control: %ld weak of %ld rounds\n", title, control, plays * SB_ROUNDS);
	if (control == 0)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	sb_slow = slow;
	for (long i = 0; i < plays; i++)
		weak += sb_count(play);
	printf("%s: %ld weak of %ld rounds\n", title, weak, plays * SB_ROUNDS);
	CHECK(weak == 0, "%s: %ld weak outcomes", title, weak);
}

#endif
