/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * stages - slow paths in constructors of other libraries before main(), in destructors of
 * thread-specific data, in atexit() handlers, and in destructors after main() has returned.
 *
 *   stages PLUGIN    PLUGIN is a library that is loaded and unloaded
 *
 * It runs itself, with STAGE in the environment.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>

#include "stage.h"
#include "../unit/spawn.h"
#include "../unit/strategy.h"

void stage_library(void);

static const char expected[] =
	"library constructor\n"
	"program constructor\n"
	"main\n"
	"library\n"
	"plugin constructor\n"
	"plugin destructor\n"
	"thread\n"
	"destructor of thread-specific data\n"
	"atexit\n"
	"program destructor\n"
	"library destructor\n";

__attribute__((constructor)) static void begin(void)
{
	stage("program constructor");
}

__attribute__((destructor)) static void end(void)
{
	stage("program destructor");
}

static void at_exit(void)
{
	stage("atexit");
}

static void of_data(void *unused)
{
	(void)unused;
	stage("destructor of thread-specific data");
}

static void *in_thread(void *key)
{
	CHECK(pthread_setspecific(*(pthread_key_t *)key, key) == 0, "no data");
	stage("thread");
	return NULL;
}

static int run(const char *plugin)
{
	pthread_key_t key;
	pthread_t thread;
	void *handle;

	stage("main");
	stage_library();
	handle = dlopen(plugin, RTLD_NOW);
	CHECK(handle, "%s", dlerror());
	CHECK(dlclose(handle) == 0, "%s", dlerror());
	CHECK(pthread_key_create(&key, of_data) == 0, "no key");
	CHECK(pthread_create(&thread, NULL, in_thread, &key) == 0, "no thread");
	CHECK(pthread_join(thread, NULL) == 0, "no thread");
	CHECK(atexit(at_exit) == 0, "no handler");
	return 0;
}

static char **arguments;

static void run_again(const void *kind)
{
	static char self[] = "/proc/self/exe";

	setenv("STAGE", kind, 1);
	execv(self, arguments);
	exit(126);
}

int main(int argc, char **argv)
{
	struct outcome o;

	CHECK(argc > 1, "usage: stages PLUGIN");
	if (getenv("STAGE"))
		return run(argv[1]);
	strategy_info();
	arguments = argv;
	spawn(&o, run_again, "control");
	CHECK(spawn_exited(&o, 0) && !*o.out, "INCONCLUSIVE: the control said, with status %#x: %s%s", (unsigned)o.status,
	      o.out, o.err);
	spawn(&o, run_again, "run");
	CHECK(spawn_exited(&o, 0), "status %#x: %s%s", (unsigned)o.status, o.out, o.err);
	CHECK(strcmp(o.out, expected) == 0, "%s\n%s", o.out, o.err);
	fputs(o.out, stdout);
	return 0;
}
