#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Static programs with musl, and the blocks in a library that a program loads by dlopen(): musl keeps no
# room there for thread-local data of the initial-exec model.
. "$SOURCE/tests/install/lib.sh"
need musl-gcc

object() # name option... source...: all of them as one object; names of sources in different folders may be the same
{
	name=$1
	shift
	musl-gcc -std=c11 -Wall -Wextra -Wpedantic -pthread -Iinclude -r -o "$work/$name.o" "$@"
}
run() # name source object... option
{
	name=$1
	shift
	musl-gcc -std=c11 -Wall -Wextra -pthread -I"$SOURCE/include" -I"$SOURCE/tests" -o "$work/$name" "$@"
	"$work/$name" || fail "$name with musl"
}

cd "$SOURCE"
object static -O2 src/*.c src/selftest/*.c src/port/*/*.c
object blocks -O2 src/sync/*.c src/sync/port/*.c
run stranger "$here/stranger.c" -static "$work/static.o"
run stranger_sync "$here/stranger_sync.c" -static "$work/blocks.o" "$work/static.o"
for test in pair eventcount rwlock threads; do
	run sync_$test "$SOURCE/tests/sync/$test.c" -static "$work/blocks.o" "$work/static.o"
done

# A thread is older than the library, another one younger; the library's own thread is a third.
cat >"$work/loads.c" <<'END'
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
static int (*plugin)(void);
static atomic_int loaded;
static void *call(void *wrong)
{
	while (!atomic_load(&loaded))
		;
	return plugin() ? wrong : 0;
}
int main(int argc, char **argv)
{
	pthread_t older, younger;
	void *library, *wrong = argv;

	if (argc != 2 || pthread_create(&older, 0, call, wrong))
		return 2;
	library = dlopen(argv[1], RTLD_NOW);
	plugin = library ? (int (*)(void))dlsym(library, "plugin") : 0;
	if (!plugin) {
		fprintf(stderr, "%s\n", dlerror());
		return 2;
	}
	atomic_store(&loaded, 1);
	if (pthread_join(older, &wrong) || wrong || pthread_create(&younger, 0, call, argv) || pthread_join(younger, &wrong))
		return 1;
	return wrong != 0;
}
END
cat >"$work/plugin.c" <<'END'
#include <membarrier/rwlock.h>
int plugin(void);
int plugin(void)
{
	static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
	int error = membarrier_rwlock_rdlock(&lock);

	if (!error)
		membarrier_rwlock_rdunlock(&lock);
	return error || membarrier_rwlock_wrlock(&lock) ? 1 : (membarrier_rwlock_wrunlock(&lock), 0);
}
END
musl-gcc -std=c11 -O2 -Wall -Wextra -pthread -Iinclude -fPIC -shared -o "$work/libplugin.so" "$work/plugin.c" \
	src/*.c src/selftest/*.c src/port/*/*.c src/sync/*.c src/sync/port/*.c
musl-gcc -std=c11 -Wall -Wextra -pthread -o "$work/loads" "$work/loads.c"
"$work/loads" "$work/libplugin.so" || fail "the blocks in a library that was loaded"
