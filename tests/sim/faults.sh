#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The simulator reports each scenario of faults.c as it should, and a failure can be repeated.
#
# usage: faults.sh PROGRAM
set -eu
program=$1
output=$(mktemp)
trap 'rm -f "$output"' EXIT
wrong=0

complain() # scenario what
{
	echo "$1: $2; it says:"
	sed 's/^/    /' "$output" | tail -n 15
	wrong=$((wrong + 1))
}

run() # scenario settings: sets status
{
	status=0
	MEMBARRIER_SIM="seconds=20,executions=20000,$2" "$program" "$1" >"$output" 2>&1 || status=$?
}

finds() # scenario text [settings]: in the first line; and again by its list of decisions
{
	run "$1" "${3-}"
	[ "$status" -eq 1 ] || { complain "$1" "expected a failure, got status $status"; return; }
	grep -q "^membarrier-sim: .*$2" "$output" || { complain "$1" "expected \"$2\""; return; }
	again=$(sed -n 's/^to see it again: MEMBARRIER_SIM=//p' "$output")
	run "$1" "$again"
	grep -q "^membarrier-sim: .*$2" "$output" || complain "$1" "not repeated by $again"
}

holds() # scenario
{
	run "$1" ""
	[ "$status" -eq 0 ] || complain "$1" "expected it to hold, got status $status"
}

finds race "data race on data: .*faults.c:[0-9]*, and .*faults.c:[0-9]*"
finds deadlock "deadlock: .*thread 1 waits for a mutex, thread 2 waits for a mutex"
finds lost-wake-up "deadlock: .*a lost wake-up"
finds spurious "not so: ready"
finds livelock "livelock: .*thread 1 spins"
finds use-after-free "data race\|use after free"
finds double-free "data race\|double free"
finds unwritten "uninitialised memory"
finds beyond "write outside of what malloc() returned"
finds null "null pointer: read by thread 2 at .*faults.c:[0-9]*"
finds choose "abort()"
finds message "not so: LOAD(x)\|not so: .*x"
finds unlock "unlocks a mutex that it does not hold"
finds exit "exit(1)"
finds left-relaxed "data race on data"
finds left-relaxed "data race on data" machine
for scenario in mutex condition limit sleep strong semaphore once own-data spin-lock futex rwlock meeting; do
	holds $scenario
done
run fork ""
if [ "$status" -ne 3 ] || ! grep -q "cannot simulate this program: it calls fork()" "$output"; then
	complain fork "expected to hear that fork() is not known"
fi
run mutex "no-such-setting"
[ "$status" -eq 2 ] || complain settings "expected status 2"
[ $wrong -eq 0 ] || { echo "$wrong not as expected"; exit 1; }
echo "every fault is found, and found again; what is right holds"
