#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# examples.sh - the C in the documentation compiles: in doc/ordering.md each block after
# the first, which declares; elsewhere each block by itself. A block with main() also runs, and a block
# that says from which file it is, is in that file, word for word.
#
#   examples.sh ROOT CC [LIBRARY]
#
# Two functions side by side are told apart by the column the second begins in.
set -eu
root=$1 cc=$2 library=${3-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warnings='-std=c11 -Wall -Wextra -Wno-unused-function -Wno-unused-variable -Werror'

compile() # file
{
	# shellcheck disable=SC2086 # words
	"$cc" $warnings -I"$root/include" -fsyntax-only "$1"
}

fail() # why file
{
	echo "$1:"
	cat "$2"
	exit 1
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
	compile "$work/block$i.c" || fail "block $i of doc/ordering.md does not compile" "$work/$i.c"
	i=$((i + 1))
done

run() # program page: 77 is a system that lacks something
{
	# shellcheck disable=SC2086 # words
	"$cc" $warnings -O2 -I"$root/include" -o "$work/program" "$1" "$library" -pthread || fail "a program of $2 does not link" "$1"
	status=0
	"$work/program" || status=$?
	[ "$status" -eq 0 ] || [ "$status" -eq 77 ] || fail "a program of $2 ends with $status" "$1"
}

# Every line of $1, one after the other, in $2.
is_part_of()
{
	awk 'NR == FNR { part[n++] = $0; next } { line[++m] = $0 }
	END {
		for (i = 1; i + n - 1 <= m; i++) {
			for (j = 0; j < n && line[i + j] == part[j]; j++)
				;
			if (j == n)
				exit 0
		}
		exit 1
	}' "$1" "$2"
}

alone=0 programs=0 quoted=0
for page in guide blocks uses performance; do
	rm -f "$work"/alone.*
	awk -v work="$work" '
		/^<!-- from .* -->$/ { from = $3; next }
		/^```c$/ { inside = 1; file = work "/alone." ++n ".c"; if (from) print from > (file ".from"); from = ""; next }
		/^```$/ { inside = 0 }
		inside { print > file }' "$root/doc/$page.md"
	for block in "$work"/alone.*.c; do
		[ -f "$block" ] || continue
		if [ -f "$block.from" ]; then
			source=$root/$(cat "$block.from")
			is_part_of "$block" "$source" || fail "doc/$page.md quotes $(cat "$block.from"), which no longer has it" "$block"
			quoted=$((quoted + 1))
			continue
		fi
		compile "$block" || fail "an example of doc/$page.md does not compile" "$block"
		alone=$((alone + 1))
		if [ -n "$library" ] && grep -q '^int main' "$block"; then
			run "$block" "doc/$page.md"
			programs=$((programs + 1))
		fi
	done
done
[ "$alone" -ge 8 ] || { echo "expected eight examples or more outside doc/ordering.md, found $alone"; exit 1; }
[ "$quoted" -ge 2 ] || { echo "expected two quotations or more, found $quoted"; exit 1; }
[ -z "$library" ] || [ "$programs" -ge 3 ] || { echo "expected three programs or more, found $programs"; exit 1; }
# The control: what differs is found.
printf 'a\nc\n' >"$work/part"
printf 'a\nb\nc\n' >"$work/whole"
if is_part_of "$work/part" "$work/whole"; then
	echo "a wrong quotation is not found"
	exit 1
fi
echo "$((count - 1 + alone)) examples compile, $programs programs run, $quoted quotations"
