#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# codegen.sh ROOT CC - the hot sides have the instructions of a pledged fast path and of a look at a word that is
# read anyway, and none more (x86-64; a function's own frame, which Clang makes early, aside). Control: a side with a fence must be told apart.
root=$1 cc=$2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
command -v objdump >/dev/null || { echo "cannot be tried here: no objdump"; exit 77; }
[ "$(uname -m)" = x86_64 ] || { echo "cannot be tried here: the control's fence is x86-64's"; exit 77; }

hot_path() # level function: what runs if no conditional branch is taken
{
	objdump -d --no-show-raw-insn "$scratch/codegen$1.o" | awk -v want="<$2>:" '
		$2 == want { on = 1; next }
		on { sub(/^ *[0-9a-f]+:[ \t]*/, ""); if ($1 ~ /^j[a-z]+$/) $0 = $1; gsub(/[ \t]+/, " ") }
		on && !/^(nop|push|pop)/ { print }
		on && /^ret/ { exit }'
}

same() # level function by-hand
{
	hot_path "$1" "$2" >"$scratch/ours"
	hot_path "$1" "$3" >"$scratch/hand"
	grep -q '^ret' "$scratch/ours" && diff "$scratch/ours" "$scratch/hand"
}

for level in -O2 -O3; do
	$cc -std=gnu11 $level -fcf-protection=none -I"$root/include" -c "$root/tests/sync/codegen.c" -o "$scratch/codegen$level.o" || exit 1
	for side in notify pair unlock; do
		same $level $side ${side}_pledged || { echo "$level: $side has other instructions than by hand"; exit 1; }
	done
	! same $level notify_fenced notify_pledged >/dev/null || { echo "INCONCLUSIVE: a fence is not seen"; exit 77; }
done
