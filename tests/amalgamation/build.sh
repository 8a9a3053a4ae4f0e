#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# build.sh COMPILER: the two files build without more warnings than the sources give, and a
# stranger's programs, in C and C++, run with them.
. "$SOURCE/tests/install/lib.sh"
compiler=$1
need "$compiler"

quietly sh "$SOURCE/scripts/amalgamate" --sync two
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes"
case $compiler in
*mingw32*) links='' runs='' cxx=x86_64-w64-mingw32-g++ ;;
musl-gcc) links='-pthread -static' runs=yes cxx='' ;; # It is no C++ compiler.
clang) links=-pthread runs=yes cxx=clang++ ;;
*) links=-pthread runs=yes cxx=g++ ;;
esac

compile() # option...
{
	# shellcheck disable=SC2086 # words
	"$compiler" -std=c11 -O2 $warnings "$@"
}

no_more_warnings() # options source...: than the sources give, whose output is in the file messages
{
	options=$1
	shift
	[ -s messages ] || return 0
	# Perhaps this compiler warns of the sources as well.
	: >sources
	for source in "$@"; do
		compile ${options:+"$options"} -I"$SOURCE/include" -c -o source.o "$source" 2>>sources
	done
	cat messages >&2
	[ "$(grep -c 'warning:' messages)" -le "$(grep -c 'warning:' sources)" ] || fail "$compiler $options: more warnings than of the sources"
}

strategy_of() # program: what it says it uses
{
	./"$1" >said || fail "$1 of $compiler: $(cat said)"
	sed -n 's/^stranger: //p' said
}

for options in '' -DMEMBARRIER_FENCE_ONLY -DMEMBARRIER_ASSUME_ASYMMETRIC; do
	compile ${options:+"$options"} -c -o membarrier.o two/membarrier.c 2>messages || { cat messages >&2; fail "$compiler $options"; }
	no_more_warnings "$options" "$SOURCE"/src/*.c "$SOURCE"/src/selftest/*.c "$SOURCE"/src/port/*/*.c
	compile ${options:+"$options"} -Itwo -c -o membarrier-sync.o two/membarrier-sync.c 2>messages || { cat messages >&2; fail "$compiler $options"; }
	no_more_warnings "$options" "$SOURCE"/src/sync/*.c "$SOURCE"/src/sync/port/*.c
	# shellcheck disable=SC2086 # words
	quietly "$compiler" -std=c11 $links -Itwo -o stranger "$here/stranger.c" membarrier.o
	if [ -z "$runs" ]; then # stranger_sync.c has POSIX threads, and this compiler may have none.
		quietly "$compiler" -shared -o blocks.dll membarrier-sync.o membarrier.o -lsynchronization
		continue
	fi
	used=$(strategy_of stranger)
	say "$compiler $options: $used"
	[ -n "$used" ] || fail "$compiler $options: the program named no strategy"
	[ "$options" != -DMEMBARRIER_FENCE_ONLY ] || [ "$used" = fence ] || fail "expected fence of a library that is FENCE_ONLY"

	# shellcheck disable=SC2086 # words
	quietly "$compiler" -std=c11 $links -Itwo -o stranger_sync "$here/stranger_sync.c" membarrier-sync.o membarrier.o
	./stranger_sync || fail "$compiler $options: the program with the blocks failed"

	# shellcheck disable=SC2086 # words
	if [ -n "$cxx" ] && command -v "$cxx" >/dev/null 2>&1; then
		quietly "$cxx" -std=c++11 $links -Itwo -o stranger_cxx "$here/stranger.cc" membarrier.o
		[ "$(strategy_of stranger_cxx)" = "$used" ] || fail "the C++ program uses another strategy than $used"
	fi
done
