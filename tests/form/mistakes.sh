#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# mistakes.sh ROOT: clang-tidy finds nothing that .clang-tidy asks for.
. "$(dirname "$0")/lib.sh"
need clang-tidy
cd "$1" || exit

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tidy() # file, options of clang-tidy...
{
	case $1 in
	src/sim/*) standard=gnu11 ;; # It stands in for functions that C11 alone does not have.
	*) standard=c11 ;;
	esac
	clang-tidy --quiet "$@" -- -std=$standard -Iinclude -Itests 2>"$work/errors"
}

printf '#include <stdlib.h>\nint main(void)\n{\n\tint *p = malloc(sizeof *p);\n\tfree(p);\n\treturn *p;\n}\n' >"$work/control.c"
cp .clang-tidy "$work"
if tidy "$work/control.c" >"$work/found"; then fail "clang-tidy does not find a use after free"; fi
grep -q . "$work/found" || { cat "$work/errors"; skip "clang-tidy does not run"; }

# The files of other systems are empty here, and cost nothing. The analyzer, which follows paths, takes a second or more
# for a file: it only looks at what is linked into other programs.
status=0
for file in src/*.c src/selftest/*.c src/port/*/*.c src/sync/*.c src/sync/port/*.c; do
	tidy "$file" || status=1
done
for file in src/sim/*.c tools/*/*.c bench/*.c examples/*.c; do
	case $file in bench/peer_*) continue ;; esac # Peers' headers may be absent.
	tidy "$file" '--checks=-clang-analyzer-*' || status=1
done
[ "$status" -eq 0 ] || fail "expected no finding"
