/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows_dll - a running process loads the DLL: it has chosen when LoadLibrary() returns, and
 * the inline fences are symbols too: windows_dll DLL.
 */
#include <stdbool.h>
#include <string.h>
#include <windows.h>

#include "../test.h"

static HMODULE library;

/* Compilers warn of each cast between pointers to functions of different types. */
static void look_up(const char *name, void *symbol, size_t size)
{
	FARPROC found = GetProcAddress(library, name);

	CHECK(found, "%s: error %lu", name, GetLastError());
	CHECK(size == sizeof found, "%s", name);
	memcpy(symbol, &found, size);
}

int main(int argc, char **argv)
{
	void (*fast)(void), (*normal)(void), (*slow)(void);
	bool (*try_slow)(void);
	unsigned (*version)(void);
	int *strategy;

	CHECK(argc == 2, "a DLL");
	library = LoadLibraryA(argv[1]);
	CHECK(library, "%s: error %lu", argv[1], GetLastError());
	look_up("membarrier_strategy_", &strategy, sizeof strategy);
	CHECK(*strategy != 0, "nothing is chosen yet");
	look_up("membarrier_fast_path", &fast, sizeof fast);
	look_up("membarrier_normal_path", &normal, sizeof normal);
	look_up("membarrier_slow_path", &slow, sizeof slow);
	look_up("membarrier_try_slow_path", &try_slow, sizeof try_slow);
	look_up("membarrier_version", &version, sizeof version);
	CHECK(!GetProcAddress(library, "mb_chosen"), "an internal symbol is exported");
	CHECK(version() > 0, "%u", version());
	for (int i = 0; i < 1000; i++) {
		fast();
		normal();
		slow();
		CHECK(try_slow(), "nothing was refused");
	}
	printf("strategy %d\n", *strategy);
	CHECK(FreeLibrary(library), "error %lu", GetLastError());
	return 0;
}
