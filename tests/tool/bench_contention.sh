#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# bench --contention has a row for each number of callers with and without a hot thread, or says
# that there is nothing to compare with; what it counts agrees with what it did.
tool=$1
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT
failed=0
fail() {
	echo "$1"
	failed=1
}

report=$(${EMULATOR:-} "$tool" bench --contention --seconds 1 2>&1)
echo "$report"
rows=$(printf '%s\n' "$report" | grep -cE '^ +(1|8) +[01]  (raw|library) ')
[ "$rows" -eq 4 ] || fail "expected 4 cells, found $rows"
short=$(${EMULATOR:-} "$tool" bench --contention --seconds 1 -q 2>&1)
status=$?
case $status,$(echo "$short" | tr "\n" " ") in
0,"Slow paths per second against the raw call, "*"no hot threads "*"hot threads, 2 or more callers "*". ") ;;
77,"Not enough rounds ("*", needs 8) for a verdict: "*) ;;
77,"There is nothing to compare with: "* | 0,"There is nothing to compare with: "*) ;;
*) fail "bench --contention -q: expected the last paragraph alone, got: $short" ;;
esac

${EMULATOR:-} "$tool" bench --contention --seconds 1 --json >"$output" 2>&1
status=$?
command -v jq >/dev/null || { echo "cannot be tried here: no jq"; exit $((failed ? 1 : 77)); }
jq -e --argjson status $status '.schema == 1 and .command == "contention" and (.context.strategy | length > 0)
	and ([.cells[] | select(.contender == "library") | [.callers, .hot]] | unique | length) == 4
	and .context.rounds_enough == ($status == 0)
	and (.counted | .calls == .slow_paths and .calls > 0)
	and ((.context.asymmetric | not) or (.counted | .barriers + .joined == .slow_paths))' "$output" >/dev/null ||
	{ fail "--json is not what was expected:"; jq 'del(.benchmarks)' "$output"; }
exit $failed
