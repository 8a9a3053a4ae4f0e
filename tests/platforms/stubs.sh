#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# stubs.sh - the library is valid C for each system whose headers are stubs here, so that a change that breaks the port
# to another system fails here. Then a mistake in each port is found, or this test has no power.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
command -v clang >/dev/null 2>&1 || { echo "cannot be tried here: clang is not installed"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

check() # tree group target
{
	scratch=$work/$3
	rm -rf "$scratch"
	mkdir "$scratch"
	sh "$1/tests/platforms/$2.sh" --syntax "$3" "$scratch" >"$work/row"
}

holds() # group target
{
	check "$root" "$@" || { cat "$work/row" "$scratch/log"; echo "FAILED: $2"; exit 1; }
	cat "$work/row"
}

# One for each port and width: the systems without a port of their own compile the same as OpenBSD.
holds bsd freebsd-x86_64
holds bsd freebsd-i386
holds bsd openbsd-x86_64
holds apple macos-arm64

mkdir -p "$work/tree/tests"
cp -R "$root/include" "$root/src" "$root/tools" "$work/tree"
cp -R "$here" "$here/../ports" "$work/tree/tests"
for source in "$work"/tree/src/port/*/*.c "$work"/tree/src/sync/port/*.c; do
	sed 's/^\(static\|int\|void\|bool\) .*[^;]$/& MISTAKE/' "$source" >"$work/source"
	cp "$work/source" "$source"
done

# Whose mistakes are found, of the mistakes in all ports.
finds() # group target source...
{
	! check "$work/tree" "$1" "$2" || { echo "FAILED: no mistake is found for $2"; exit 1; }
	shift 2
	for source; do
		grep -q "/src/$source:.*error" "$scratch/log" || { echo "FAILED: a mistake in $source is not found"; exit 1; }
	done
}

finds bsd freebsd-x86_64 port/freebsd/freebsd.c sync/port/freebsd_park.c sync/port/posix.c
finds bsd openbsd-x86_64 port/generic/generic.c port/generic/generic_selftest.c sync/port/posix_park.c
finds apple macos-arm64 port/darwin/darwin.c
echo "mistakes in the ports are found"
