#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# No build system at all: one command compiles the program and the library.
. "$SOURCE/tests/install/lib.sh"

cd "$SOURCE"
for standard in c11 gnu11; do
	# Warnings are shown; they are no failure, since a future compiler may have new ones.
	# Two of them are errors, because users' own flags may make them errors.
	"$CC" -std=$standard -Wall -Wextra -Wpedantic -Werror=missing-prototypes -Werror=strict-prototypes -pthread -Iinclude -o "$work/stranger" \
		"$here/stranger.c" src/*.c src/selftest/*.c src/port/*/*.c
	"$work/stranger"
	"$CC" -std=$standard -Wall -Wextra -Wpedantic -Werror=missing-prototypes -Werror=strict-prototypes -pthread -Iinclude -o "$work/stranger_sync" \
		"$here/stranger_sync.c" src/*.c src/selftest/*.c src/port/*/*.c src/sync/*.c src/sync/port/*.c
	"$work/stranger_sync"
done
