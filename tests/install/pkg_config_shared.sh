#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A program that finds the shared library by pkg-config, and then loads it.
. "$SOURCE/tests/install/lib.sh"
need pkg-config
need_shared

install_to "$work/prefix"
export PKG_CONFIG_PATH="$libdir/pkgconfig"
[ "$(pkg-config --variable=libdir libmembarrier)" = "$libdir" ] || fail "libdir in libmembarrier.pc is not $libdir"
# shellcheck disable=SC2046 # words
"$CC" -std=c11 -pthread -o stranger "$here/stranger.c" $(pkg-config --cflags --libs libmembarrier)
readelf -d stranger | grep -q 'NEEDED.*libmembarrier\.so\.0' || fail "the program does not need libmembarrier.so.0"
LD_LIBRARY_PATH=$libdir ./stranger

has_sync || exit 0
# shellcheck disable=SC2046 # words
"$CC" -std=c11 -pthread -o stranger_sync "$here/stranger_sync.c" $(pkg-config --cflags --libs libmembarrier-sync)
readelf -d stranger_sync | grep -q 'NEEDED.*libmembarrier-sync\.so\.0' || fail "the program does not need libmembarrier-sync.so.0"
LD_LIBRARY_PATH=$libdir ./stranger_sync
