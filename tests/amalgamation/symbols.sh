#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The one file defines what src/libmembarrier.map says, no more and no less: what source files
# share is static in it. A shared library that has it, or the static library, exports nothing
# of it; built with MEMBARRIER_SHARED it exports what the map says, without the map.
. "$SOURCE/tests/install/lib.sh"
need nm
need_static

quietly sh "$SOURCE/scripts/amalgamate" --sync two
symbols_of_map >expected
[ -s expected ] || fail "no symbols in the version script"
quietly "$CC" -std=c11 -pthread -fPIC -c -o membarrier.o two/membarrier.c
symbols_of_static membarrier.o >of-one-file
diff expected of-one-file || fail "the version script (<) and membarrier.c (>) differ"

shared() # name option...: what it exports
{
	name=$1
	shift
	quietly "$CC" -std=c11 -pthread -fPIC -shared -o "$name" "$@"
	symbols_of_shared "$name"
}
shared libtwo.so two/membarrier.c >exported
[ ! -s exported ] || fail "a shared library exports of the one file: $(cat exported)"
shared libarchive.so -Wl,--whole-archive "$BUILD/libmembarrier.a" -Wl,--no-whole-archive >exported
[ ! -s exported ] || fail "a shared library exports of libmembarrier.a: $(cat exported)"
# The control, and what the shared library relies on.
shared libexports.so -DMEMBARRIER_SHARED two/membarrier.c >exported
diff expected exported || fail "the version script (<) and membarrier.c built to export (>) differ"
shared libsources.so -DMEMBARRIER_SHARED -I"$SOURCE/include" "$SOURCE"/src/*.c "$SOURCE"/src/selftest/*.c "$SOURCE"/src/port/*/*.c >exported
diff expected exported || fail "the version script (<) and the sources built to export (>) differ"
shared libother.so '-DMEMBARRIER_API=__attribute__((visibility("default")))' two/membarrier.c >exported
diff expected exported || fail "the version script (<) and membarrier.c with a MEMBARRIER_API of its own (>) differ"

# libmembarrier-sync.
symbols_of_map "$sync_map" >expected
quietly "$CC" -std=c11 -pthread -fPIC -Itwo -c -o membarrier-sync.o two/membarrier-sync.c
symbols_of_static membarrier-sync.o >of-one-file
diff expected of-one-file || fail "the version script (<) and membarrier-sync.c (>) differ"
shared libtwo.so -Itwo two/membarrier.c two/membarrier-sync.c >exported
[ ! -s exported ] || fail "a shared library exports of the two files: $(cat exported)"
shared libexports.so -DMEMBARRIER_SHARED -Itwo two/membarrier-sync.c >exported
diff expected exported || fail "the version script (<) and membarrier-sync.c built to export (>) differ"

# The static names are still static, and begin with their file's name.
nm membarrier.o | awk '$2 ~ /^[tdb]$/ { print $3 }' | grep -q '^linux_membarrier_issue' ||
	fail "expected a local symbol linux_membarrier_issue"
