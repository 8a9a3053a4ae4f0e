/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * biased_lock_stress.c - are two threads ever inside examples/biased_lock.c at once?
 *
 * The lock is compiled in, with its slow path replaced by a switch. First it is a local
 * fence, the broken control, until two threads have been inside at once. Then it is the real
 * one, under which this must not happen. If the control stays silent, the test is
 * inconclusive.
 *
 * It is compiled twice: with BIASED_LOCK_AT_HOME visitors interrupt only the owner's CPU.
 */
#define _GNU_SOURCE
#include "pair.h"

#ifdef BIASED_LOCK_AT_HOME
#include <membarrier/home.h>

#include <string.h>

static void pair_slow_path_at(const membarrier_home_t *home)
{
	if (pair_broken) {
		pair_local_fence();
	} else {
		pair_slow_paths++;
		membarrier_slow_path_at(home);
	}
}
#define membarrier_slow_path_at(home) pair_slow_path_at(home)
#else
#undef membarrier_slow_path
#undef membarrier_try_slow_path
#define membarrier_slow_path() CHECK(pair_slow_path(), "the barrier was refused")
#define membarrier_try_slow_path() pair_slow_path()
#endif
#include "../../examples/biased_lock.c"

enum {
	ENOUGH = 10,         /* violations that end the control */
	REAL_VISITS = 10000, /* the control shows one violation in a hundred visits, so 100 here */
	SECONDS = 60,        /* the longest run */
	LOOKS = 50,          /* how often a holder looks whether it is alone */
	LONG_LOOKS = 50000   /* in one section of eight, longer than a slow path: the visitor must wait */
};

static struct biased_lock lock;
static atomic_int stop, visitor_in;
static atomic_long owner_generation; /* changes in each section of the owner */
static atomic_long owner_sections, owner_saw;
static long visitor_sections, visitor_saw;

/* All are relaxed, as the accesses of a section that relies on the lock. */
#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)

static void *own(void *unused)
{
	uint32_t random = 1;
	long sections = 0, saw = 0;

	(void)unused;
	pair_pin(FAST_CPU);
	while (!LOAD(stop)) {
		const int looks = pair_random(&random) % 8 ? LOOKS : LONG_LOOKS;
		int seen = 0;

		pair_clog(&random);
		biased_lock_owner_lock(&lock);
		STORE(owner_generation, LOAD(owner_generation) + 1);
		for (int i = 0; i < looks; i++)
			seen |= LOAD(visitor_in);
		biased_lock_owner_unlock(&lock);
		saw += seen;
		STORE(owner_sections, ++sections);
		STORE(owner_saw, saw);
	}
	return NULL;
}

static void visit(void)
{
	long generation;

	/* Alternates between lock and trylock, which fails if the owner is inside. */
	if (visitor_sections % 2 == 0 || biased_lock_visitor_trylock(&lock))
		biased_lock_visitor_lock(&lock);
	STORE(visitor_in, 1);
	generation = LOAD(owner_generation);
	for (int i = 0; i < LOOKS; i++)
		if (LOAD(owner_generation) != generation) {
			visitor_saw++;
			break;
		}
	STORE(visitor_in, 0);
	biased_lock_visitor_unlock(&lock);
	visitor_sections++;
}

/* Waits until the owner has entered again, so that one visitor does not only follow another. */
static void wait_for_owner(uint32_t *random)
{
	long sections = LOAD(owner_sections);

	while (LOAD(owner_sections) < sections + 2)
		continue;
	for (uint32_t n = pair_random(random) % 256; n; n--)
		LOAD(stop);
}

static long violations(void)
{
	return visitor_saw + LOAD(owner_saw);
}

static long run(bool control)
{
	const uint64_t end = pair_nanoseconds() + SECONDS * UINT64_C(1000000000);
	uint32_t random = 7;
	pthread_t owner;

	STORE(stop, 0);
	STORE(owner_saw, 0);
	visitor_sections = visitor_saw = 0;
	CHECK(biased_lock_init(&lock) == 0, "no mutex");
	owner = pair_start(own);
	while ((control ? violations() < ENOUGH : visitor_sections < REAL_VISITS) && pair_nanoseconds() < end) {
		wait_for_owner(&random);
		visit();
	}
	STORE(stop, 1);
	pthread_join(owner, NULL);
	biased_lock_destroy(&lock);
	printf("%s: two inside %ld times, %ld visits, %ld sections of the owner\n", control ? "control" : "real",
	       violations(), visitor_sections, LOAD(owner_sections));
	if (!control && !violations() && visitor_sections < REAL_VISITS)
		SKIP("machine too noisy: only %ld visits in %d s", visitor_sections, SECONDS);
	return violations();
}

int main(void)
{
#ifdef BIASED_LOCK_AT_HOME
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_home_info(&info) == 0, "no info");
	printf("home: %s\n", info.strategy);
	pair_one_cpu = strcmp(info.strategy, "one-cpu") == 0;
#endif
	pair_judge(run);
	return 0;
}
