#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# tails: every row has every contender, its percentiles are in order, ratios and verdicts are those of the samples.
. "$(dirname "$0")/lib.sh"

tails=$1
measure "$tails" --callers 1,3 --hot 0,1 --strangers 0,2 --work 20 --slice 10 --settle 2
common_keys
counts_agree
holds "the library to have counted the calls that were made" '.counted.calls == .counted.slow_paths'
holds "a row for each contender in each cell" '
	[.rows[] | [.situation, .callers, .hot, .strangers, .nice, .us, .contender]] | length == (unique | length) and length == 51'
holds "all situations" '[.rows[].situation] | unique == ["closed", "fork", "handler", "meet", "open", "realtime"]'
holds "percentiles in order" '
	all(.rows[] | select(.allowed and .calls.median > 0); .p50.ns.median <= .p99.ns.median
		and .p99.ns.median <= .["p99.9"].ns.median and .["p99.9"].ns.median <= .max.ns.median * 1.04)'
holds "times of every row that has calls" 'all(.rows[] | select(.calls.median > 0); .p50.ns.median > 0 and .mean.ns.median > 0)'
holds "barriers per call of the library alone" 'all(.rows[]; .barriers_per_call.median == null or .contender == "library")'
holds "fairness where several callers do the same, and nowhere else" '
	all(.rows[] | select(.callers == 1 or .situation == ("fork", "handler", "realtime")); .least_to_most_served.median == null)'
holds "with one round, each ratio and verdict to be that of the samples" '
	. as $all | .context.rounds == 1 and all(.rows[] | select(.allowed and .contender != "raw" and .mean.ns.median != null);
		. as $row | ($all.rows[] | select(.contender == "raw" and .situation == $row.situation and .callers == $row.callers
			and .hot == $row.hot and .strangers == $row.strangers and .nice == $row.nice and .us == $row.us)) as $raw
		| all(("mean", "p50", "p99", "p99.9") as $s | select($row[$s].holds != null and $raw[$s].ns.median != null) | $s;
			. as $s | $all.context.goals[$s] as $goal
			| ($row[$s].holds == ($row[$s].ns.median <= $goal.factor * $raw[$s].ns.median + $goal.slack_ns))
				and ($row[$s].ratio.median * $raw[$s].ns.median / $row[$s].ns.median | . > 0.999 and . < 1.001)))'
if [ "$(id -u)" -eq 0 ]; then # A user without the right to SCHED_FIFO has fewer.
	holds "SCHED_FIFO not to be refused in silence" 'all(.rows[] | select(.situation == "realtime"); .allowed == (.calls.median != null))'
fi

# The parts of a table are the table.
measure "$tails" --situations closed --callers 1,2,3 --hot 0 --strangers 0 --work 5 --slice 5 --settle 1 --part 1/2
holds "every second row" '[.rows[].callers] | unique == [1, 3]'
measure "$tails" --situations closed --callers 1,2,3 --hot 0 --strangers 0 --work 5 --slice 5 --settle 1 --part 2/2
holds "the others" '[.rows[].callers] | unique == [2]'

for wrong in 0/2 3/2 1 1/2/3 x; do
	said=$("$tails" --part $wrong 2>&1) && { echo "--part $wrong: expected a complaint"; exit 1; }
	case $said in "expected --part to be "*) ;; *) echo "--part $wrong: $said"; exit 1 ;; esac
done
said=$("$tails" --situations closed,never 2>&1) && { echo "--situations never: expected a complaint"; exit 1; }
case $said in "expected --situations to be "*never*) ;; *) echo "$said"; exit 1 ;; esac
