#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A static program with musl.
. "$SOURCE/tests/install/lib.sh"
need musl-gcc

cd "$SOURCE"
musl-gcc -std=c11 -Wall -Wextra -Wpedantic -pthread -static -Iinclude -o "$work/stranger" \
	"$here/stranger.c" src/*.c src/port/*.c
"$work/stranger"
