#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# width.sh - no line of a report is wider than the terminal, whatever its width.
. "$(dirname "$0")/lib.sh"

# narrow COLUMNS MOST
narrow()
{
	for report in info 'info --all' 'info --platforms' 'selftest --milliseconds 50' 'litmus --rounds 20' 'bench --seconds 1' \
		'bench --contention --seconds 1'; do
		COLUMNS=$1
		export COLUMNS
		# shellcheck disable=SC2086 # a list of words
		run $report --no-progress
		[ -s "$scratch/out" ] || fail "expected a report"
		awk -v most="$2" 'length > most { print length ": " $0; wide = 1 } END { exit wide }' "$scratch/out" >"$scratch/wide" ||
			fail "at $1 columns expected lines of $2 at most: $(cat "$scratch/wide")"
		cp "$scratch/out" "$scratch/$(echo "$report" | tr -d ' -').$1"
	done
}
narrow 60 60
narrow 80 80
narrow 200 100

# The width is used: a paragraph of a wide terminal has longer lines.
for width in 60 200; do
	awk 'length > longest { longest = length } END { print longest }' "$scratch/info.$width" >"$scratch/longest.$width"
done
[ "$(cat "$scratch/longest.60")" -lt "$(cat "$scratch/longest.200")" ] || fail "expected 200 columns to be used"

# A heading of two lines ends where its column ends.
awk '
	function end(word) { return index($0, word) + length(word) - 1 }
	/barriers\/ +hot$/ { barriers = end("barriers/"); next_line = NR + 1 }
	NR == next_line && (end("call") != barriers || length != hot) { print "misplaced: " $0; exit 1 }
	/quartiles .*hot$/ { hot = length; next_line = NR + 1; seen = 1 }
	/^          +library .*[-%]$/ && barriers && (length != hot || substr($0, barriers, 2) !~ /[0-9] /) { print "misplaced: " $0; exit 1 }
	END { if (!seen) { print "no heading"; exit 1 } }' "$scratch/benchcontentionseconds1.80" >"$scratch/wide" ||
	fail "expected columns under their headings: $(cat "$scratch/wide")"

# Columns never touch: each is behind a blank, also with the widest numbers, which the unit tests print.
awk '/^ *[0-9]+ +[0-9]+  (raw|library)/ && NF < 5 { print; exit 1 }' "$scratch/benchcontentionseconds1.60" || fail "columns touch"
