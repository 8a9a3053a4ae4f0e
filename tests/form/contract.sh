#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# contract.sh ROOT [self-test]: each public function is documented in its header: what it orders and against
# what, where it may be called, what it costs, how it fails, and since which version it exists. The block of
# comments begins with the functions' whole names and " - ".
. "$(dirname "$0")/lib.sh"

# Prints what is missing in these headers.
missing() # header...
{
	awk '
		function field(name, pattern) {
			if (block !~ "\n \\* (" pattern "): ") print FILENAME ": " first ": expected " name
		}
		function end_of_block(head, rest) {
			head = block
			if (!sub(/ - .*/, "", head) || head !~ /^\/\*\n \* (membarrier|asymmetric)_[a-z_]*(,|$)/) return
			first = ""
			for (rest = head; match(rest, /[a-z]+_[a-z_]*[a-z]/); rest = substr(rest, RSTART + RLENGTH)) {
				if (first == "") first = substr(rest, RSTART, RLENGTH)
				documented[substr(rest, RSTART, RLENGTH)] = 1
			}
			# The simulator runs a program on its own terms: no order, no cost.
			if (FILENAME !~ /sim\.h$/) {
				field("Ordering", "Ordering")
				if (block !~ /\n \* Ordering:   none/) field("Pairs with", "Pairs with")
				field("Cost", "Cost")
				field("Errors or Returns", "Errors|Returns")
			}
			field("Context", "Context")
			field("Since", "Since")
		}
		/^\/\*$/ { inside = 1; block = "" }
		inside { block = block $0 "\n" }
		/ \*\/$/ { if (inside) end_of_block(); inside = 0 }
		/^(MEMBARRIER_[A-Z_]+|unsigned|void) .*[a-z]\(/ && !/^MEMBARRIER_[A-Z_]+\(/ {
			name = $0
			sub(/\(.*/, "", name)
			sub(/.*[ *]/, "", name)
			if (name !~ /_$/ && name !~ /^__/) file[name] = FILENAME
		}
		END { for (name in file) if (!(name in documented)) print file[name] ": " name " is not documented" }' "$@"
}

# All headers with a contract. A minimum, so that a pattern that fits nothing is noticed.
headers() # root
{
	found=$(find "$1/include" -name '*.h' -o -name 'membarrier.hpp')
	[ "$(echo "$found" | wc -l)" -ge 12 ] || fail "found too few headers in $1/include"
	echo "$found"
}

if [ $# -eq 1 ]; then
	# shellcheck disable=SC2046 # a list of words
	found=$(missing $(headers "$1") | sort)
	[ -z "$found" ] || { echo "$found"; fail "the contract of public functions"; }
	exit 0
fi

# The mistakes that it must find: each line of the contract of one function is missing in turn.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
expect() # what is printed
{
	missing "$scratch/wrong.h" | grep -q "$1" || fail "not found: $1"
	echo "found: $1"
}
for line in Ordering 'Pairs with' Context Cost Errors Since; do
	sed "/membarrier_slow_path - /,/Since:/ { / \* $line: /d }" "$1/include/membarrier.h" >"$scratch/wrong.h"
	expect "membarrier_slow_path: expected $line"
done
sed 's/ \* membarrier_slow_path - / * membarrier_slow - /' "$1/include/membarrier.h" >"$scratch/wrong.h"
expect 'membarrier_slow_path is not documented'
