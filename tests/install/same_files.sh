#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# CMake and Meson install the same files, with the same symbols.
. "$SOURCE/tests/install/lib.sh"
need meson
need ninja

options="-DMEMBARRIER_TESTS=OFF -DMEMBARRIER_EXAMPLES=OFF -DCMAKE_INSTALL_LIBDIR=lib"
# shellcheck disable=SC2086 # words
quietly "$CMAKE" -S "$SOURCE" -B by-cmake -DCMAKE_INSTALL_PREFIX=/opt/m $options
quietly "$CMAKE" --build by-cmake --parallel 2
DESTDIR=$work/cmake quietly "$CMAKE" --install by-cmake
quietly meson setup by-meson "$SOURCE" --prefix /opt/m --libdir lib -Ddefault_library=both -Dbuildtype=plain
DESTDIR=$work/meson quietly meson install -C by-meson

for by in cmake meson; do
	(cd $by && find . ! -type d ! -path './opt/m/lib/cmake/*' | sort) >$by.files
	for name in libmembarrier libmembarrier-sync; do
		library=$by/opt/m/lib/$name
		for kind in shared dynamic static pc; do echo "$name:" >>$by.$kind; done
		symbols_of_shared $library.so >>$by.shared
		dynamic_of $library.so >>$by.dynamic
		symbols_of_static $library.a >>$by.static
		cat $by/opt/m/lib/pkgconfig/$name.pc >>$by.pc
	done
	cp $by/opt/m/include/membarrier.h $by.h
done
for what in files shared dynamic static pc h; do
	[ "$(wc -l <cmake.$what)" -gt 2 ] || fail "no $what"
	diff cmake.$what meson.$what || fail "CMake (<) and Meson (>) differ in: $what"
done
cat cmake.files
