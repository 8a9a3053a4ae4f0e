#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# commands.sh ROOT: README's commands that install and remove work as printed, and its first program compiles with what
# they have installed: with an environment of nothing but a PATH, in a copy of the sources. As root: first as a user without
# the right to install, then as root.
set -eu
root=$1
command -v cmake >/dev/null || { echo "cannot be tried here: no cmake"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The block that begins with cmake -S, with a prefix of our own; what the tests' build has is not in the copy.
sed -n '/^    cmake -S \. -B build\/install/,/^$/s/^    //p' "$root/README.md" | sed "s|/usr/local|$work/prefix|" >"$work/commands"
[ "$(wc -l <"$work/commands")" -eq 4 ] || { echo "README.md: expected four commands that install and remove"; exit 1; }
grep -q target "$work/commands" || { echo "README.md: expected the one that removes"; exit 1; }
mkdir "$work/sources"
(cd "$root" && tar cf - --exclude=./build --exclude='./build-*' --exclude=./.git .) | (cd "$work/sources" && tar xf -)
sed -n '1,3p' "$work/commands" >"$work/install"
sed -n '4p' "$work/commands" >"$work/remove"

# A user without the right to install, if this test can run as one.
as=
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null && setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
	chown -R 65534:65534 "$work"
fi
clean() { (cd "$work/sources" && $as env -i PATH="$PATH" HOME="$work" ${CMAKE_C_COMPILER_LAUNCHER:+CCACHE_DISABLE=1} "$@"); }

# The first program, by the row for pkg-config and the sentence on a prefix that the loader does not search.
awk '/^```c$/ && !n { inside = n = 1; next } /^```$/ { inside = 0 } inside' "$root/README.md" >"$work/your.c"
line=$(sed -n 's/^| pkg-config | `\(cc your.c .*libmembarrier)\)` |$/\1/p' "$root/README.md")
rpath=$(sed -n 's/.*prefix that the loader does not search, add `\([^`]*\)`.*/\1/p' "$root/README.md")
[ -n "$line" ] && [ -n "$rpath" ] || { echo "README.md: expected a line for pkg-config, and one on the loader"; exit 1; }
compile=
if command -v pkg-config >/dev/null; then
	compile="cd '$work/prefix' && PKG_CONFIG_PATH=\$(dirname \$(find . -name libmembarrier.pc)) && export PKG_CONFIG_PATH &&
		${line%)*}) $rpath -pthread -o your && ./your && rm your"
fi

# The installed files work, and all of them are removed.
use_and_remove()
{
	clean "$work/prefix/bin/membarrier" info -q || { echo "the installed command does not run"; exit 1; }
	for file in include/membarrier.h share/man/man1/membarrier.1 share/bash-completion/completions/membarrier; do
		[ -f "$work/prefix/$file" ] || { echo "not installed: $file"; exit 1; }
	done
	if [ -n "$compile" ]; then
		clean cp "$work/your.c" "$work/prefix/your.c"
		clean sh -e -c "$compile" || { echo "the first program does not compile or run with what is installed"; exit 1; }
		clean rm "$work/prefix/your.c"
	fi
	clean sh -e "$work/remove" >"$work/said" 2>&1 || { tail -n 20 "$work/said"; echo "README.md: the command that removes fails"; exit 1; }
	left=$(find "$work/prefix" ! -type d)
	[ -z "$left" ] || { echo "not removed: $left"; exit 1; }
	left=$(find "$work/prefix" -name '*membarrier*')
	[ -z "$left" ] || { echo "not removed: $left"; exit 1; }
}

clean sh -e "$work/install" >"$work/said" 2>&1 || { tail -n 20 "$work/said"; echo "README.md: the commands that install fail"; exit 1; }
use_and_remove
if [ -n "$as" ]; then # Root installs what the user has built.
	user=$as as=
	sed -n 3p "$work/install" >"$work/again"
	clean sh -e "$work/again" >"$work/said" 2>&1 || { tail -n 20 "$work/said"; echo "README.md: root cannot install"; exit 1; }
	use_and_remove
	as=$user
	chown -R 65534:65534 "$work"
fi

# A compiler that does not work: its own words are shown. Nothing may be installed here: sudo refuses.
mkdir "$work/bin"
fake() { printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"; chmod +x "$work/bin/$1"; }
fake sudo 'exit 1'
fake broken-cc 'echo "cannot execute cc1" >&2; exit 1'
if [ -n "$as" ] || [ "$(id -u)" -ne 0 ]; then
	setup() { clean env PATH="$work/bin:$PATH" "$@" sh scripts/setup >"$work/said" 2>&1; }

	! setup CC=broken-cc || { echo "scripts/setup: expected a failure without a compiler"; exit 1; }
	grep -q 'cannot execute cc1' "$work/said" || { cat "$work/said"; echo "scripts/setup: expected the compiler's own words"; exit 1; }

	# A CMake that is too old: what to do instead.
	fake cmake 'echo "cmake version 3.18.4"'
	! setup || { echo "scripts/setup: expected a failure with CMake 3.18"; exit 1; }
	grep -q 'CMake 3.18.4 is here, and 3.21 is needed' "$work/said" && grep -q 'cc -std=c11' "$work/said" ||
		{ cat "$work/said"; echo "scripts/setup: expected what to do on an old system"; exit 1; }

	# None, and the system offers one that is too old: that is said before anything is installed.
	fake sudo 'shift; [ "$1" = true ] || echo "$@" >>"'"$work"'/installed"'
	fake apt-get 'echo "$@" >>"'"$work"'/installed"'
	fake apt-cache 'echo "  Candidate: 3.18.4-2"'
	! setup || { echo "scripts/setup: expected a failure where CMake 3.18 is offered"; exit 1; }
	grep -q 'this system offers CMake 3.18.4-2' "$work/said" || { cat "$work/said"; echo "scripts/setup: expected the version that is offered"; exit 1; }
	[ ! -e "$work/installed" ] || { cat "$work/installed"; echo "scripts/setup: expected nothing to be installed"; exit 1; }
fi

# scripts/test -R finds what a test needs, also in a directory whose name ctest's files quote.
# shellcheck disable=SC2034 # needed() uses scratch
build="$work/a \$b & ä" scratch=$work
mkdir "$build"
quoted=$(echo "$build" | sed 's/\$/\\$/g')
cat >"$build/CTestTestfile.cmake" <<-CTEST
	add_test([=[wanted]=] "$quoted/tests/limit" "$quoted/bench/./a.o;$quoted/bench/b.o" "$quoted/none")
	add_test([=[other]=] "$quoted/tests/other")
CTEST
fake ninja 'printf "%s: rule\n" tests/limit tests/other bench/a.o bench/b.o'
sed -n '/^needed()/,/^}/p' "$root/scripts/test" >"$work/needed"
found=$(PATH="$work/bin:$PATH" && . "$work/needed" && echo wanted | needed | tr '\n' ' ')
[ "$found" = 'bench/a.o bench/b.o tests/limit ' ] || { echo "scripts/test: expected three files that a test needs, not: $found"; exit 1; }

# An environment without a PATH: the scripts find what the shell finds.
if env -i /bin/sh -c 'command -v cmake && command -v cc && command -v c++ && command -v ninja' >/dev/null; then
	(cd "$work/sources" && $as env -i /bin/sh scripts/build help) >"$work/said" 2>&1 ||
		{ tail -n 20 "$work/said"; echo "scripts/build: expected to work without a PATH"; exit 1; }
fi

# A tree that cannot be written says where to build instead.
if [ -n "$as" ]; then
	chown -R root:root "$work/sources"
	rm -rf "$work/sources/build"
	! clean scripts/build >"$work/said" 2>&1 || { echo "scripts/build: expected a failure in a read-only tree"; exit 1; }
	grep -q 'elsewhere: cmake -S' "$work/said" || { cat "$work/said"; echo "scripts/build: expected what to do instead"; exit 1; }
fi
echo "installed, run, removed${as:+, as a user without the right to install}"
