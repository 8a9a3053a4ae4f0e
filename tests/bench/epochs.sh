#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# epochs: each form in each shape and place; the polled one makes at most one barrier per interval.
. "$(dirname "$0")/lib.sh"

run_program "$1" --rounds 4 --slice 10 --interval 1000
[ "$(grep -c '^\(crossbeam\|ck\) ' "$scratch/text")" -eq 24 ] || { echo "expected 12 rows, of times and of counts"; exit 1; }
holds "12 rows" '.rows | length == 12'
# A slice's time begins before its threads do, and each has its first poll: so a little more than one is possible.
holds "at most one barrier per interval" '[.rows[] | select(.form == "polled") | .barriers_per_ms.median] | max <= 1.2'
holds "none with fences" '[.rows[] | select(.form == "fenced") | .barriers_per_ms.median] | max == 0'
jq -e '[.rows[] | select(.form == "one_for_one") | .barriers_per_ms.median] | min > 2' "$json" >/dev/null && exit 0
echo "INCONCLUSIVE: one for one made as few barriers, so the polled form proves nothing here"
exit 77
