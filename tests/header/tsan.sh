#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# tsan.sh SOURCE_DIRECTORY LIBRARY - ThreadSanitizer sees the ordering that the header's
# fences give, although the library is not built with it; and, the controls, it sees
# races where C11's fences or none are in their place.
set -u
root=$1
library=$2
here=$root/tests/header
# shellcheck source=common.sh disable=SC1091,SC2154
. "$here/common.sh"

export TSAN_OPTIONS=exitcode=66

# build OUTPUT SOURCE COMMAND...
build() {
	local output=$1 source=$2
	local language=(-x c -std=c11)
	shift 2
	case $1 in *++) language=(-x c++ -std=c++11) ;; esac
	"$@" "${language[@]}" -O1 -g -fsanitize=thread -I"$root/include" "$source" -x none "$library" \
		-Wl,-rpath,"$(dirname "$library")" -pthread -o "$output" >"$scratch/said" 2>&1
}

# usable CC: the compiler has the sanitizer, and the sanitizer runs on this kernel.
usable() {
	echo 'int main() { return 0; }' >"$scratch/nothing.c"
	have "$1" && build "$scratch/nothing" "$scratch/nothing.c" "$1" && "$scratch/nothing" >/dev/null 2>&1
}

run() {
	"$scratch/program" >"$scratch/said" 2>&1
}

for cc in gcc clang g++ clang++; do
	usable $cc || { note "not with $cc: no ThreadSanitizer that runs"; continue; }
	for mode in MEMBARRIER_DEFAULT MEMBARRIER_ASSUME_ASYMMETRIC MEMBARRIER_FENCE_ONLY THROUGH_POINTERS; do
		checked=$((checked + 1))
		if ! build "$scratch/program" "$here/tsan.c" $cc -D$mode || ! run; then
			fail "$cc $mode"
			head -n 30 "$scratch/said"
		fi
	done
	for control in C11_FENCES NO_FENCES; do
		checked=$((checked + 1))
		build "$scratch/program" "$here/tsan.c" $cc -D$control -Wno-tsan -Wno-unknown-warning-option ||
			fail "$cc $control: it does not build"
		run
		if [ $? -ne 66 ] || ! grep -q 'ThreadSanitizer: data race' "$scratch/said"; then
			fail "INCONCLUSIVE: $cc $control shows no race, so that the others show nothing"
		fi
	done
done
[ $checked -gt 0 ] || skip "no compiler with a ThreadSanitizer that runs"
finish
