#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# count.sh SOURCE_DIRECTORY LIBRARY - how many instructions a fast path executes, counted
# by callgrind: the difference between functions with it and with a bare compiler barrier.
# The program is not position-independent: otherwise Clang executes one more, which loads the flag's address.
set -u
root=$1
library=$2
here=$root/tests/header
# shellcheck source=common.sh disable=SC1091,SC2154
. "$here/common.sh"

have valgrind || skip "no valgrind"

calls=1000

# count PROGRAM FUNCTION: sets executed, the instructions of one call.
count() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="call_$2" "$1" "$2" $calls \
		>"$scratch/said" 2>"$scratch/log"
	case $? in
	0) ;;
	77) cat "$scratch/said"; exit 77 ;;
	*) cat "$scratch/log"; note "valgrind failed"; exit 1 ;;
	esac
	executed=$(sed -n 's/^==[0-9]*== Collected : //p' "$scratch/log")
	[ "${executed:-0}" -ge $calls ] && [ $((executed % calls)) -eq 0 ] ||
		{ note "INCONCLUSIVE: \"${executed:-}\" instructions in $calls calls"; exit 1; }
	executed=$((executed / calls))
}

for cc in gcc clang; do
	have $cc || { note "no $cc"; continue; }
	for mode in DEFAULT ASSUME_ASYMMETRIC HEAVY; do
		$cc -std=c11 -O2 -fno-pie -no-pie -I"$root/include" -DMEMBARRIER_$mode -D$mode \
			"$here/count.c" "$library" -Wl,-rpath,"$(dirname "$library")" -pthread -o "$scratch/$mode" ||
			{ fail "$cc $mode: it does not build"; continue; }
		checked=$((checked + 1))
		count "$scratch/$mode" bare
		bare=$executed
		count "$scratch/$mode" fast
		extra=$((executed - bare))
		note "$cc $mode: $extra instructions more than a compiler barrier"
		case $mode in
		DEFAULT) [ "$extra" -ge 1 ] && [ "$extra" -le 3 ] ;;
		ASSUME_ASYMMETRIC) [ "$extra" -eq 0 ] ;;
		HEAVY) [ "$extra" -ge 1 ] ;;
		esac || fail "$cc $mode"
	done
done
finish
