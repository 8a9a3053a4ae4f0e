#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# With one CPU bench measures what it can, and says of every other row that it needs two.
tool=$1
failed=0

command -v taskset >/dev/null || { echo "cannot be tried here: no taskset"; exit 77; }
cpu=$(taskset -cp $$ | sed 's/.*: *//; s/[^0-9].*//')
report=$(taskset -c "$cpu" ${EMULATOR:-} "$tool" bench --seconds 1) || [ $? -eq 77 ] || failed=1
echo "$report"

# rows COUNT PATTERN
rows() {
	found=$(printf '%s\n' "$report" | grep -cE "$2")
	[ "$found" -eq "$1" ] || { echo "expected $1 line(s) like $2, found $found"; failed=1; }
}
rows 1 '^  \+ normal path  +[0-9]+\.[0-9] '
rows 1 '^  \+ normal path  +needs two CPUs$'
rows 2 '^no other thread running  +[0-9]'
rows 2 '^one other thread running  +needs two CPUs$'
rows 1 '^  which loses, each time  +needs two CPUs$'
case $report in
*"
strategy fence"*) ;;
*)
	rows 1 '^normal path, no other thread running  +([0-9]|never)'
	rows 1 '^normal path, one other thread running  +needs two CPUs$'
	rows 1 '^normal path, on a line another CPU polls  +needs two CPUs$' ;;
esac

taskset -c "$cpu" ${EMULATOR:-} "$tool" bench --seconds 1 --json | grep -q '"slow_path/loss_of_running_thread"' ||
	{ echo "expected JSON to name what needs two CPUs"; failed=1; }
exit $failed
