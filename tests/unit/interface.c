/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* interface - sizes, limits, unknown bits, errno and counts are as the header promises. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>

#include "strategy.h"

/* An errno value that no function sets. */
#define MAGIC 12345

/* Makes the call, which must not change errno. */
#define QUIET(call)                                                 \
	do {                                                            \
		errno = MAGIC;                                              \
		call;                                                       \
		CHECK(errno == MAGIC, "%s left errno at %d", #call, errno); \
	} while (0)

/*
 * The functions treat the three structures in the same way. They refuse one that is too small, and do not
 * write it. They accept one that is larger, as that of a newer program is, and do not write its tail.
 */
#define CHECK_SIZES(structure, call)                                                                            \
	do {                                                                                                        \
		union {                                                                                                 \
			structure known;                                                                                    \
			unsigned char bytes[sizeof(structure) + 32];                                                        \
		} u, before;                                                                                            \
		static const size_t wrong[] = { 0, 1, sizeof(size_t), sizeof(structure) - 1 };                          \
		for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {                                           \
			memset(&u, 0xa5, sizeof u);                                                                         \
			u.known.size = wrong[i];                                                                            \
			before = u;                                                                                         \
			CHECK((call) == -EINVAL, "%s with size %lu", #call, (unsigned long)wrong[i]);                       \
			CHECK(memcmp(&u, &before, sizeof u) == 0, "%s wrote into a structure it refused", #call);           \
		}                                                                                                       \
		memset(&u, 0xa5, sizeof u);                                                                             \
		u.known.size = sizeof u;                                                                                \
		CHECK((call) == 0, "%s with a larger structure", #call);                                                \
		CHECK(u.known.size == sizeof u, "%s changed the size", #call);                                          \
		for (size_t i = sizeof(structure); i < sizeof u; i++)                                                   \
			CHECK(u.bytes[i] == 0xa5, "%s wrote byte %lu of a tail it does not know", #call, (unsigned long)i); \
	} while (0)

static void check_sizes(void)
{
	CHECK_SIZES(struct membarrier_info, membarrier_get_info(&u.known));
	CHECK_SIZES(struct membarrier_candidate, membarrier_get_candidate(0, &u.known));
	CHECK_SIZES(struct membarrier_stats, membarrier_get_stats(&u.known));
	CHECK(membarrier_get_info(NULL) == -EINVAL, "no structure");
	CHECK(membarrier_get_candidate(0, NULL) == -EINVAL, "no structure");
	CHECK(membarrier_get_candidate(1000, NULL) == -EINVAL, "no structure, and past the last");
	CHECK(membarrier_get_stats(NULL) == -EINVAL, "no structure");
}

static int is_sentence(const char *text)
{
	return text && *text && text[strlen(text) - 1] != '.' && text[strlen(text) - 1] != '\n';
}

static void check_candidates(const struct membarrier_info *info)
{
	struct membarrier_candidate c = { .size = sizeof c };
	unsigned chosen = info->candidates;

	CHECK(info->candidates >= 1, "plain fences are always there");
	CHECK(is_sentence(info->reason) && is_sentence(info->basis), "%s; %s", info->reason, info->basis);
	for (unsigned i = 0; i < info->candidates; i++) {
		CHECK(membarrier_get_candidate(i, &c) == 0, "candidate %u", i);
		CHECK(is_sentence(c.name) && is_sentence(c.reason) && is_sentence(c.basis), "%s; %s; %s", c.name, c.reason,
		      c.basis);
		CHECK(c.verdict >= MEMBARRIER_OFFERED && c.verdict <= MEMBARRIER_UNAVAILABLE, "%d", (int)c.verdict);
		CHECK(c.error >= 0 && (c.verdict != MEMBARRIER_OFFERED || c.error == 0), "%s: error %d", c.name, c.error);
		CHECK(c.asymmetric == (strcmp(c.name, "fence") != 0), "%s", c.name);
		if (strcmp(c.name, info->strategy) == 0) {
			chosen = i;
			CHECK(c.verdict != MEMBARRIER_UNAVAILABLE, "%s was chosen", c.name);
			CHECK(c.asymmetric == info->asymmetric && c.documented == info->documented, "%s", c.name);
			CHECK(strcmp(c.basis, info->basis) == 0, "%s; %s", c.basis, info->basis);
		}
	}
	CHECK(chosen < info->candidates, "the chosen %s is no candidate", info->strategy);
	CHECK(strcmp(c.name, "fence") == 0, "the last is %s", c.name);
	CHECK(membarrier_get_candidate(info->candidates, &c) == -ENOENT, "one past the last");
	CHECK(membarrier_get_candidate(~0u, &c) == -ENOENT, "far past the last");
}

static void check_require(const struct membarrier_info *info)
{
	static const unsigned both = MEMBARRIER_REQUIRE_ASYMMETRIC | MEMBARRIER_REQUIRE_DOCUMENTED;

	CHECK(membarrier_require(0) == 0, "nothing required");
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC) == (info->asymmetric ? 0 : -ENOTSUP), "%s", info->strategy);
	CHECK(membarrier_require(MEMBARRIER_REQUIRE_DOCUMENTED) == (info->documented ? 0 : -ENOTSUP), "%s", info->strategy);
	CHECK(membarrier_require(both) == (info->asymmetric && info->documented ? 0 : -ENOTSUP), "%s", info->strategy);
	for (unsigned bit = 0; bit < 32; bit++) {
		if ((1u << bit) & both)
			continue;
		CHECK(membarrier_require(1u << bit) == -EINVAL, "bit %u", bit);
		CHECK(membarrier_require(both | 1u << bit) == -EINVAL, "bit %u among known ones", bit);
	}
	CHECK(membarrier_version() == MEMBARRIER_VERSION, "%u", membarrier_version());
}

enum { THREADS = 8, HOOKS = 32, ADDITIONS = 20000 };

/* The threads start at the same time, because the calls of one may take less time than creating the next. */
static void start_together(int *started)
{
	__atomic_fetch_add(started, 1, __ATOMIC_RELAXED);
	while (__atomic_load_n(started, __ATOMIC_RELAXED) < THREADS)
		sched_yield();
}

static void run_threads(void *(*run)(void *))
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, run, NULL) == 0, "thread %d", i);
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
}

static void hook(const char *line)
{
	(void)line;
}

static void other_hook(const char *line)
{
	(void)line;
}

/* A hook that was added must still be there to be removed: another thread must not have replaced it. */
static void *add_and_remove(void *unused)
{
	static int started;

	start_together(&started);
	for (int i = 0; i < ADDITIONS; i++) {
		membarrier_last_resort mine = i % 2 ? hook : other_hook;

		CHECK(membarrier_add_last_resort(mine) == 0, "no room");
		CHECK(membarrier_remove_last_resort(mine) == 0, "a hook was lost");
	}
	return unused;
}

static void check_last_resort(void)
{
	CHECK(membarrier_add_last_resort(NULL) == -EINVAL, "no hook");
	CHECK(membarrier_remove_last_resort(NULL) == -ENOENT, "no hook");
	CHECK(membarrier_remove_last_resort(hook) == -ENOENT, "there is one at the start");
	for (int i = 0; i < HOOKS; i++)
		CHECK(membarrier_add_last_resort(i % 2 ? hook : other_hook) == 0, "hook %d", i);
	CHECK(membarrier_add_last_resort(hook) == -ENOSPC, "one more than there is room for");
	for (int i = 0; i < HOOKS; i++)
		CHECK(membarrier_remove_last_resort(i < HOOKS / 2 ? hook : other_hook) == 0, "hook %d", i);
	CHECK(membarrier_remove_last_resort(hook) == -ENOENT, "it was added so often, and taken back");
	CHECK(membarrier_remove_last_resort(other_hook) == -ENOENT, "it was added so often, and taken back");
	run_threads(add_and_remove);
	CHECK(membarrier_remove_last_resort(hook) == -ENOENT, "one is left");
}

static void check_errno(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_candidate c = { .size = sizeof c };
	struct membarrier_stats stats = { .size = sizeof stats };

	QUIET(membarrier_fast_path());
	QUIET(membarrier_normal_path());
	QUIET(membarrier_slow_path());
	QUIET((void)membarrier_try_slow_path());
	QUIET((void)membarrier_get_info(&info));
	QUIET((void)membarrier_get_info(NULL));
	for (unsigned i = 0; i <= info.candidates; i++)
		QUIET((void)membarrier_get_candidate(i, &c));
	QUIET((void)membarrier_get_stats(&stats));
	QUIET((void)membarrier_get_stats(NULL));
	QUIET((void)membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC));
	QUIET((void)membarrier_require(~0u));
	QUIET((void)membarrier_version());
	QUIET((void)membarrier_add_last_resort(hook));
	QUIET((void)membarrier_remove_last_resort(hook));
	QUIET((void)membarrier_remove_last_resort(hook));
}

static uint64_t calls;    /* the calls of each thread */
static uint64_t declined; /* the tries of all threads that returned false, because another thread made a barrier */

static void *call_slow_paths(void *unused)
{
	static int started;

	start_together(&started);
	for (uint64_t i = 0; i < calls; i++) {
		if (i % 2)
			membarrier_slow_path();
		else if (!membarrier_try_slow_path())
			__atomic_fetch_add(&declined, 1, __ATOMIC_RELAXED);
	}
	return unused;
}

static void check_counts(const struct membarrier_info *info)
{
	struct membarrier_stats before = strategy_stats(), after;
	uint64_t barriers, served;

	/* Plain fences take so little time that fewer calls would hardly overlap. */
	calls = info->asymmetric ? 5000 : 3000000;
	run_threads(call_slow_paths);
	after = strategy_stats();
	served = THREADS * calls - declined;
	CHECK(after.slow_paths - before.slow_paths == served, "%lu of %lu",
	      (unsigned long)(after.slow_paths - before.slow_paths), (unsigned long)served);
	barriers = after.barriers - before.barriers + after.joined - before.joined;
	CHECK(barriers == (info->asymmetric ? served : 0), "%lu made or joined", (unsigned long)barriers);
	CHECK(after.declined - before.declined == declined, "%lu of %lu", (unsigned long)after.declined,
	      (unsigned long)declined);
	CHECK(info->asymmetric || declined == 0, "a fence has no turn to wait for");
	CHECK(after.recovered == before.recovered, "nothing was refused");
	printf("%lu slow paths, %lu declined\n", (unsigned long)served, (unsigned long)declined);
}

int main(void)
{
	struct membarrier_info info = strategy_info();

	check_sizes();
	check_candidates(&info);
	check_require(&info);
	check_last_resort();
	check_errno();
	check_counts(&info);
	return 0;
}
