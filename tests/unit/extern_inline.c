/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* extern_inline - the inline fences as symbols of the shared library: extern_inline LIBRARY. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "../test.h"

static void *library;

/* ISO C has no cast from a pointer to an object to a pointer to a function. */
static void look_up(const char *name, void *function, size_t size)
{
	void *symbol = dlsym(library, name);

	CHECK(symbol, "%s: %s", name, dlerror());
	memcpy(function, &symbol, size);
}

int main(int argc, char **argv)
{
	void (*fast)(void), (*normal)(void), (*slow)(void);
	bool (*try_slow)(void);
	unsigned (*version)(void);
	int *strategy;

	CHECK(argc == 2, "a library");
	if (!*argv[1])
		SKIP("the library was built static only");
	library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
	CHECK(library, "%s", dlerror());
	look_up("membarrier_fast_path", &fast, sizeof fast);
	look_up("membarrier_normal_path", &normal, sizeof normal);
	look_up("membarrier_slow_path", &slow, sizeof slow);
	look_up("membarrier_try_slow_path", &try_slow, sizeof try_slow);
	look_up("membarrier_version", &version, sizeof version);
	look_up("membarrier_strategy_", &strategy, sizeof strategy);
	for (int i = 0; i < 1000; i++) {
		fast();
		normal();
		slow();
		CHECK(try_slow(), "nothing was refused");
	}
	CHECK(version() > 0, "%u", version());
	CHECK(*strategy != 0, "a library that was opened late has chosen too");
	CHECK(!dlsym(library, "mb_chosen"), "an internal symbol is exported");
	/* A thread may be in a slow path at dlclose(): the library stays, and so does its code. */
	CHECK(dlclose(library) == 0, "%s", dlerror());
	slow();
	return 0;
}
