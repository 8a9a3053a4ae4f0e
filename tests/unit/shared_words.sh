#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# shared_words.sh ROOT CC PROGRAM: programs of 32 and of 64 bits join one segment. PROGRAM is unit_shared.
set -u
root=$1 cc=$2 program=$3

# Both must be of one byte order, which the file's sixth byte says: 1 is little-endian, as i386 is.
[ "$(od -An -tu1 -j5 -N1 "$program" | tr -d ' ')" = 1 ] || { echo "cannot be tried here: a program of this CPU's byte order with 32 bits"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/create.c" <<'C'
#include <membarrier/shared.h>
#include <stdio.h>
int main(int argc, char **argv)
{
	struct membarrier_shared word = { 0 };
	FILE *file = argc > 1 ? fopen(argv[1], "wb") : 0;
	return membarrier_shared_create(&word, MEMBARRIER_MODE_ASYMMETRIC) ? 77 : !file || fwrite(&word, sizeof word, 1, file) != 1;
}
C
echo 'int main(void) { return sizeof(void *) != 4; }' >"$scratch/small.c"
small=
for compiler in "$cc -m32" "$cc -m32 -I/usr/include/x86_64-linux-gnu" 'i686-linux-gnu-gcc -static'; do
	# shellcheck disable=SC2086 # words
	[ -n "$small" ] || ! $compiler -o "$scratch/small" "$scratch/small.c" 2>/dev/null || ! "$scratch/small" || small=$compiler
done
[ -n "$small" ] || { echo "cannot be tried here: no programs of 32 bits"; exit 77; }
# shellcheck disable=SC2086 # words
build() { $small -std=c11 -O1 -pthread -I"$root/include" -I"$root/tests" -o "$1" "$2" "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c; }
build "$scratch/create" "$scratch/create.c" || exit 1
build "$scratch/join" "$root/tests/unit/shared.c" || exit 1
"$scratch/create" "$scratch/segment"
status=$?
[ $status -eq 0 ] || { echo "cannot be tried here: a program of 32 bits cannot make the barrier"; exit $status; }
"$program" "$scratch/segment" && "$scratch/join" "$scratch/segment"
