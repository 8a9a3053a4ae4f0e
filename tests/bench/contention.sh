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
	all(.cells[]; (.hot > 0) == (.lost_by_hot_threads.median != null))'
holds "barriers per call of the library alone" '
	all(.cells[]; .barriers_per_call.median == null or .contender == "library")'
holds "with one round, each ratio to be that of the samples" '
	(.context.slice_ms | 1000 / .) as $least | . as $all
	| .context.rounds == 1 and all(.cells[];
		. as $cell | ($all.cells[] | select(.callers == $cell.callers and .hot == $cell.hot and .contender == "raw")) as $raw
		| ([$cell.calls_per_second.median, $least] | max) / ([$raw.calls_per_second.median, $least] | max)
		| . / $cell.ratio.median | . > 0.999 and . < 1.001)'

# The same rows for plots.
jq -r '.cells[] | "\(.callers) \(.hot) \(.contender) \(.calls_per_second.median | floor)"' "$json" >"$scratch/expected"
awk 'NR > 1 { printf "%s %s %s %d\n", $1, $2, $3, $5 }' "$scratch/data" >"$scratch/found"
diff "$scratch/expected" "$scratch/found" || { echo "expected the JSON's rows (<) in the data for plots (>)"; exit 1; }
