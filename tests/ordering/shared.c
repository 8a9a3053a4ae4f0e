/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * shared.c - store buffering between two processes: the pair of membarrier/shared.h.
 *
 * The hot process may have a filter, so that it cannot register: then its fast paths are full fences. Control: it
 * cannot register, but its fast paths are free. A hostile member overwrites the word of the segment after the others
 * have joined.
 */
#define _GNU_SOURCE
#include "pair.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <membarrier/shared.h>

#include "seccomp.h"

enum { MILLISECONDS = 1000, MISSES = 24 };

static struct segment {
	struct membarrier_shared word;
	_Alignas(128) atomic_int x;
	_Alignas(128) atomic_int y;
	_Alignas(128) atomic_long turn; /* -1: end */
	_Alignas(128) atomic_long done; /* -1: not joined yet */
	int r1, is_free, error;
} * s;

static void clog_harder(uint32_t *random)
{
#if defined(__x86_64__) || defined(__i386__)
	for (int i = 0; i < MISSES; i++) {
		struct pair_line *line = &pair_cold[pair_random(random) % COLD_LINES];

		atomic_store_explicit(&line->word, 1, memory_order_relaxed);
		__asm__ __volatile__("clflush %0" : "+m"(*line));
	}
#else
	pair_clog(random);
#endif
}

static void run_hot(const char *filter, bool cheats)
{
	membarrier_member_t member = { 0 };
	uint32_t random = 1;

	pair_pin(FAST_CPU);
	if (filter && filter_process(filter))
		_exit(77);
	s->error = membarrier_shared_join(&s->word, MEMBARRIER_ROLE_FAST, &member);
	s->is_free = member.free_;
	if (cheats)
		member.free_ = 1;
	atomic_store(&s->done, 0);
	for (long round = 1;; round++) {
		long turn;

		do
			turn = atomic_load_explicit(&s->turn, memory_order_acquire);
		while (turn >= 0 && turn < round);
		if (turn < 0)
			_exit(0);
		clog_harder(&random);
		atomic_store_explicit(&s->x, 1, memory_order_relaxed);
		membarrier_shared_fast_path(&member);
		s->r1 = atomic_load_explicit(&s->y, memory_order_relaxed);
		atomic_store_explicit(&s->done, round, memory_order_release);
	}
}

static bool round_is_forbidden(long round, const membarrier_member_t *member, uint32_t *random)
{
	int r2;

	atomic_store_explicit(&s->x, 0, memory_order_relaxed);
	atomic_store_explicit(&s->y, 0, memory_order_relaxed);
	atomic_store_explicit(&s->turn, round, memory_order_seq_cst);
	for (volatile uint32_t delay = pair_random(random) % 400; delay; delay--)
		;
	atomic_store_explicit(&s->y, 1, memory_order_relaxed);
	membarrier_shared_slow_path(member);
	r2 = atomic_load_explicit(&s->x, memory_order_relaxed);
	while (atomic_load_explicit(&s->done, memory_order_acquire) < round)
		;
	return !s->r1 && !r2;
}

/* Returns how often the forbidden outcome appeared. */
static long run(const char *name, unsigned mode, const char *filter, bool cheats, int is_free)
{
	membarrier_member_t member;
	uint32_t random = 99;
	long round = 0, forbidden = 0;
	uint64_t end;
	int status;
	pid_t hot;

	memset(s, 0, sizeof *s);
	atomic_store(&s->done, -1);
	CHECK(membarrier_shared_create(&s->word, mode) == 0, "not created");
	/* Not in the role FAST: the child would inherit the registration, and the control would be registered. */
	CHECK(membarrier_shared_join(&s->word, MEMBARRIER_ROLE_SLOW, &member) == 0, "not joined");
	hot = fork();
	CHECK(hot >= 0, "no child");
	if (hot == 0)
		run_hot(filter, cheats);
	while (atomic_load(&s->done) < 0)
		if (waitpid(hot, &status, WNOHANG) == hot)
			SKIP("a filter");
	CHECK(s->error == 0 && s->is_free == is_free, "%s: error %d, free %d", name, s->error, s->is_free);
	s->word.word_ = ~UINT64_C(0); /* A hostile member; no other member reads the word again. */
	end = pair_nanoseconds() + MILLISECONDS * UINT64_C(1000000);
	while (pair_nanoseconds() < end)
		forbidden += round_is_forbidden(++round, &member, &random);
	atomic_store(&s->turn, -1);
	CHECK(waitpid(hot, &status, 0) == hot && status == 0, "status %x", (unsigned)status);
	printf("%-28s %8ld rounds, %6ld forbidden\n", name, round, forbidden);
	return forbidden;
}

int main(void)
{
	static struct membarrier_shared trial;

	if (membarrier_shared_create(&trial, MEMBARRIER_MODE_ASYMMETRIC))
		SKIP("this process cannot make barriers for others");
	pair_want_cheap_fast_path("shared", true);
	pair_find_cpus();
	pair_pin(SLOW_CPU);
	s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(s != MAP_FAILED, "no segment");
	if (run("control: claims to be free", MEMBARRIER_MODE_ASYMMETRIC, "register-global-eperm", true, 0) == 0)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	CHECK(run("registered", MEMBARRIER_MODE_ASYMMETRIC, NULL, false, 1) == 0, "forbidden");
	CHECK(run("filtered, fences itself", MEMBARRIER_MODE_ASYMMETRIC, "register-global-eperm", false, 0) == 0,
	      "forbidden");
	CHECK(run("fenced segment", MEMBARRIER_MODE_FENCED, "membarrier-eperm", false, 0) == 0, "forbidden");
	return 0;
}
