#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# affinity.sh - a process that may use one CPU only is told so, and is not failed.
. "$(dirname "$0")/lib.sh"

command -v taskset >/dev/null || skip "taskset is not installed"
first=$(taskset -cp $$ | sed 's/.*: *\([0-9]*\).*/\1/')
EMULATOR="taskset -c $first ${EMULATOR:-}"

expect 77 litmus
no_errors
[ "$(cat "$scratch/out")" = "cannot be tried here: two CPUs are needed, this process may use CPU $first only" ] ||
	fail "expected one line that says why"
expect 77 litmus --seconds 1 -q
expect 77 litmus --json
no_errors
if command -v jq >/dev/null; then
	json '.schema == 1 and .verdict == "untried" and .exit_status == 77 and (.reason | contains("two CPUs"))'
fi
other=$((first + 1))
expect 2 litmus --cpus "$first,$other"
errors_are "membarrier litmus: expected --cpus to name CPUs that this process may use ($first), not $other"
expect 0 info
