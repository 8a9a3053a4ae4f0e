#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# new_test.sh ROOT CC: what scripts/new-test writes is a test: it compiles, says that it is not written
# yet, and is refused where there is one of that name.
set -eu
root=$1 cc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

mkdir "$work/tests"
cp -r "$root/scripts" "$work/scripts"
cp -r "$root/tests/unit" "$root/tests/hostile" "$root/tests/ordering" "$root/tests/tool" "$work/tests"
cd "$work"
for kind in unit hostile ordering; do
	scripts/new-test $kind/just_begun >/dev/null
	"$cc" -std=c11 -Wall -Wextra -Werror -I"$root/include" -I"$root/tests" -c -o test.o tests/$kind/just_begun.c
	grep -q 'not written yet' tests/$kind/just_begun.c || fail "$kind: would pass as it is"
	! scripts/new-test $kind/just_begun 2>/dev/null || fail "$kind: wrote over a test"
done
scripts/new-test tool/just_begun >/dev/null
sh -n tests/tool/just_begun.sh
for file in ordering tool; do
	[ "$(grep -c 'just_begun' tests/$file/CMakeLists.txt)" -eq 1 ] || fail "$file/CMakeLists.txt does not know it"
done
for name in unit unit/ unit/Bad unit/../x install/x unit/interface; do
	! scripts/new-test "$name" >/dev/null 2>&1 || fail "accepted $name"
done
