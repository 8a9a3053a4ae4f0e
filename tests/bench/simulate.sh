#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# simulate.sh SIMULATE CONTROL: on simulated machines the library's way to wait does no harm, and shares where
# callers meet; a way that gives up the CPU does the harm it is known to do, or the simulator proves nothing.
. "$(dirname "$0")/lib.sh"
command -v jq >/dev/null || { echo "cannot be tried here: no jq"; exit 77; }
simulate=$1 control=$2

table() # program options...
{
	"$@" >"$json" || { echo "$*: status $?"; exit 1; }
}

# The median over seeds, because one preempted call decides a tail of one in a thousand.
faults() # program
{
	for seed in 1 2 3; do "$1" --seed $seed --json faults || exit 1; done | jq -s '{rows: map(.rows) | add
		| group_by([.situation, .way]) | map(sort_by(.mean_ns)[1] + {p99_9: (map(.["p99.9_ns"]) | sort[1])})}' >"$json"
}
pair='def pair($name): [.rows[] | select(.situation == $name)] | {raw: map(select(.way == "raw"))[0], ours: map(select(.way == "library"))[0]};'

faults "$control"
holds "the control to lose to strangers" "$pair"' pair("strangers") | .ours.mean_ns > 3 * .raw.mean_ns and .ours.max_ns > 50 * .raw.max_ns'
holds "the control to let sleepers sleep that were served" "$pair"' pair("meet") | .ours.p99_9 > 10 * .raw.p99_9'
holds "the control to lose its CPU in closed loops" "$pair"' pair("closed") | .ours.over_1ms > 2 * .raw.over_1ms'
holds "the control to wait for its own barrier in handlers" "$pair"' pair("handler") | .ours.p50_ns > 10 * .raw.p50_ns'
holds "the control to invert priorities" "$pair"' pair("realtime") | .ours.p50_ns > 10 * .raw.p50_ns'
holds "the control to begin barriers on top of others when it should decline" 'any(.rows[]; .way == "try" and .overlapping_barriers > 100)'
holds "the control to call the system to wake others" 'any(.rows[]; .wake_up_calls > 0)'

faults "$simulate"
holds "no harm by strangers" "$pair"' all(pair("strangers", "many"); .ours.mean_ns <= 1.1 * .raw.mean_ns + 1000
	and .ours.p99_9 <= 1.25 * .raw.p99_9 + 10000)'
holds "no harm where threads meet" "$pair"' pair("meet") | .ours.mean_ns <= 1.1 * .raw.mean_ns + 1000 and .ours.p99_9 <= 1.25 * .raw.p99_9 + 10000'
holds "no more calls that lose their CPU" "$pair"' pair("closed") | .ours.over_1ms <= 1.25 * .raw.over_1ms + 0.0002'
holds "no harm in children of fork()" "$pair"' pair("fork") | .ours.p99_9 <= 1.25 * .raw.p99_9 + 10000'
holds "no harm in handlers" "$pair"' pair("handler") | .ours.p99_9 <= 1.25 * .raw.p99_9 + 10000'
holds "no wait of a SCHED_FIFO caller for a leader that it has preempted" "$pair"' pair("realtime")
	| .ours.p50_ns <= 1.2 * .raw.p50_ns + 3000 and .ours.p99_9 <= 1.25 * .raw.p99_9 + 10000'
holds "hardly a try to begin a barrier on top of another" 'any(.rows[]; .way == "try" and .declined > 1000 and .overlapping_barriers < 10)'
holds "no system call but barriers, also where the system does not tell how many it woke" 'all(.rows[]; .wake_up_calls == 0)'

table "$simulate" --set cpu_known=0 --json faults
holds "a SCHED_FIFO caller that does not know its CPU to spin in vain" "$pair"' pair("realtime") | .ours.p50_ns > 1.2 * .raw.p50_ns + 3000'

# 64 callers, back to back: a barrier for every other caller, and no wait of more than two.
table "$simulate" --json --cpus 64 --callers 64 --length 3 one
holds "at most 0.06 barriers per call, and waits of two barriers and a tenth" "$pair"' pair("one").ours
	| .barriers_per_call <= 0.06 and .max_ns <= 2.1 * .barrier_max_ns'
# 8 callers beside 56 hot threads, back to back: interrupts for each call.
table "$simulate" --json --cpus 64 --callers 8 --hot 56 --length 10 one
holds "hot threads to be interrupted a third as often for each call" "$pair"' def each: .interrupts_of_a_hot_thread_per_second / .calls_per_second;
	pair("one") | (.ours | each) <= (.raw | each) / 3'

# 56 owners of a home each: a slow path at a home interrupts one of them, a slow path all that run.
table "$simulate" --json --cpus 64 --callers 8 --hot 56 --owners 1 --length 5 one
holds "one interrupt for each slow path at a home" '56 as $owners | [.rows[] | {(.way): (.interrupts_of_a_hot_thread_per_second * $owners
	/ .calls_per_second)}] | add | .["at home"] > 0.9 and .["at home"] < 1.1 and .raw > 50 and .library > 8 * .["at home"]'

# The same seed gives the same.
"$simulate" --seed 5 --json --cpus 4 --callers 3 --hot 1 one >"$scratch/first"
"$simulate" --seed 5 --json --cpus 4 --callers 3 --hot 1 one >"$scratch/second"
cmp "$scratch/first" "$scratch/second" || { echo "expected the same of the same seed"; exit 1; }
"$simulate" --seed 6 --json --cpus 4 --callers 3 --hot 1 one >"$scratch/second"
! cmp -s "$scratch/first" "$scratch/second" || { echo "expected something else of another seed"; exit 1; }

# If no call ends there is no ratio.
"$simulate" --cpus 256 --callers 256 --length 1 one >"$scratch/text" || exit 1
fits "$scratch/text"
grep -q 'no call ended' "$scratch/text" || { echo "expected a way in which no call ended"; exit 1; }
"$simulate" --cpus 4 --callers 3 --hot 1 one >"$scratch/text" || exit 1
fits "$scratch/text"

for wrong in "" "--machine none faults" "--set none=1 faults" "nothing" "faults growth" "--seed 0 faults"; do
	# shellcheck disable=SC2086 # a list of words
	said=$("$simulate" $wrong 2>&1) && { echo "$wrong: expected a complaint"; exit 1; }
	case $said in *"expected "*) ;; *) echo "$wrong: $said"; exit 1 ;; esac
done
