#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# layout.sh ROOT: the C is laid out by .clang-format.
. "$(dirname "$0")/lib.sh"
cd "$1" || exit

# Versions differ in details; the tree has that of Debian 12.
tool=
for name in clang-format-14 clang-format; do
	command -v $name >/dev/null 2>&1 || continue
	! $name --version | grep -q 'version 14\.' || { tool=$name; break; }
done
[ -n "$tool" ] || skip "no clang-format 14"

# shellcheck disable=SC2046 # a list of words
"$tool" --dry-run -Werror $(sources bench examples include src tests tools) ||
	fail "expected the layout that $tool -i gives (CONTRIBUTING.md, Form)"

# The control: another layout is found.
if printf 'int  f( void ){return 0;}\n' | "$tool" --dry-run -Werror --assume-filename=tools/f.c 2>/dev/null; then
	fail "$tool accepts another layout"
fi
echo "$(sources bench examples include src tests tools | wc -l) files"
