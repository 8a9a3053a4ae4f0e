#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A cross build for Windows: the DLL, its import library, the static library, the command,
# and a stranger's program against each. Nothing is run.
. "$SOURCE/tests/install/lib.sh"
cross=x86_64-w64-mingw32
need $cross-gcc
need $cross-objdump
unset CC

quietly "$CMAKE" -S "$SOURCE" -B build -DCMAKE_TOOLCHAIN_FILE="$SOURCE/cmake/mingw-w64.cmake" \
	-DMEMBARRIER_TESTS=OFF -DMEMBARRIER_EXAMPLES=OFF
quietly "$CMAKE" --build build --parallel 2
quietly "$CMAKE" --install build --prefix "$work/prefix"
for file in bin/libmembarrier.dll bin/membarrier.exe lib/libmembarrier.dll.a lib/libmembarrier.a include/membarrier.h; do
	[ -s "prefix/$file" ] || fail "$file was not installed"
done

symbols_of_map >expected
$cross-objdump -p prefix/bin/libmembarrier.dll |
	awk '/\[Ordinal\/Name Pointer\] Table/ { on = 1; next } on && NF == 0 { exit } on { print $NF }' | sort >exported
diff expected exported || fail "the version script (<) and the DLL (>) differ"

program() # name option...
{
	name=$1
	shift
	$cross-gcc -std=c11 -Iprefix/include -o "$name.exe" "$here/stranger.c" "$@"
	$cross-objdump -p "$name.exe" | sed -n 's/.*DLL Name: //p' | sort >"$name.dlls"
}
program dll -DMEMBARRIER_SHARED prefix/lib/libmembarrier.dll.a
program dll-undeclared -Lprefix/lib -lmembarrier
program static prefix/lib/libmembarrier.a
grep -qx libmembarrier.dll dll.dlls || fail "the program does not import from the DLL"
grep -qx libmembarrier.dll dll-undeclared.dlls || fail "the program with pkg-config's flags does not import from the DLL"
! grep libmembarrier static.dlls || fail "the static program needs the DLL"
