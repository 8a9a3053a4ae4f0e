/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reload - the library is loaded and unloaded again and again, while another thread is
 * inside its slow paths and holds no handle of it.
 *
 *   reload LIBRARY CONTROL    CONTROL: the same library, linked without -z nodelete
 *
 * Broken control: the code of the other library is unmapped while the thread executes it,
 * and the thread dies of it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>

#include <membarrier.h>

#include "../unit/spawn.h"

enum { RELOADS = 200, MOST_BESIDE = 1000000 };

/* This program is not linked with the library. */
struct library {
	void *handle;
	void (*slow_path)(void);
	bool (*try_slow_path)(void);
	int (*get_info)(struct membarrier_info *);
	int (*get_stats)(struct membarrier_stats *);
};

static bool over;
static unsigned long made;

/* By memcpy(), because ISO C converts no object pointer to a function pointer. */
#define FIND(library, name)                                           \
	do {                                                              \
		void *found_ = dlsym((library)->handle, "membarrier_" #name); \
		CHECK(found_, "%s", dlerror());                               \
		memcpy(&(library)->name, &found_, sizeof(library)->name);     \
	} while (0)

static void load(struct library *library, const char *path)
{
	library->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	CHECK(library->handle, "%s", dlerror());
	FIND(library, slow_path);
	FIND(library, try_slow_path);
	FIND(library, get_info);
	FIND(library, get_stats);
}

static void *stay_in_slow_paths(void *argument)
{
	const struct library *library = argument;

	while (!__atomic_load_n(&over, __ATOMIC_RELAXED)) {
		library->slow_path();
		__atomic_fetch_add(&made, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

/*
 * A try declines while the other thread's barrier is in flight, also if that thread has no CPU meanwhile. Returns how
 * often it did.
 */
static uint64_t try_until_ordered(const struct library *library)
{
	unsigned long before = __atomic_load_n(&made, __ATOMIC_RELAXED);
	uint64_t declined = 0;

	for (; !library->try_slow_path(); sched_yield()) {
		declined++;
		CHECK(__atomic_load_n(&made, __ATOMIC_RELAXED) - before <= MOST_BESIDE, "it declines for ever");
	}
	return declined;
}

/* Waits until the other thread has made some more slow paths. */
static void let_it_go_on(void)
{
	unsigned long before = __atomic_load_n(&made, __ATOMIC_RELAXED);

	while (__atomic_load_n(&made, __ATOMIC_RELAXED) < before + 3)
		sched_yield();
}

static void reload(const void *path)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };
	struct library first, again;
	uint64_t before = 0, declined = 0;
	pthread_t thread;

	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	load(&first, path);
	CHECK(first.get_info(&info) == 0, "no info");
	printf("strategy %s\n", info.strategy);
	fflush(stdout);
	CHECK(pthread_create(&thread, NULL, stay_in_slow_paths, &first) == 0, "no thread");
	let_it_go_on();
	CHECK(dlclose(first.handle) == 0, "%s", dlerror());
	let_it_go_on();
	for (int i = 0; i < RELOADS; i++) {
		load(&again, path);
		CHECK(again.slow_path == first.slow_path, "it is somewhere else");
		again.slow_path();
		declined += try_until_ordered(&again);
		CHECK(again.get_stats(&stats) == 0 && stats.slow_paths >= before + 2, "the counts began again");
		CHECK(stats.recovered == 0 && stats.declined == declined, "%lu declined, %lu counted", (unsigned long)declined,
		      (unsigned long)stats.declined);
		before = stats.slow_paths;
		CHECK(dlclose(again.handle) == 0, "%s", dlerror());
		let_it_go_on();
	}
	__atomic_store_n(&over, true, __ATOMIC_RELAXED);
	CHECK(pthread_join(thread, NULL) == 0, "no thread");
	CHECK(again.get_stats(&stats) == 0, "no stats");
	CHECK(stats.barriers + stats.joined == (info.asymmetric ? stats.slow_paths : 0), "%lu made or joined",
	      (unsigned long)(stats.barriers + stats.joined));
	printf("%d times; %lu slow paths beside them, %lu tries declined\n", RELOADS, made, (unsigned long)declined);
}

int main(int argc, char **argv)
{
	struct outcome o;

	if (argc != 3)
		SKIP("no shared library was built");
	spawn(&o, reload, argv[2]);
	if (spawn_exited(&o, 0))
		SKIP("INCONCLUSIVE: the control was never inside what was unloaded");
	CHECK(spawn_killed(&o, SIGSEGV) || spawn_killed(&o, SIGBUS), "the control ended with status %#x: %s%s",
	      (unsigned)o.status, o.out, o.err);
	printf("control: dies of it\n");
	spawn(&o, reload, argv[1]);
	CHECK(spawn_exited(&o, 0), "status %#x: %s%s", (unsigned)o.status, o.out, o.err);
	fputs(o.out, stdout);
	return 0;
}
