#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# tsan.sh ROOT BUILD CC PROGRAM CONTROL...: a user's program under ThreadSanitizer is clean, without suppressions, with a library
# that was built without it and with one that was built with it. Controls: the same program without the lock, and so on, by
# each of these arguments.
root=$1 build=$2 cc=$3 program=$4
shift 4
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
here=$(dirname "$0")

echo 'int main(void) { return 0; }' >"$scratch/empty.c"
if ! $cc -fsanitize=thread "$scratch/empty.c" -o "$scratch/empty" 2>/dev/null || ! "$scratch/empty" >/dev/null 2>&1; then
	echo "cannot be tried here: no program runs with -fsanitize=thread"
	exit 77
fi

build() # name, what it is linked with...
{
	name=$1
	shift
	$cc -std=gnu11 -O1 -g -fsanitize=thread -I"$root/include" "$here/$program.c" -o "$scratch/$name" -pthread "$@" ||
		{ echo "$name does not build"; exit 1; }
}

run() # name arguments...
{
	name=$1
	shift
	TSAN_OPTIONS='exitcode=66 halt_on_error=0' LD_LIBRARY_PATH=$build "$scratch/$name" "$@" >"$scratch/$name.out" 2>&1
}

build plain -L"$build" -lmembarrier-sync -lmembarrier
build built "$root"/src/sync/*.c "$root"/src/sync/port/*.c "$build/libmembarrier.a" -ldl
for name in plain built; do
	for control; do
		run $name "$control"
		status=$?
		[ $status -eq 66 ] || { echo "cannot be tried here: INCONCLUSIVE: ThreadSanitizer sees no race in the control ($name $control: $status)"; exit 77; }
	done
	run $name || { echo "$name: status $?"; head -n 40 "$scratch/$name.out"; exit 1; }
	! grep -q 'WARNING: ThreadSanitizer' "$scratch/$name.out" || { head -n 40 "$scratch/$name.out"; exit 1; }
done
