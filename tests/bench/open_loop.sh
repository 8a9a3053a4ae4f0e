#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# open_loop: every call of the timetables is made, however late, at both kinds of intervals.
. "$(dirname "$0")/lib.sh"

measure "$1" --rates 500,5000 --callers 3 --slice 200
common_keys
holds "the library to have counted the calls that were made" '.counted.calls == .counted.slow_paths'
holds "three ways at each rate, with percentiles in order" '
	(.rates | length) == 6 and all(.rates[]; .calls > 0 and .p50_ns <= .p99_ns and .p99_ns <= .max_ns * 1.04)'
holds "the same timetables for all three ways" '
	all(.rates | group_by(.rate)[]; map(.calls) | unique | length == 1)'

measure "$1" --rates 1000 --callers 4 --slice 100 --evenly
# Each of the four has 25 intervals of 4 ms, and begins somewhere in the first.
holds "as many calls as the rate says" '.context.arrivals == "even" and all(.rates[]; .calls == 100)'
