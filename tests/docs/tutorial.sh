#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# tutorial.sh ROOT CC LIBRARY: the program of doc/tutorial.md compiles at each of its steps, and runs; pledged too.
set -eu
root=$1 cc=$2 library=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MEMBARRIER_STRATEGY MEMBARRIER_UNSOUND_OK

awk -v file="$work/config.c" '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on { print > file }' "$root/doc/tutorial.md"
for options in -DSTEP=1 -DSTEP=2 -DSTEP=3 '-DSTEP=3 -DMEMBARRIER_FENCE_ONLY'; do
	# shellcheck disable=SC2086 # words
	"$cc" -std=c11 -O2 -Wall -Wextra -Werror $options -I"$root/include" -o "$work/config" "$work/config.c" "$library" -pthread
	said=$("$work/config" 30) || { echo "$options: status $?"; exit 1; }
	case $said in
	[1-9]*' reads') ;;
	*) echo "$options: expected reads, got: $said"; exit 1 ;;
	esac
	echo "$options: $said"
done
# The files that the page's command names exist.
(cd "$root" && for pattern in $(sed -n 's/^    for step .* cc //p' doc/tutorial.md | grep -oE 'src[^ ]*\.c'); do
	ls $pattern >/dev/null || { echo "doc/tutorial.md: no such files: $pattern"; exit 1; }
done)
