#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The libraries export what their version scripts say and nothing else, and carry the
# marks that the loader must see.
. "$SOURCE/tests/install/lib.sh"
need nm
need readelf
need_shared
need_static

exports() # library map version what-else-it-may-need
{
	shared=$BUILD/$1.so
	symbols_of_map "$2" >expected
	[ -s expected ] || fail "no symbols in $2"
	symbols_of_shared "$shared" >exported
	diff expected exported || fail "the version script (<) and $1.so (>) differ"
	! nm -D --defined-only "$shared" | grep -v "@@$3\$" | grep -v ' A ' || fail "$1.so: symbols without the version"

	symbols_of_static "$BUILD/$1.a" >global
	[ -s global ] || fail "no symbols in $1.a"
	! grep -v '^membarrier_\|^mb_' global || fail "names that may clash with a user's are global in $1.a"
	# So a user's shared library exports nothing of it.
	! readelf -sW "$BUILD/$1.a" | awk '$5 == "GLOBAL" && $6 == "DEFAULT" && $7 != "UND" { print $8 }' | grep . ||
		fail "symbols of $1.a are not hidden"

	dynamic_of "$shared" | tee dynamic
	grep -q "^SONAME .*\[$1\.so\.0\]" dynamic || fail "the soname is not $1.so.0"
	# A thread may be inside at dlclose(), or end later.
	grep -q '^FLAGS_1 .*NODELETE' dynamic || fail "$1.so: not marked NODELETE"
	# Programs may hold membarrier_strategy_ by a copy relocation; theirs must then be the one.
	! grep SYMBOLIC dynamic || fail "$1.so: bound symbolically"
	! grep TEXTREL dynamic || fail "$1.so: has text relocations"
	! grep -v "libc\.\|ld-$4" dynamic | grep NEEDED || fail "$1.so: needs more than libc"
	readelf -lW "$shared" | awk '$1 == "GNU_STACK" { exit $0 ~ /RWE/ }' || fail "$1.so: asks for an executable stack"
}
exports libmembarrier "$SOURCE/src/libmembarrier.map" MEMBARRIER_0.1 ''
! has_sync || exports libmembarrier-sync "$sync_map" LIBMEMBARRIER_SYNC_0.1 '\|libmembarrier\.so\.0'

# The simulator defines names of its own, and those that it answers for: the C library's, operator new and delete of
# C++, what the instrumented code calls, and main() as the linker wraps it.
[ -e "$BUILD/libmembarrier-sim.a" ] || exit 0
nm -D --defined-only "$("${CC:-cc}" -print-file-name=libc.so.6)" | awk '{ sub(/@.*/, "", $3); print $3 }' | sort -u >of_libc
[ -s of_libc ] || fail "no symbols in the C library"
symbols_of_static "$BUILD/libmembarrier-sim.a" | sort -u |
	grep -v '^membarrier_\|^mb_\|^__tsan_\|^_Z[nd][wla]\|^__wrap_main$' >others
grep -qx malloc others || fail "libmembarrier-sim.a does not answer for malloc()"
comm -23 others of_libc >strange
[ ! -s strange ] || { cat strange; fail "names that may clash with a user's are global in libmembarrier-sim.a"; }
