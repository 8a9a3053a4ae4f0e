/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * copies - two copies of the library in one process: ours is linked statically, and a plugin
 * brings the other. The linker decides whether they share the flag: if the program exports
 * its symbols (-rdynamic), the plugin uses the program's.
 *
 *   copies PLUGIN KIND     KIND is one of:
 *     shared               one flag; all pairs of the two copies are ordered
 *     separate             each has a flag; all pairs are ordered if both are asymmetric
 *     fence-shared         the plugin's copy was built with MEMBARRIER_FENCE_ONLY, and
 *                          sees that fast paths are free: its slow path must not be a local fence
 *     fence-separate       the same, but it has a flag of its own: its slow path is a local fence,
 *                          and our fast path is free. This pair is NOT ordered, as
 *                          doc/guide.md says. It is the control of all the others
 *     late-shared          the plugin is loaded after a sandbox that refuses every barrier
 *     late-separate        the same; the plugin's copy chooses plain fences for itself
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <sys/resource.h>

#include "copy.h"
#include "sb.h"
#include "seccomp.h"
#include "../unit/spawn.h"
#include "../unit/strategy.h"

/* What the plugin's calls reach; and the functions of its own copy, by name. */
static struct copy plugin;
static slow_path_for *own_slow_path_for;
static bool (*own_try_slow_path_for)(struct membarrier_flag_ *, int);
static int (*own_get_info_for)(struct membarrier_flag_ *, struct membarrier_info *);
static int (*own_get_stats)(struct membarrier_stats *);

static void own_slow_path(void)
{
	own_slow_path_for(plugin.flag, 0);
}

static bool own_try_slow_path(void)
{
	return own_try_slow_path_for(plugin.flag, 0);
}

static void find(void *handle, const char *name, void *function)
{
	void *found = dlsym(handle, name);

	CHECK(found, "%s", dlerror());
	/* Because ISO C converts no object pointer to a function pointer. */
	memcpy(function, &found, sizeof found);
}

static void load(const char *path)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	void (*describe)(struct copy *);

	CHECK(handle, "%s", dlerror());
	find(handle, "copy_describe", &describe);
	find(handle, "membarrier_slow_path_for_", &own_slow_path_for);
	find(handle, "membarrier_try_slow_path_for_", &own_try_slow_path_for);
	find(handle, "membarrier_get_info_for_", &own_get_info_for);
	find(handle, "membarrier_get_stats_for_", &own_get_stats);
	describe(&plugin);
	CHECK(own_slow_path_for != membarrier_slow_path_for_, "there is one copy only");
}

/* One flag means that all calls by name reach one copy; the code of the other is never called. */
static void check_linking(bool shared)
{
	if (shared) {
		CHECK(plugin.flag == &membarrier_strategy_, "the plugin has a flag of its own");
		CHECK(plugin.reached == membarrier_slow_path_for_, "the plugin's calls reach its own copy");
	} else {
		CHECK(plugin.flag != &membarrier_strategy_, "the plugin has our flag");
		CHECK(plugin.reached == own_slow_path_for, "the plugin's calls reach our copy");
	}
}

static struct membarrier_info own_info(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(own_get_info_for(plugin.flag, &info) == 0, "no info");
	printf("the plugin's copy: strategy %s, %s\n", info.strategy, info.reason);
	return info;
}

static struct membarrier_stats own_stats(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	CHECK(own_get_stats(&stats) == 0, "no stats");
	return stats;
}

static void across(void)
{
	struct membarrier_stats before = own_stats(), after;

	sb_judge("our fast path, the other's slow path", sb_play_threads, sb_fast_path, own_slow_path);
	after = own_stats();
	CHECK(after.slow_paths > before.slow_paths && after.barriers - before.barriers == after.slow_paths - before.slow_paths,
	      "a slow path without a barrier");
	CHECK(after.recovered == 0 && after.declined == 0, "it was refused");
	sb_judge("the other's fast path, our slow path", sb_play_threads, plugin.fast_path, membarrier_slow_path);
	CHECK(own_try_slow_path() && membarrier_try_slow_path(), "it declined");
}

/* ---- the kinds ----------------------------------------------------------- */

static void both_asymmetric(bool shared)
{
	struct membarrier_info ours = strategy_info(), theirs = own_info();

	check_linking(shared);
	CHECK(theirs.asymmetric && strcmp(ours.strategy, theirs.strategy) == 0, "ours is %s", ours.strategy);
	across();
}

static void call_own_slow_path(const void *unused)
{
	(void)unused;
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	own_slow_path();
	puts("returned");
}

/* The plugin's own copy can make no barrier, and sees that fast paths are free: it must return false, or abort. */
static void expect_no_local_slow_path(void)
{
	struct membarrier_stats stats;
	struct outcome o;

	CHECK(!own_try_slow_path(), "nothing can have made the barrier");
	stats = own_stats();
	CHECK(stats.slow_paths == 0 && stats.barriers == 0 && stats.declined == 1, "%lu slow paths",
	      (unsigned long)stats.slow_paths);
	spawn(&o, call_own_slow_path, NULL);
	CHECK(spawn_killed(&o, SIGABRT) && !*o.out, "status %#x: %s", (unsigned)o.status, o.out);
	CHECK(strncmp(o.err, "libmembarrier: ", 15) == 0, "%s", o.err);
	printf("its slow path is not local: it declines, or aborts\n");
}

static void fence_shared(void)
{
	CHECK(plugin.flag == &membarrier_strategy_ && plugin.flag->id > 0, "flag %d", plugin.flag->id);
	CHECK(own_info().asymmetric, "fast paths are cheap here");
	expect_no_local_slow_path();
	/* The plugin does not call its own copy: its calls reach ours. */
	CHECK(plugin.reached == membarrier_slow_path_for_, "the plugin's calls reach its own copy");
	sb_judge("our fast path, the plugin's slow path", sb_play_threads, sb_fast_path, plugin.slow_path);
}

static void fence_separate(void)
{
	long plays, weak;

	check_linking(false);
	CHECK(!own_info().asymmetric, "it was built with plain fences");
	weak = sb_until_weak(sb_play_threads, sb_fast_path, plugin.slow_path, &plays);
	printf("our fast path, the other's slow path: %ld weak of %ld rounds\n", weak, plays * SB_ROUNDS);
	if (weak == 0)
		SKIP("INCONCLUSIVE: a pair that nothing orders was not seen to fail");
	/* With the sides exchanged, both do enough. */
	sb_fast = plugin.fast_path;
	sb_slow = membarrier_slow_path;
	weak = 0;
	for (long i = 0; i < plays; i++)
		weak += sb_count(sb_play_threads);
	printf("the other's fast path, our slow path: %ld weak of %ld rounds\n", weak, plays * SB_ROUNDS);
	CHECK(weak == 0, "%ld weak outcomes", weak);
}

static void close_sandbox(void)
{
	static const char *const filters[] = { "membarrier-enosys", "mprotect-none-eperm" };

	for (int i = 0; i < 2; i++) {
		int error = filter_process(filters[i]);

		if (error)
			SKIP("the seccomp filter %s: %s", filters[i], strerror(-error));
	}
}

static void late(bool shared)
{
	check_linking(shared);
	if (shared) {
		CHECK(own_info().asymmetric, "fast paths are cheap here");
		expect_no_local_slow_path();
	} else {
		/* This pair is the one that fence_separate() shows. */
		CHECK(strcmp(own_info().strategy, "fence") == 0, "it is sound for itself");
		CHECK(own_try_slow_path(), "plain fences never decline");
	}
	CHECK(!membarrier_try_slow_path(), "nothing can have made the barrier");
}

int main(int argc, char **argv)
{
	struct membarrier_info info = strategy_info();
	const char *kind = argc == 3 ? argv[2] : "";

	CHECK(*kind, "usage: copies PLUGIN KIND");
	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	pair_find_cpus();
	pair_pin(SLOW_CPU);
	if (strncmp(kind, "late-", 5) == 0)
		close_sandbox();
	load(argv[1]);
	if (strcmp(kind, "shared") == 0 || strcmp(kind, "separate") == 0)
		both_asymmetric(strcmp(kind, "shared") == 0);
	else if (strcmp(kind, "fence-shared") == 0)
		fence_shared();
	else if (strcmp(kind, "fence-separate") == 0)
		fence_separate();
	else if (strcmp(kind, "late-shared") == 0 || strcmp(kind, "late-separate") == 0)
		late(strcmp(kind, "late-shared") == 0);
	else
		CHECK(0, "no kind %s", kind);
	return 0;
}
