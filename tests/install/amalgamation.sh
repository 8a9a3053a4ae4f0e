#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A project that keeps the library's two files among its own (tests/amalgamation has more).
. "$SOURCE/tests/install/lib.sh"

mkdir src
quietly sh "$SOURCE/scripts/amalgamate" src
cp "$here/stranger.c" src/
# Warnings are shown; they are no failure, since a future compiler may have new ones.
"$CC" -std=c11 -Wall -Wextra -Wpedantic -pthread -Isrc -o stranger src/*.c
./stranger

# With the blocks.
mkdir with
quietly sh "$SOURCE/scripts/amalgamate" --sync with
"$CC" -std=c11 -Wall -Wextra -Wpedantic -pthread -Iwith -o stranger_sync "$here/stranger_sync.c" with/*.c
./stranger_sync

# A C++ compiler, which has other rules, is sent away in one sentence.
if [ -n "${CXX-}" ]; then
	if "$CXX" -x c++ -c -o other.o src/membarrier.c 2>said; then fail "$CXX compiled C that is not C++"; fi
	grep -m 1 'error' said | grep 'membarrier.c is C: compile it with a C compiler' || { head -n 20 said >&2; fail "expected it to say what to do"; }
	"$CC" -std=c11 -c -o src/membarrier.o src/membarrier.c
	"$CXX" -pthread -Isrc -o stranger_cxx "$here/stranger.cc" src/membarrier.o
	./stranger_cxx
fi
