/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_dlclose.c - a library has retired objects with its own reclaim functions, in this thread and in another that
 * goes on, and is then unloaded. Control: without the drain its functions are called after they were unmapped.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

#include <membarrier/quiescence.h>

#include "child.h"

static const char *path;
static void (*plugin_retire)(unsigned count);
static pthread_barrier_t retired, unloaded;

static void *retire_and_stay(void *unused)
{
	plugin_retire(300);
	pthread_barrier_wait(&retired);
	pthread_barrier_wait(&unloaded);
	return unused;
}

static void load_use_and_unload(bool drains)
{
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	int (*plugin_end)(void);
	pthread_t thread;

	CHECK(library, "%s", dlerror());
	*(void **)&plugin_retire = dlsym(library, "plugin_retire");
	*(void **)&plugin_end = dlsym(library, "plugin_end");
	CHECK(plugin_retire && plugin_end, "functions are missing");
	pthread_barrier_init(&retired, NULL, 2);
	pthread_barrier_init(&unloaded, NULL, 2);
	plugin_retire(100);
	CHECK(pthread_create(&thread, NULL, retire_and_stay, NULL) == 0, "no thread");
	pthread_barrier_wait(&retired);
	if (drains)
		CHECK(plugin_end() == 0, "cannot drain");
	CHECK(dlclose(library) == 0, "%s", dlerror());
	library = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
	if (library)
		SKIP("dlclose() does not unload");
	pthread_barrier_wait(&unloaded);
	pthread_join(thread, NULL);
	CHECK(membarrier_hazard_drain(NULL) == 0 && membarrier_quiescence_drain() == 0, "cannot drain");
}

static void drain_or_not(const void *drains)
{
	signal(SIGSEGV, SIG_DFL);
	load_use_and_unload(*(const bool *)drains);
}

int main(int argc, char **argv)
{
	int status;

	CHECK(argc == 2, "the path of the plugin");
	path = argv[1];
	status = status_of(drain_or_not, &(bool){ false });
	if (WIFEXITED(status))
		SKIP("INCONCLUSIVE: functions that are gone are not called, or are not missed: exit status %d",
		     WEXITSTATUS(status));
	status = status_of(drain_or_not, &(bool){ true });
	CHECK(status == 0, "wait status %#x", (unsigned)status);
	for (int i = 0; i < 20; i++)
		load_use_and_unload(true);
	return 0;
}
