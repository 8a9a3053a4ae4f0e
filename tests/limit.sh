#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# limit.sh PROGRAM: what limit.c makes of tests that end, hang, and go on for ever.
limit=$1
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

expect() # status text argument...
{
	wanted=$1 text=$2
	shift 2
	"$limit" "$@" >"$output" 2>&1
	status=$?
	[ "$status" -eq "$wanted" ] || { cat "$output"; echo "FAILED: $*: expected status $wanted, found $status"; exit 1; }
	grep -q -e "$text" "$output" || { cat "$output"; echo "FAILED: $*: expected \"$text\""; exit 1; }
}

expect 0 'done' 5 echo 'done'
expect 3 '' 5 sh -c 'echo; exit 3'
expect 77 '' 5 sh -c 'echo; exit 77'
expect 137 'ended by signal 9' 5 sh -c 'kill -9 $$'
expect 127 'No such file' 5 /no/such/program
expect 2 usage
expect 2 usage 5
# A child that sleeps and a child that waits for it: no process wakes either.
LIMIT_STUCK=4
export LIMIT_STUCK
expect 1 'it hangs' 60 sh -c 'sleep 100000 & wait'
# One that sleeps now and then does not hang; nor does one that another keeps from the CPU.
expect 0 'over' 60 sh -c 'for i in 1 2 3 4; do sleep 2; i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; done; echo over'
expect 77 'could not be finished' --search 1 sh -c 'while :; do :; done'
# Whether it had the machine for itself depends on the machine.
"$limit" 1 sh -c 'while :; do :; done' >"$output" 2>&1
case $?,$(cat "$output") in
1,'FAILED: it does not end'* | 77,'cannot be tried here: it could not be finished'*) ;;
*) cat "$output"; echo "FAILED: expected a verdict of what does not end"; exit 1 ;;
esac
cat "$output"
