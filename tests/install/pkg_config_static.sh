#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A static program that finds the library by pkg-config.
. "$SOURCE/tests/install/lib.sh"
need pkg-config
need_static

echo 'int main(void) { return 0; }' >empty.c
"$CC" -static -o empty empty.c 2>output || skip "no static libc: $(sed 1q output)"
install_to "$work/prefix"
export PKG_CONFIG_PATH="$libdir/pkgconfig"
# shellcheck disable=SC2046 # words
"$CC" -std=c11 -static -pthread -o stranger "$here/stranger.c" $(pkg-config --static --cflags --libs libmembarrier)
! readelf -d stranger | grep NEEDED || fail "the program is not static"
./stranger

has_sync || exit 0
# shellcheck disable=SC2046 # words
"$CC" -std=c11 -static -pthread -o stranger_sync "$here/stranger_sync.c" $(pkg-config --static --cflags --libs libmembarrier-sync)
! readelf -d stranger_sync | grep NEEDED || fail "the program with the blocks is not static"
./stranger_sync
