#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A cross build for Windows: the DLL, its import library and .def file, the static library, the
# command, and a stranger's program against each; and the bare sources with every mingw-w64
# that is here. Nothing is run.
. "$SOURCE/tests/install/lib.sh"
cross=x86_64-w64-mingw32
need $cross-gcc
need $cross-objdump
unset CC

quietly "$CMAKE" -S "$SOURCE" -B build -DCMAKE_TOOLCHAIN_FILE="$SOURCE/packaging/cmake/mingw-w64.cmake" \
	-DMEMBARRIER_TESTS=OFF -DMEMBARRIER_EXAMPLES=OFF
quietly "$CMAKE" --build build --parallel 2
quietly "$CMAKE" --install build --prefix "$work/prefix"
for file in bin/libmembarrier-0.dll bin/membarrier.exe lib/libmembarrier.dll.a lib/libmembarrier.def lib/libmembarrier.a \
	include/membarrier.h bin/libmembarrier-sync-0.dll lib/libmembarrier-sync.dll.a lib/libmembarrier-sync.a include/membarrier/rwlock.h; do
	[ -s "prefix/$file" ] || fail "$file was not installed"
done

exports() # DLL
{
	$cross-objdump -p "$1" |
		awk '/\[Ordinal\/Name Pointer\] Table/ { on = 1; next } on && NF == 0 { exit } on { print $NF }' | sort
}
# In place of thread-local data a DLL has functions.
symbols_of_map "$sync_map" | sed 's/self_$/self_at_/' | sort >expected
exports prefix/bin/libmembarrier-sync-0.dll >exported
diff expected exported || fail "libmembarrier-sync's version script (<) and the DLL (>) differ"
symbols_of_map >expected
exports prefix/bin/libmembarrier-0.dll >exported
diff expected exported || fail "the version script (<) and the DLL (>) differ"
awk '$2 ~ /^@/ { print $1 }' prefix/lib/libmembarrier.def | sort >listed
diff expected listed || fail "the version script (<) and the .def file (>) differ"
# A variable that is taken for a function would be read from the import table's code.
awk '/DATA/ { print $1 }' prefix/lib/libmembarrier.def | sort >variables
printf 'membarrier_code_mode_\nmembarrier_home_offset_\nmembarrier_strategy_\nmembarrier_tsan_\n' | diff - variables || fail "the .def file does not know the variables"

dlls() # program: what it imports from
{
	$cross-objdump -p "$1" | sed -n 's/.*DLL Name: //p' | sort
}
program() # name option...
{
	name=$1
	shift
	$cross-gcc -std=c11 -Iprefix/include -o "$name.exe" "$here/stranger.c" "$@"
	dlls "$name.exe" >"$name.dlls"
}
program dll -DMEMBARRIER_SHARED prefix/lib/libmembarrier.dll.a
program dll-undeclared -Lprefix/lib -lmembarrier
program static prefix/lib/libmembarrier.a
grep -qx libmembarrier-0.dll dll.dlls || fail "the program does not import from the DLL"
grep -qx libmembarrier-0.dll dll-undeclared.dlls || fail "the program with pkg-config's flags does not import from the DLL"
! grep libmembarrier static.dlls || fail "the static program needs the DLL"
dlls prefix/bin/libmembarrier-sync-0.dll >sync.dlls
! grep -iE 'pthread|libgcc' sync.dlls || fail "libmembarrier-sync needs a DLL of the compiler's"

# Both kinds of threads that Debian's compilers come with: the library uses neither.
for compiler in x86_64-w64-mingw32-gcc-posix x86_64-w64-mingw32-gcc-win32 \
	i686-w64-mingw32-gcc-posix i686-w64-mingw32-gcc-win32; do
	command -v $compiler >/dev/null 2>&1 || continue
	quietly $compiler -std=c11 -Wall -Wextra -Werror -I"$SOURCE/include" -o $compiler.exe "$here/stranger.c" \
		"$SOURCE"/src/*.c "$SOURCE"/src/selftest/*.c "$SOURCE"/src/port/*/*.c
	! dlls $compiler.exe | grep -i pthread || fail "$compiler: the program needs a thread library"
	quietly $compiler -std=c11 -Wall -Wextra -Werror -I"$SOURCE/include" -I"$SOURCE/tests" -o $compiler-sync.exe \
		"$SOURCE/tests/sync/windows_blocks.c" "$SOURCE"/src/*.c "$SOURCE"/src/selftest/*.c "$SOURCE"/src/port/*/*.c \
		"$SOURCE"/src/sync/*.c "$SOURCE"/src/sync/port/*.c -lsynchronization
	say "$compiler: $(dlls $compiler.exe | paste -sd ' ')"
done
