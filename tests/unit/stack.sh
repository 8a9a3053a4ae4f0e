#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# stack.sh ROOT - what doc/guide.md says of the stack, by each compiler here, optimised and not:
# in a program that the loader binds late.
set -u
root=$1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
tried=0 failed=0

# build CC FLAGS...: a program with the library's sources in it
build()
{
	cc=$1
	shift
	"$cc" -std=c11 "$@" -I"$root/include" -Wl,-z,lazy -pthread -o "$scratch/program" "$root/tests/unit/stack.c" \
		"$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c >"$scratch/said" 2>&1 || {
		head -n 5 "$scratch/said"
		exit 1
	}
}

for cc in gcc clang; do
	command -v $cc >/dev/null 2>&1 || continue
	for optimise in -O0 -O2; do
		tried=1
		[ $optimise = -O0 ] && most=1024 || most=512
		build $cc $optimise
		"$scratch/program" $most "$cc $optimise" || failed=1
	done
done
[ $tried -eq 1 ] || {
	echo "cannot be tried here: no compiler"
	exit 77
}
exit $failed
