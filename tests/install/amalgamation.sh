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
