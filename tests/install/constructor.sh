#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A static archive drops an object that nothing refers to, and with it a constructor. So a
# program whose only use of the library is a fast path must bring in the one that chooses.
. "$SOURCE/tests/install/lib.sh"
need_static

build() # name option...
{
	name=$1
	shift
	"$CC" -std=c11 -pthread -I"$SOURCE/include" "$@" -o "$name" "$here/only_fast_path.c" "$BUILD/libmembarrier.a"
}

"$CC" -std=c11 -pthread -I"$SOURCE/include" -o stranger "$here/stranger.c" "$BUILD/libmembarrier.a"
./stranger
build control -DCONTROL
build plain
build pledged -DMEMBARRIER_ASSUME_ASYMMETRIC

[ "$(./control)" = absent ] || fail "the control, which uses nothing, has the library: this test has no power"
case $(./stranger) in
*" fence")
	./plain | grep -q '^-' || fail "strategy at the start of main, where only plain fences are sound: $(./plain)"
	if ./pledged 2>message; then fail "a pledged program runs where only plain fences are sound"; fi
	cat message
	grep -q MEMBARRIER_ASSUME_ASYMMETRIC message || fail "the pledged program stopped without saying why"
	skip "no asymmetric strategy here (plain fences behaved as they should)"
	;;
esac
for name in plain pledged; do
	say "$name: $(./$name)"
	./$name | grep -q '^[1-9]' || fail "no strategy chosen at the start of main in: $name"
done
