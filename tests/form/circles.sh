#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# circles.sh "OBJECT-OR-ARCHIVE;..."...: each list is one program or library with its parts. No file of it needs another
# that needs the first, by their symbols.
. "$(dirname "$0")/lib.sh"
need nm
need tsort

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A pair "file it-needs" for each symbol that one leaves undefined and another defines.
needs() # object-or-archive...
{
	nm -A "$@" >"$scratch/symbols" || fail "nm"
	awk '
		{ file = $1; symbol = $NF; kind = NF > 1 ? $(NF - 1) : "" }
		{ sub(/:[0-9a-f]*$/, "", file); sub(/.*\//, "", file) }
		kind ~ /^[TDBRVW]$/ { from[symbol] = file }
		kind == "U" { used[file " " symbol] = 1 }
		END {
			for (pair in used) {
				split(pair, part, " ")
				if (part[2] in from && from[part[2]] != part[1]) print part[1], from[part[2]]
			}
		}' "$scratch/symbols" | sort -u
}

# The control.
[ -n "$(printf 'a b\nb a\n' | tsort 2>&1 >/dev/null)" ] || skip "tsort does not report circles"

all=0
for list in "$@"; do
	IFS=';'
	# shellcheck disable=SC2086 # CMake's list
	pairs=$(needs $list)
	unset IFS
	circles=$(echo "$pairs" | tsort 2>&1 >/dev/null) || true
	[ -z "$circles" ] || { echo "$circles"; fail "expected no circle"; }
	all=$((all + $(echo "$pairs" | grep -c .)))
done
[ "$all" -ge 90 ] || fail "expected more pairs of files than $all"
echo "$all pairs"
