#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# liar.sh - the command, linked with libraries that do not do what they say (liar.c).
. "$(dirname "$0")/lib.sh"
honest=$tool
tool=$2
need_jq

# A library of another version.
LIE=version
export LIE
expect 2 info
no_output
grep -q '^membarrier: built for library version [0-9.]*, but found 99.98: expected one' "$scratch/err" ||
	fail "expected both versions"
unset LIE
expect 0 info

[ "${SANITIZER:-}" != thread ] || skip "under ThreadSanitizer every barrier is also a read-modify-write"
tool=$honest
need_two_cpus
tool=$2

# A slow path that is a local fence only, under cheap fast paths: a forbidden outcome, unless the harness is blind here.
LIE=local
export LIE
for _ in 1 2 3 4 5; do
	run litmus --rounds 200000 --json
	no_errors
	[ "$status" -ne 0 ] || fail "expected a broken slow path to be found out"
	[ "$status" -ne 1 ] || break
done
if [ "$status" -eq 1 ]; then
	json '.verdict == "violated" and any(.cells[]; .shape == "store-buffering" and .promised and .state == "forbidden" and .weak_outcomes > 0)'
	run litmus --rounds 200000
	has '  FORBIDDEN$'
	has '^violated: a forbidden outcome was seen'
else
	json 'all(.cells[] | select(.shape == "store-buffering" and .control); .weak_outcomes == 0)'
	skip "INCONCLUSIVE: the control did not show the outcome"
fi

# One slow path in 1000 is not completed: nothing is forbidden, but nothing is proved either.
LIE=missing
expect 77 litmus --rounds 20000 --json
json 'all(.cells[] | select(.shape == "store-buffering" and any(.barriers[]; . == "slow")); .state == "inconclusive" and .slow_paths_completed < .slow_paths_asked)'
run litmus --rounds 20000
has '^INCONCLUSIVE .*: slow paths missing$'
