#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# examples.sh - the C in the documentation compiles: in doc/ordering.md each block after
# the first, which declares; elsewhere each block by itself.
#
#   examples.sh ROOT CC
#
# Two functions side by side are told apart by the column the second begins in.
set -eu
root=$1 cc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compile() # file
{
	"$cc" -std=c11 -Wall -Wextra -Wno-unused-function -Wno-unused-variable -Werror -I"$root/include" -fsyntax-only "$1"
}

# Blocks of C, numbered; a line with text from column 49 on is two lines of two programs.
awk -v work="$work" '
	/^```c$/ { inside = 1; n++; left = right = ""; next }
	/^```$/ && inside { inside = 0; printf "%s\n%s", left, right > (work "/" n ".c"); next }
	inside && length($0) > 48 && substr($0, 47, 2) == "  " && $0 !~ /^\/\*/ {
		left = left substr($0, 1, 48) "\n"; right = right substr($0, 49) "\n"; next
	}
	inside { left = left $0 "\n" }
	END { print n > (work "/count") }' "$root/doc/ordering.md"
count=$(cat "$work/count")
[ "$count" -ge 7 ] || { echo "expected seven blocks of C or more, found $count"; exit 1; }
i=2
while [ "$i" -le "$count" ]; do
	cat "$work/1.c" "$work/$i.c" >"$work/block$i.c"
	compile "$work/block$i.c" || {
		echo "block $i of doc/ordering.md does not compile:"
		cat "$work/$i.c"
		exit 1
	}
	i=$((i + 1))
done

alone=0
for page in guide performance; do
	rm -f "$work"/alone.*
	awk -v work="$work" '
		/^```c$/ { inside = 1; file = work "/alone." ++n ".c"; next }
		/^```$/ { inside = 0 }
		inside { print > file }' "$root/doc/$page.md"
	for block in "$work"/alone.*.c; do
		[ -f "$block" ] || continue
		compile "$block" || { echo "an example of doc/$page.md does not compile:"; cat "$block"; exit 1; }
		alone=$((alone + 1))
	done
done
[ "$alone" -ge 1 ] || { echo "expected an example or more outside doc/ordering.md"; exit 1; }
echo "$((count - 1 + alone)) examples compile"
