#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# Compares the simulator's verdicts on tests/models/herd's catalogue with herd's.
#
# usage: litmus.sh PROGRAM LEVEL   machine: with the AArch64 column; promise: with the C column
set -eu
program=$1 level=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
list=$(mktemp)
trap 'rm -f "$list"' EXIT

setting=quiet
[ "$level" = promise ] || setting=machine

# "fails NUMBER": the outcome came about; "holds NUMBER": it never does; "unknown NUMBER": not in NUMBER executions.
ask() # test settings
{
	MEMBARRIER_SIM="$setting,brief,$2" "$program" "$1" 2>&1
}

MEMBARRIER_SIM=off "$program" >"$list"
wrong=0 tests=0 allowed=0 proved=0 sampled=0 known=0
while read -r name aarch64 c; do
	tests=$((tests + 1))
	expected=$c
	[ "$level" = promise ] || expected=$aarch64
	differs=$(awk -v name="$name" -v level="$level" '$1 == name && $2 == level { print $3 }' "$here/litmus.differences")
	[ -z "$differs" ] || known=$((known + 1)) expected=$differs
	answer=$(ask "$name" executions=3000,seconds=60)
	# Runs all of them once more, for rare outcomes.
	[ "$expected" = F ] || [ "${answer% *}" != unknown ] || answer=$(ask "$name" all,executions=300000,seconds=120)
	case $expected:${answer% *} in
	A:fails) allowed=$((allowed + 1)) ;;
	F:holds) proved=$((proved + 1)) ;;
	F:unknown) sampled=$((sampled + 1)) ;;
	*)
		echo "$name: expected $expected, and it $answer"
		wrong=$((wrong + 1))
		;;
	esac
done <"$list"
echo "$tests tests: $allowed allowed outcomes seen; $proved forbidden ones never, in all executions; $sampled not in a sample;" \
	"$known differ from herd's for a reason that is written down; $wrong wrong"
[ "$tests" -ge 300 ] && [ "$wrong" -eq 0 ]
