#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# contention: every cell has every contender, the ratios are the samples', and the calls made are those counted.
. "$(dirname "$0")/lib.sh"

measure "$1" --callers 1,3 --hot 0,1 --slice 10 --settle 2 --contenders raw,again,library,mutex --data "$scratch/data"
common_keys
counts_agree
holds "the library to have counted the calls that were made" '.counted.calls == .counted.slow_paths'
holds "a row for each contender in each cell" '
	[.cells[] | [.callers, .hot, .contender]] | length == 16 and (unique | length) == 16'
holds "hot threads to lose where there are any, and nowhere else" '
	all(.cells[]; if .reference_disturbed then .hot > 0 else (.hot > 0) == (.lost_by_hot_threads.median != null) end)'
holds "barriers per call of the library alone" '
	all(.cells[]; .barriers_per_call.median == null or .contender == "library")'
holds "with one round, each ratio to be that of the samples" '
	. as $all
	| .context.rounds == 1 and .context.rounds_enough == false and all(.cells[];
		. as $cell | ($all.cells[] | select(.callers == $cell.callers and .hot == $cell.hot and .contender == "raw")) as $raw
		| if $cell.stalled_rounds + $raw.stalled_rounds > 0 then $cell.ratio.median == null
			else $cell.calls_per_second.median / $raw.calls_per_second.median / $cell.ratio.median | . > 0.999 and . < 1.001 end)'
holds "no quartiles of one round" 'all(.cells[]; .calls_per_second.lower_quartile == null and .ratio.upper_quartile == null)'

# The same rows for plots.
jq -r '.cells[] | "\(.callers) \(.hot) \(.contender) \(.calls_per_second.median | floor)"' "$json" >"$scratch/expected"
awk 'NR > 1 { printf "%s %s %s %d\n", $1, $2, $3, $5 }' "$scratch/data" >"$scratch/found"
diff "$scratch/expected" "$scratch/found" || { echo "expected the JSON's rows (<) in the data for plots (>)"; exit 1; }
