#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# examples.sh ROOT BUILD CC EXAMPLE - an example that frees memory, under AddressSanitizer and load. Control: its readers without a
# hazard pointer or a section must be seen to use freed memory; if not, nothing is shown.
root=$1 build=$2 cc=$3 example=$4
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

echo 'int main(void) { return 0; }' >"$scratch/empty.c"
if ! $cc -fsanitize=address "$scratch/empty.c" -o "$scratch/empty" 2>/dev/null || ! "$scratch/empty" >/dev/null 2>&1; then
	echo "cannot be tried here: no program runs with -fsanitize=address"
	exit 77
fi

program() # name definitions...
{
	name=$1
	shift
	$cc -std=gnu11 -O1 -g -fsanitize=address "$@" -I"$root/include" -I"$root/tests" "$root/tests/sync/${example}_stress.c" \
		"$root/examples/$example.c" "$build/libmembarrier-sync.a" "$build/libmembarrier.a" -pthread -o "$scratch/$name" ||
		{ echo "$name does not build"; exit 1; }
}

program control -DCONTROL
program real
ASAN_OPTIONS=exitcode=66:detect_leaks=0 "$scratch/control" >"$scratch/said" 2>&1
status=$?
if [ $status -ne 66 ] || ! grep -q 'heap-use-after-free' "$scratch/said"; then
	echo "cannot be tried here: INCONCLUSIVE: no use of freed memory in the control (status $status)"
	exit 77
fi
for strategy in '' fence; do
	ASAN_OPTIONS=exitcode=66 MEMBARRIER_STRATEGY=$strategy "$scratch/real" >"$scratch/said" 2>&1
	status=$?
	[ $status -eq 0 ] || [ $status -eq 77 ] || { head -n 40 "$scratch/said"; echo "status $status"; exit 1; }
	tail -n 1 "$scratch/said"
	[ $status -eq 0 ] || exit $status
done
