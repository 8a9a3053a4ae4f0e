/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * home.c - store buffering between membarrier_fast_path_at() and membarrier_slow_path_at(), while the
 * hot thread is moved from CPU to CPU every 64 rounds.
 *
 *   home moved    the pair as it is; the control never looks at its CPU again, as a program would that
 *                 trusts a pinned thread or an affinity mask
 *   home still    the thread is not moved; the control has a home that says another CPU, and no check
 *   home both     the slow path is membarrier_slow_path(); the control has a local fence
 *
 * "every-cpu" as a second argument: homes must be ordinary pairs here, and the control has a local fence.
 * A third argument: the milliseconds of each of the two runs (default 1500).
 */
#define _GNU_SOURCE
#include "pair.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <membarrier/home.h>

enum { MOVES_AFTER = 64, MILLISECONDS = 1500, TIMES_LONGER = 10, ENOUGH = 20, MISSES = 24, LINES = 256 };

enum hot { CHECKED, UNCHECKED };
enum rare { AT_HOME, EVERYWHERE, LOCALLY };

static struct {
	_Alignas(128) atomic_int x;
	_Alignas(128) atomic_int y;
	_Alignas(128) atomic_long turn;
	_Alignas(128) atomic_long done;
	_Alignas(128) membarrier_home_t home;
} s;
static int r1; /* of the hot thread; `done` publishes it */
static atomic_int thread_id;
static enum hot hot_kind;
static unsigned long milliseconds = MILLISECONDS;

/*
 * The stores before the one in question miss the cache, because their lines are written back each time. The
 * lines are in 4 pages, because after a move the CPU knows the translation of no page. With lines in 32 MiB nearly
 * every store would wait for a translation, the load could not retire before it, and for 30 rounds after a move
 * the forbidden outcome would not appear.
 */
static void clog_harder(uint32_t *random)
{
#if defined(__x86_64__) || defined(__i386__)
	for (int i = 0; i < MISSES; i++) {
		struct pair_line *line = &pair_cold[pair_random(random) % LINES];

		atomic_store_explicit(&line->word, 1, memory_order_relaxed);
		__asm__ __volatile__("clflush %0" : "+m"(*line)); /* The builtin wants -msse2 on i386. */
	}
#else
	pair_clog(random);
#endif
}

static void *run_hot(void *unused)
{
	uint32_t random = 1;

	(void)unused;
	atomic_store(&thread_id, (int)syscall(SYS_gettid));
	for (long round = 1;; round++) {
		long turn;

		do
			turn = atomic_load_explicit(&s.turn, memory_order_acquire);
		while (turn >= 0 && turn < round);
		if (turn < 0)
			return NULL;
		clog_harder(&random);
		atomic_store_explicit(&s.x, 1, memory_order_relaxed);
		if (hot_kind == CHECKED)
			membarrier_fast_path_at(&s.home);
		else
			atomic_signal_fence(memory_order_seq_cst);
		r1 = atomic_load_explicit(&s.y, memory_order_relaxed);
		atomic_store_explicit(&s.done, round, memory_order_release);
	}
}

static void move(int thread, int which)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(pair_cpus[which], &one);
	if (sched_setaffinity(thread, sizeof one, &one))
		SKIP("a thread cannot be moved to CPU %u", pair_cpus[which]);
}

static void rare_path(enum rare rare)
{
	if (rare == AT_HOME)
		membarrier_slow_path_at(&s.home);
	else if (rare == EVERYWHERE)
		membarrier_slow_path();
	else
		pair_local_fence();
}

/* Plays one round. Did both loads miss the other's store? */
static bool round_is_forbidden(long round, enum rare rare, uint32_t *random)
{
	int r2;

	atomic_store_explicit(&s.x, 0, memory_order_relaxed);
	atomic_store_explicit(&s.y, 0, memory_order_relaxed);
	atomic_store_explicit(&s.turn, round, memory_order_seq_cst);
	for (volatile uint32_t delay = pair_random(random) % 400; delay; delay--)
		;
	atomic_store_explicit(&s.y, 1, memory_order_relaxed);
	rare_path(rare);
	r2 = atomic_load_explicit(&s.x, memory_order_relaxed);
	while (atomic_load_explicit(&s.done, memory_order_acquire) < round)
		;
	return !r1 && !r2;
}

static long rounds_played;

/*
 * place: the first value of the home; -1: none. On a busy machine it runs some times longer, until the forbidden
 * outcome has appeared `wanted` times and there were `least` rounds. Returns how often it has appeared.
 */
static long run(const char *name, enum hot hot, enum rare rare, int place, bool moved, long wanted, long least)
{
	const uint64_t length = milliseconds * UINT64_C(1000000), begin = pair_nanoseconds(), end = begin + length,
				   last = begin + length * TIMES_LONGER;
	uint32_t random = 99;
	long round = 0, forbidden = 0, moves = 0;
	int at = FAST_CPU;
	pthread_t thread;

	hot_kind = hot;
	atomic_store(&s.turn, 0);
	atomic_store(&s.done, 0);
	atomic_store(&thread_id, 0);
	s.home.place_ = place < 0 ? 0 : (int)(pair_cpus[place] * 2 + 5);
	thread = pair_start(run_hot);
	while (!atomic_load(&thread_id))
		sched_yield();
	move(0, !at);
	move(atomic_load(&thread_id), at);
	while (pair_nanoseconds() < end || ((forbidden < wanted || round < least) && pair_nanoseconds() < last)) {
		if (moved && round % MOVES_AFTER == MOVES_AFTER - 1) {
			at = !at;
			moves++;
			move(atomic_load(&thread_id), at);
			move(0, !at);
		}
		forbidden += round_is_forbidden(++round, rare, &random);
	}
	atomic_store(&s.turn, -1);
	pthread_join(thread, NULL);
	rounds_played = round;
	printf("%-44s %8ld rounds, %6ld moves, %6ld forbidden\n", name, round, moves, forbidden);
	return forbidden;
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "moved";
	bool every_cpu = argc > 2 && strcmp(argv[2], "every-cpu") == 0, moved = strcmp(mode, "still") != 0;
	enum rare rare = strcmp(mode, "both") == 0 ? EVERYWHERE : AT_HOME;
	struct membarrier_info info = { .size = sizeof info };
	long control, seen, least;

	if (argc > 3)
		milliseconds = strtoul(argv[3], NULL, 10);
	CHECK(membarrier_get_home_info(&info) == 0, "no info");
	printf("%s: %s\n", info.strategy, info.reason);
	if (every_cpu)
		CHECK(strcmp(info.strategy, "every-cpu") == 0, "%s", info.strategy);
	else if (strcmp(info.strategy, "one-cpu") != 0)
		SKIP("no barrier for one CPU: %s", info.reason);
	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();
	/* The place is that of the CPU from which the thread is moved away; if the thread stays, that of the other CPU. */
	control = run("control", UNCHECKED, every_cpu || rare == EVERYWHERE ? LOCALLY : AT_HOME,
	              moved ? FAST_CPU : SLOW_CPU, moved, ENOUGH, 0);
	if (control == 0)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	/* With the control's rate, so many rounds would show half of what is enough. */
	least = (ENOUGH / 2 * rounds_played + control - 1) / control;
	seen = run("checked", CHECKED, rare, -1, moved, 0, least);
	CHECK(seen == 0, "seen %ld times", seen);
	if (rounds_played < least)
		SKIP("INCONCLUSIVE: %ld rounds, and %ld would be enough", rounds_played, least);
	return 0;
}
