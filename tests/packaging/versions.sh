#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The packages have the header's version, and the ABI promise that goes with it.
. "$SOURCE/tests/packaging/lib.sh"

debian=$(sed -n '1s/^libmembarrier (\(.*\)-[^-]*) .*/\1/p' "$SOURCE/packaging/debian/changelog")
[ "$debian" = "$version" ] || fail "membarrier.h has version $version, packaging/debian/changelog '$debian'"
rpm=$(sed -n 's/^Version: *//p' "$spec")
[ "$rpm" = "$version" ] || fail "membarrier.h has version $version, the spec file '$rpm'"

# While the major version is 0, minor versions may differ in their ABI: no package linked
# with one may be installed beside another. (From 1.0 on, majors, and those are the soname.)
[ "$major" -eq 0 ] || { say "$version"; exit 0; }
symbols_listed() # library map
{
	symbols=$SOURCE/packaging/debian/${1}0.symbols
	grep -q "^$1\.so\.0 .*(<< 0\.$((minor + 1))~)" "$symbols" ||
		fail "expected a bound (<< 0.$((minor + 1))~) in packaging/debian/${1}0.symbols"
	symbols_of_map "$2" >exported
	sed -n 's/^ \(membarrier_[a-z_]*\)@.*/\1/p' "$symbols" | sort >listed
	diff exported listed || fail "$2 (<) and packaging/debian/${1}0.symbols (>) differ"
}
symbols_listed libmembarrier "$SOURCE/src/libmembarrier.map"
symbols_listed libmembarrier-sync "$sync_map"
say "$version"
