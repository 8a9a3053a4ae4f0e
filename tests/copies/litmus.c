/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * litmus.c - scenario SB between components of one process, each of which may have a copy of the
 * library. The driver does not refer to the library; `run` links it.
 *
 *   litmus ROUNDS LIBRARY|- WHAT...     WHAT is, in this order:
 *     open:FILE, mopen:FILE        a plugin: dlopen(), dlmopen() into a namespace of its own
 *     FAST/SLOW[=EXPECTED]         the fast path of one component, the slow path of another
 *     FAST/SLOW+WAITER[=EXPECTED]  a ticket of SLOW, that WAITER waits for
 *
 * LIBRARY is the shared library, whose statistics the test reads too. EXPECTED is free: the
 * fast path must be free; or fence: it must be a fence, and the slow path makes no barrier. For
 * each pair:
 *
 *   - the forbidden outcome must not appear, where the broken control (a compiler barrier and a
 *     local fence) shows it, and
 *   - if the fast path is free, each slow path must have made a barrier, as the statistics of one
 *     of the copies say: a slow path may be a local fence only if the fast path is a fence.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

#include "../hostile/sb.h"
#include "side.h"

enum { MOST = 8 };

/* The program's own component is not for others to see. */
extern side_getter side_program __attribute__((weak));

static struct {
	void *handle;
	char name[32];
	const struct side *side;
} components[MOST];
static int component_count;

static int (*statistics[MOST + 1])(struct membarrier_stats *);
static int statistics_count;

/* ISO C has no cast from an object pointer to a function's. */
static bool look_up(void *handle, const char *name, void *function)
{
	void *symbol = dlsym(handle, name);

	if (symbol)
		memcpy(function, &symbol, sizeof symbol);
	return symbol != NULL;
}

static void add_statistics(int (*get_stats)(struct membarrier_stats *))
{
	for (int i = 0; i < statistics_count; i++)
		if (statistics[i] == get_stats)
			return;
	statistics[statistics_count++] = get_stats;
}

static void find_library(const char *path)
{
	int (*get_stats)(struct membarrier_stats *);
	void *handle = dlopen(path, RTLD_NOW | RTLD_NOLOAD);

	if (handle && look_up(handle, "membarrier_get_stats_for_", &get_stats))
		add_statistics(get_stats);
}

/* Those of all copies that can be asked. */
static unsigned long barriers(void)
{
	unsigned long sum = 0;

	for (int i = 0; i < statistics_count; i++) {
		struct membarrier_stats stats = { .size = sizeof stats };

		CHECK(statistics[i](&stats) == 0, "no statistics");
		sum += (unsigned long)stats.barriers;
	}
	return sum;
}

static const struct side *component(const char *name)
{
	char getter_name[64];
	side_getter *getter;
	bool found;

	for (int i = 0; i < component_count; i++)
		if (components[i].side && strcmp(components[i].name, name) == 0)
			return components[i].side;
	snprintf(getter_name, sizeof getter_name, "side_%s", name);
	found = strcmp(name, "program") == 0 && side_program;
	if (found)
		getter = side_program;
	else
		found = look_up(RTLD_DEFAULT, getter_name, &getter);
	for (int i = 0; !found && i < component_count; i++)
		found = components[i].handle && look_up(components[i].handle, getter_name, &getter);
	CHECK(found, "there is no component %s", name);
	CHECK(component_count < MOST, "too many components");
	snprintf(components[component_count].name, sizeof components[0].name, "%s", name);
	components[component_count].side = getter();
	if (components[component_count].side->get_stats)
		add_statistics(components[component_count].side->get_stats);
	return components[component_count++].side;
}

static void open_plugin(const char *path, bool apart)
{
	void *handle = apart ? dlmopen(LM_ID_NEWLM, path, RTLD_NOW | RTLD_LOCAL) : dlopen(path, RTLD_NOW | RTLD_LOCAL);

	CHECK(handle, "%s", dlerror());
	CHECK(component_count < MOST, "too many components");
	components[component_count++].handle = handle;
}

static void compiler_barrier(void)
{
	__asm__ __volatile__("" ::: "memory");
}

static const struct side *slow_side, *waiter;

static void slow_path(void)
{
	if (waiter)
		waiter->ticket_wait(slow_side->ticket());
	else
		slow_side->slow_path();
}

static long play(sb_fence *fast, sb_fence *slow, long rounds)
{
	long weak = 0;

	sb_fast = fast;
	sb_slow = slow;
	for (long i = 0; i < rounds; i += SB_ROUNDS)
		weak += sb_count(sb_play_threads);
	return weak;
}

/* What the component is told is true of its own fast paths, whichever copy answers. */
static void ask(const struct side *side)
{
	struct membarrier_info info = { .size = sizeof info };

	if (!side->get_info)
		return;
	CHECK(side->get_info(&info) == 0, "no information");
	CHECK(info.asymmetric == (*side->flag > 0), "membarrier_get_info() says %s of fast paths that are %s",
	      info.asymmetric ? "free" : "fences", *side->flag > 0 ? "free" : "fences");
}

static void judge(char *pair, long rounds)
{
	char *slow = strchr(pair, '/'), *wait = strchr(pair, '+'), *expected = strchr(pair, '=');
	const struct side *fast_side;
	unsigned long before, made;
	bool free_path;
	long weak;

	CHECK(slow, "no pair: %s", pair);
	printf("%s: ", pair);
	fflush(stdout);
	*slow++ = '\0';
	if (expected)
		*expected++ = '\0';
	if (wait)
		*wait++ = '\0';
	fast_side = component(pair);
	slow_side = component(slow);
	waiter = wait ? component(wait) : NULL;
	before = barriers();
	slow_path();
	free_path = fast_side->pledged || *fast_side->flag > 0;
	weak = play(fast_side->fast_path, slow_path, rounds);
	made = barriers() - before;
	printf("the fast path is %s, %lu barriers, %ld forbidden of %ld\n", free_path ? "free" : "a fence", made, weak,
	       rounds);
	CHECK(weak == 0, "%ld forbidden outcomes", weak);
	CHECK(!free_path || made > (unsigned long)rounds, "a slow path was silently local");
	CHECK(!expected || free_path == (strcmp(expected, "free") == 0), "expected %s", expected);
	CHECK(!expected || free_path || made == 0, "a barrier where none was wanted");
}

int main(int argc, char **argv)
{
	long rounds, weak, plays = 0;
	int i = 3;

	CHECK(argc > 3, "usage: litmus ROUNDS LIBRARY|- WHAT...");
	rounds = strtol(argv[1], NULL, 10);
	pair_find_cpus();
	pair_pin(SLOW_CPU);
	weak = sb_until_weak(sb_play_threads, compiler_barrier, pair_local_fence, &plays);
	printf("control: %ld forbidden of %ld\n", weak, plays * SB_ROUNDS);
	if (weak == 0)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	for (; i < argc && strchr(argv[i], ':'); i++)
		open_plugin(strchr(argv[i], ':') + 1, argv[i][0] == 'm');
	if (strcmp(argv[2], "-") != 0)
		find_library(argv[2]);
	/* All of them, so that every copy's barriers are counted, and asked before a slow path has seen to their flags. */
	for (int j = i; j < argc; j++) {
		char name[32];
		size_t length = strcspn(argv[j], "/");

		snprintf(name, sizeof name, "%.*s", (int)length, argv[j]);
		ask(component(name));
		length = strcspn(argv[j] + length + 1, "+=");
		snprintf(name, sizeof name, "%.*s", (int)length, strchr(argv[j], '/') + 1);
		ask(component(name));
	}
	for (; i < argc; i++)
		judge(argv[i], rounds);
	puts("sound");
	return 0;
}
