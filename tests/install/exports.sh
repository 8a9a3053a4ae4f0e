#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The libraries export what src/libmembarrier.map says and nothing else, and carry the
# marks that the loader must see.
. "$SOURCE/tests/install/lib.sh"
need nm
need readelf
need_shared
need_static
shared=$BUILD/libmembarrier.so

symbols_of_map >expected
[ -s expected ] || fail "no symbols in src/libmembarrier.map"
symbols_of_shared "$shared" >exported
diff expected exported || fail "the version script (<) and the shared library (>) differ"
! nm -D --defined-only "$shared" | grep -v '@@MEMBARRIER_0\.1$' | grep -v ' A ' || fail "symbols without the version"

symbols_of_static "$BUILD/libmembarrier.a" >global
[ -s global ] || fail "no symbols in the archive"
! grep -v '^membarrier_' global || fail "names that may clash with a user's are global in the archive"

dynamic_of "$shared" | tee dynamic
grep -q '^SONAME .*\[libmembarrier\.so\.0\]' dynamic || fail "the soname is not libmembarrier.so.0"
# A thread may be inside a slow path at dlclose().
grep -q '^FLAGS_1 .*NODELETE' dynamic || fail "not marked NODELETE"
# Programs may hold membarrier_strategy_ by a copy relocation; theirs must then be the one.
! grep SYMBOLIC dynamic || fail "bound symbolically"
! grep TEXTREL dynamic || fail "has text relocations"
! grep -v 'libc\.\|ld-' dynamic | grep NEEDED || fail "needs more than libc"
readelf -lW "$shared" | awk '$1 == "GNU_STACK" { exit $0 ~ /RWE/ }' || fail "asks for an executable stack"
