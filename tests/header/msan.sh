#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# msan.sh SOURCE_DIRECTORY LIBRARY - MemorySanitizer reports nothing for a program whose library was
# not built with it. The controls: it reports where the header does not help.
set -u
root=$1
library=$2
here=$root/tests/header
# shellcheck source=common.sh disable=SC1091,SC2154
. "$here/common.sh"

export MSAN_OPTIONS=exit_code=66 # else 77

# build SOURCE FLAGS...
build() {
	local source=$1
	shift
	clang -std=c11 -g -fsanitize=memory -I"$root/include" "$@" "$source" "$library" \
		-Wl,-rpath,"$(dirname "$library")" -pthread -o "$scratch/program" >"$scratch/said" 2>&1
}

echo 'int main(void) { return 0; }' >"$scratch/nothing.c"
have clang && build "$scratch/nothing.c" && "$scratch/program" >/dev/null 2>&1 ||
	skip "no clang with a MemorySanitizer that runs"

for optimise in -O0 -O2; do
	for setting in fence Fence nonesuch ''; do
		checked=$((checked + 1))
		if ! build "$here/msan.c" $optimise || ! MEMBARRIER_STRATEGY=$setting "$scratch/program" >"$scratch/said" 2>&1; then
			fail "$optimise, MEMBARRIER_STRATEGY=$setting"
			head -n 30 "$scratch/said"
		fi
	done
	for control in UNSEEN REFUSED; do
		checked=$((checked + 1))
		build "$here/msan.c" $optimise -D$control || fail "$optimise $control: it does not build"
		"$scratch/program" >"$scratch/said" 2>&1
		if [ $? -ne 66 ] || ! grep -q 'MemorySanitizer: use-of-uninitialized-value' "$scratch/said"; then
			fail "INCONCLUSIVE: $optimise $control is not reported, so that the others show nothing"
		fi
	done
done
finish
