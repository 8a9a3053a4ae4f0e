#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# platforms.sh - `membarrier info --platforms`: complete rows, this system among them, whatever the strategy.
. "$(dirname "$0")/lib.sh"
need_jq

expect 0 info --platforms --json
no_errors
json '.schema == 1 and .command == "info" and (.platforms | length >= 10)'
json '[.platforms[] | .system, .strategy, .basis, .source, .tested] | all(type == "string" and length > 0)'
json '[.platforms[] | .architectures, .targets] | all(length > 0 and all(length > 0))'
json '[.platforms[].tier] | all(. == 1 or . == 2 or . == 3) and unique == [1, 2, 3]'
json '[.platforms[] | .system as $s | .strategy as $n | .architectures[] | "\($s) \($n) \(.)"] | length == (unique | length)'
cp "$scratch/out" "$scratch/rows"

# Each of this system's strategies has a row.
for name in $(${EMULATOR:-} "$tool" info --json | jq -r '.candidates[].name'); do
	jq -e --arg n "$name" 'any(.platforms[]; .strategy == $n)' "$scratch/rows" >/dev/null ||
		fail "expected a row with strategy $name"
done

# The text says the same.
expect 0 info --platforms
no_errors
[ "$(awk 'length > 80' "$scratch/out" | wc -l)" -eq 0 ] || fail "expected lines of 80 columns at most"
[ "$(grep -c '^system  ' "$scratch/out")" -eq "$(jq '.platforms | length' "$scratch/rows")" ] || fail "expected a block a row"
jq -r '.platforms[] | .system, .basis, .source, .tested' "$scratch/rows" >"$scratch/texts"
while read -r text; do says "$text"; done <"$scratch/texts"

# The row that applies here is marked, with the strategy in use; none, where a setting chose another.
in_use=$(${EMULATOR:-} "$tool" info --json | jq -r .strategy)
if jq -e 'any(.platforms[]; .here)' "$scratch/rows" >/dev/null; then
	jq -e --arg n "$in_use" '[.platforms[] | select(.here) | .strategy] == [$n]' "$scratch/rows" >/dev/null ||
		fail "expected one row to be this system's, with strategy $in_use"
	[ "$(grep -c '^here  ' "$scratch/out")" -eq 1 ] || fail "expected one row to be marked"
else
	[ "$in_use" = fence ] || fail "expected a row of this system to be marked"
fi

MEMBARRIER_STRATEGY=fence
export MEMBARRIER_STRATEGY
grep -v '^here  ' "$scratch/out" >"$scratch/text"
expect 0 info --platforms
grep -v '^here  ' "$scratch/out" | cmp -s - "$scratch/text" || fail "expected the same rows whatever the strategy"
case $(uname -s) in Linux) has_not '^here  ' ;; esac
