#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# build.sh ROOT DIRECTORY [ARCHITECTURE...]: the library as MSVC gets it, compiled by Clang in Microsoft's mode: without
# __clang__, so that each branch is MSVC's, and with the few declarations in system/ for Microsoft's headers.
# Makes DIRECTORY/ARCHITECTURE/*.obj; for x86_64 a program as well, DIRECTORY/program.exe, if lld-link and
# mingw-w64's import libraries are here. MSVC itself is not available, and is not run.
set -u
root=$1 directory=$2
shift 2
[ $# -gt 0 ] || set -- x86_64 i686 aarch64

here=$root/tests/msvc
imports=/usr/x86_64-w64-mingw32/lib

fail() { echo "FAILED: $*" >&2; exit 1; }
skip() { echo "cannot be tried here: $*"; exit 77; }

as_msvc() # architecture argument...
{
	architecture=$1
	shift
	clang --target="$architecture-pc-windows-msvc" -fms-compatibility -fms-extensions -nostdlibinc -U__clang__ -std=c11 \
		-O2 -Wall -Wextra -Werror -isystem "$here/system" -I"$root/include" "$@"
}
sources() { ls "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/generic/*.c "$root"/src/port/windows/*.c; }

# What Clang accepts and MSVC does not. Clang's own headers do not count.
foreign() # a preprocessed file on standard input
{
	awk -v root="$root/" '/^# [0-9]+ "/ { ours = index($3, "\"" root) == 1 || $3 !~ /^"\//; next } ours' |
		grep -nE '__(attribute|extension|builtin|atomic|sync|asm|typeof)|\(\{'
}

command -v clang >/dev/null 2>&1 || skip "no clang"
for architecture; do
	mkdir -p "$directory/$architecture"
	sources >"$directory/sources"
	[ "$architecture" != x86_64 ] || echo "$here/program.c" >>"$directory/sources"
	while read -r source; do
		object=$directory/$architecture/$(basename "$source" .c).obj
		as_msvc "$architecture" -c -o "$object" "$source" || fail "$architecture: $source does not compile (what it uses of Microsoft's headers is declared in tests/msvc/system)"
		as_msvc "$architecture" -E "$source" >"$directory/preprocessed" || exit 1
		! foreign <"$directory/preprocessed" || fail "$architecture: $source: this is no C of MSVC's"
	done <"$directory/sources"
	# shellcheck disable=SC2016 # the section's name
	for name in select coalesce; do
		case $architecture,$name in i686,coalesce) continue ;; esac # Nothing is numbered, so nothing starts.
		grep -qF '.CRT$XCT' "$directory/$architecture/$name.obj" || fail "$architecture: $name has nothing that runs at the start"
	done
	echo "$architecture: $(wc -l <"$directory/sources") sources"
done
clang -std=c11 -I"$root/include" -E "$root/src/select.c" >"$directory/preprocessed"
foreign <"$directory/preprocessed" >/dev/null || fail "the branches for GCC and Clang are not noticed: this test has no power"

[ -d "$directory/x86_64" ] && command -v lld-link >/dev/null 2>&1 && [ -f $imports/libkernel32.a ] || exit 0
lld-link /nodefaultlib /subsystem:console /entry:start "/out:$directory/program.exe" "$directory"/x86_64/*.obj \
	$imports/libmsvcrt.a $imports/libkernel32.a || fail "the program does not link"
echo 'x86_64: program.exe'
