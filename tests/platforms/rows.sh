#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# rows.sh - doc/platforms.md has the very table of `membarrier info --platforms`, and both have every target of scripts/matrix.
set -u
tool=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
command -v jq >/dev/null || { echo "cannot be tried here: jq is not installed"; exit 77; }

"$tool" info --platforms --json >"$work/json" || { echo "FAILED: no table from $tool"; exit 1; }
status=0
same() # what expected found
{
	diff "$2" "$3" >"$work/diff" && return
	echo "FAILED: $1 (< expected, > found):"
	cat "$work/diff"
	status=1
}

jq -r '.platforms[] | "| \(.system) | \(.architectures | join(", ")) | \(.tier) | `\(.strategy)` | \(.basis) (\(.source)) | \(.tested) |"' \
	"$work/json" >"$work/expected"
[ -s "$work/expected" ] || { echo "FAILED: expected rows"; exit 1; }
# The rows of the first table below the heading, without its own heading and line of dashes.
awk '/^## / { on = /^## Platforms$/; rows = 0 } on && rows && !/^\|/ { on = 0 } on && /^\|/ && ++rows > 2' "$root/doc/platforms.md" >"$work/found"
same "doc/platforms.md" "$work/expected" "$work/found"

"$root/scripts/matrix" --list | sort >"$work/expected"
jq -r '.platforms[].targets[]' "$work/json" | sort -u >"$work/found"
same "the targets of tools/cli/platforms.c" "$work/expected" "$work/found"
[ "$status" -ne 0 ] || echo "$(jq '.platforms | length' "$work/json") rows"
exit "$status"
