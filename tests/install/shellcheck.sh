#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every shell script of the tree, by its first line.
. "$SOURCE/tests/install/lib.sh"
need shellcheck

cd "$SOURCE"
find scripts .ci tests models bench examples doc tools packaging -type f 2>/dev/null | while read -r file; do
	case $(head -c 20 "$file" | tr -d '\0' | sed 1q) in
	'#!'*sh | '#!'*'sh '*) echo "$file" ;;
	esac
done >"$work/list"
[ -s "$work/list" ] || fail "no shell script found"
# Notes do not fail the test: they differ between versions.
xargs -d '\n' shellcheck -x -P SCRIPTDIR -S warning <"$work/list"
echo "$(wc -l <"$work/list") scripts"
