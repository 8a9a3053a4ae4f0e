#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The one file defines what the static library defines, no more and no less; built hidden
# into a shared library it exports what src/libmembarrier.map says.
. "$SOURCE/tests/install/lib.sh"
need nm
need_static

quietly sh "$SOURCE/scripts/amalgamate" two
quietly "$CC" -std=c11 -pthread -c -o membarrier.o two/membarrier.c
symbols_of_static membarrier.o >of-one-file
symbols_of_static "$BUILD/libmembarrier.a" >of-the-archive
[ -s of-one-file ] || fail "no symbols in membarrier.o"
diff of-one-file of-the-archive || fail "membarrier.c (<) and libmembarrier.a (>) differ"

quietly "$CC" -std=c11 -pthread -fPIC -fvisibility=hidden -shared -o libtwo.so two/membarrier.c
symbols_of_map >expected
symbols_of_shared libtwo.so >exported
diff expected exported || fail "the version script (<) and membarrier.c built hidden (>) differ"

# The names that were static are static still, and say whose they were.
nm membarrier.o | awk '$2 ~ /^[tdb]$/ { print $3 }' | grep -q '^linux_membarrier_issue' ||
	fail "expected a local symbol linux_membarrier_issue"
