#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The library has exactly the ABI that packaging/abi/ has: as it was built, and as other compilers build it.
. "$SOURCE/tests/abi/lib.sh"

judge() # what
{
	case $difference in
	none) say "$1: as in packaging/abi/" ;;
	additions) fail "$1: has more than packaging/abi/ says; if that is meant: packaging/abi/renew" ;;
	*) fail "$1: breaks programs linked with what packaging/abi/ says (CONTRIBUTING.md, Releasing)" ;;
	esac
}

build_library "$CC" "$SOURCE" "$work/plain.so"
need_x86_64 plain.so
for compiler in "$CC" gcc clang; do
	command -v "$compiler" >/dev/null 2>&1 || { say "no $compiler"; continue; }
	build_library "$compiler" "$SOURCE" "$work/library.so"
	compare_library "$dump" library.so
	judge "by $compiler"
done

if [ ! -e "$BUILD/libmembarrier.so" ]; then
	say "as built: the shared library is not part of this build"
elif ! has_debug_info "$BUILD/libmembarrier.so"; then
	say "as built: not compared, it has no debugging information"
else
	compare_library "$dump" "$BUILD/libmembarrier.so"
	judge "as built"
fi

build_sync "$CC" "$SOURCE" "$work/sync.so"
compare_library "$SOURCE/packaging/abi/libmembarrier-sync.x86-64.abi" sync.so
judge "libmembarrier-sync"

dump_macros "$CC" "$SOURCE" macros
compare_macros "$SOURCE/packaging/abi/macros" macros
judge "macros"
