#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# litmus.sh STRATEGY - a short run: every cell is there, with the counts that were asked
# for and the state that follows from them.
. "$(dirname "$0")/lib.sh"
need_jq
need_two_cpus

rounds=20001
slow_rounds=4001 # a fifth, rounded up
if [ "$2" = default ]; then
	run litmus --rounds $rounds --json
else
	expect 0 info --json
	jq -e --arg n "$2" 'any(.candidates[]; .name == $n)' "$scratch/out" >/dev/null || skip "this build has no strategy $2"
	run litmus --rounds $rounds --json --strategy "$2"
	if [ "$status" -eq 77 ] && [ ! -s "$scratch/out" ]; then
		skip "$(cat "$scratch/err")"
	fi
	json ".strategy == \"$2\""
fi
no_errors
[ "$status" -ne 1 ] || fail "a forbidden outcome"

json '.schema == 1 and .command == "litmus" and (.cpus | length >= 2)'
json ".exit_status == $status"
slow='any(.barriers[]; . == "slow" or . == "2 slow")'
pairs='[["fast","fast"],["fast","normal"],["fast","slow"],["normal","fast"],["normal","normal"],["normal","slow"],["slow","fast"],["slow","normal"],["slow","slow"]]'
for shape in store-buffering message-passing; do
	json "[.cells[] | select(.shape == \"$shape\" and (.control | not)) | .barriers] == $pairs"
done
json '.relay_tried == any(.cells[]; .shape == "relay")'

# Exact counts; a control may go on until it shows the outcome.
json "[.cells[] | select(.control | not) | .rounds == (if $slow then $slow_rounds else $rounds end)] | all"
json "[.cells[] | select(.control) | .rounds >= $rounds] | all"
json '[.cells[] | .slow_paths_asked == .rounds * ([.barriers[] | if . == "slow" then 1 elif . == "2 slow" then 2 else 0 end] | add)] | all'
json '[.cells[] | .slow_paths_completed == .slow_paths_asked] | all'
json '. as $all | [.cells[] | .system_barriers + .joined == (if $all.asymmetric then .slow_paths_asked else 0 end)] | all'
json "[.cells[] | if $slow then .slow_path_median_ns > 0 and .slow_path_max_ns >= .slow_path_median_ns else .slow_path_max_ns == null end] | all"

# The rule of membarrier.h, written down once more; under plain fences nothing is weak.
strong='(any(.barriers[]; . == "slow") or .barriers == ["normal","normal"])'
json "[.cells[] | select(.shape == \"store-buffering\") | .promised == ((.control | not) and $strong)] | all"
json ". as \$all | [.cells[] | select(.shape == \"store-buffering\") | (.expected == \"weak\") == (.control or (\$all.asymmetric and ($strong | not)))] | all"

# States follow from counts.
json '[.cells[] | select(.weak_outcomes > 0) | .state == "weak" and (.promised | not)] | all'
json '[.cells[] | select(.weak_outcomes == 0) | .state != "weak" and .state != "forbidden" and .state != "untried"] | all'
json '[.cells[] | select(.shape == "store-buffering" and .control) | .weak_outcomes > 0] as $spoke | [.cells[] | select(.shape == "store-buffering" and .expected == "holds") | (.state == "holds") == $spoke[0]] | all'

if [ "$status" -eq 77 ]; then
	json '[.cells[] | select(.shape == "store-buffering" and .control) | .weak_outcomes == 0] | all'
	skip "INCONCLUSIVE: the control did not show the outcome"
fi
json '.verdict == "holds"'
[ "$status" -eq 0 ] || fail "expected exit status 0"
