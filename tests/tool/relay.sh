#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# relay.sh - the relay of three threads, on two CPUs if there are no more.
. "$(dirname "$0")/lib.sh"
need_jq
need_two_cpus

# One round proves nothing (77), but all is said.
run litmus --rounds 1 --json
two=$(jq -r '.cpus[:2] | join(",")' "$scratch/out")
expect 77 litmus --rounds 1 --json --cpus "$two"
a=$(jq -r '.cpus[0]' "$scratch/out")
b=$(jq -r '.cpus[1]' "$scratch/out")
json '.relay_tried == false and all(.cells[]; .shape != "relay")'
allowed=$(jq -r '.cpus_allowed' "$scratch/out")

# Two CPUs given: said, with the number. (Three allowed and none given: tried.)
run litmus --rounds 1 --cpus "$a,$b"
has "^Relay:  *needs three CPUs, .*: not tried"
[ "$allowed" -gt 2 ] || has "^Relay:  *needs three CPUs, this process may use 2: not tried"

for third in "$a" "$b"; do
	run litmus --rounds 5000 --json --cpus "$a,$b,$third"
	no_errors
	[ "$status" -ne 1 ] || fail "a forbidden outcome"
	json ".cpus == [$a,$b,$third] and .cpu_shared and .relay_tried"
	json '[.cells[] | select(.shape == "relay") | .barriers] == [["bare","local","bare"],["fast","slow","fast"],["fast","2 slow","fast"]]'
	json '[.cells[] | select(.shape == "relay") | .rounds] == [5000,1000,1000]'
	json '[.cells[] | select(.shape == "relay") | .slow_paths_completed] == [0,1000,2000]'
	json '[.cells[] | select(.shape == "relay") | .promised] == [false,false,true]'
	json '[.cells[] | select(.shape == "relay" and .promised) | .weak_outcomes == 0] | all'
	# A silent control proves nothing.
	json '[.cells[] | select(.shape == "relay")] as [$control, $one, $two] | $two.state == "inconclusive" or $control.weak_outcomes > 0'
done

run litmus --rounds 1000 --cpus "$a,$b,$b"
has "^Relay: "
has "^ *Two of the relay's threads share a CPU"
