#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Interrupted (SIGINT), bench prints what it has measured so far and exits with 130.
tool=$1
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

# Not `bench &` and kill: what a shell starts in the background ignores SIGINT.
timeout --preserve-status 1 true 2>/dev/null || { echo "cannot be tried here: no timeout --preserve-status"; exit 77; }
for seconds in 2 10 60; do
	timeout --preserve-status --signal=INT $seconds ${EMULATOR:-} "$tool" bench --seconds 3600 >"$output" 2>&1
	status=$?
	cat "$output"
	case $status,$(cat "$output") in
	130,*"Interrupted: fewer rounds than asked for."*"which loses, each time"*) exit 0 ;;
	130,*"nothing could be measured"*) ;; # A busy machine: it had no time for one round.
	*) echo "expected status 130 and a report that says it was interrupted; status $status"; exit 1 ;;
	esac
done
echo "cannot be tried here: it could not be finished: no round in $seconds s"
exit 77
