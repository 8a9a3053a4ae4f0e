#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A static program with musl.
. "$SOURCE/tests/install/lib.sh"
need musl-gcc

cd "$SOURCE"
musl-gcc -std=c11 -Wall -Wextra -Wpedantic -pthread -static -Iinclude -o "$work/stranger" \
	"$here/stranger.c" src/*.c src/selftest/*.c src/port/*/*.c
"$work/stranger"
musl-gcc -std=c11 -Wall -Wextra -Wpedantic -pthread -static -Iinclude -o "$work/stranger_sync" \
	"$here/stranger_sync.c" src/*.c src/selftest/*.c src/port/*/*.c src/sync/*.c src/sync/port/*.c
"$work/stranger_sync"
