#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# BUILD_SHARED_LIBS, on, off and not set, says which library a parent gets: the program that it
# installs starts each time, and nothing is compiled that it did not ask for.
. "$SOURCE/tests/install/lib.sh"
need readelf

cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(stranger C)
include(FetchContent)
include(GNUInstallDirs)
set(CMAKE_INSTALL_RPATH $ORIGIN/../${CMAKE_INSTALL_LIBDIR})
FetchContent_Declare(membarrier SOURCE_DIR ${source})
FetchContent_MakeAvailable(membarrier)
add_executable(stranger ${source}/tests/install/stranger.c)
target_link_libraries(stranger PRIVATE membarrier::membarrier)
install(TARGETS stranger)
END
needs_shared() { readelf -d "$1" | grep -q 'NEEDED.*libmembarrier\.so\.0'; }
objects() { find "$1" -name slow_path.c.o | wc -l; }

for asked in '' OFF ON; do
	tree=parent$asked
	quietly "$CMAKE" -S . -B "$tree" -Dsource="$SOURCE" -DMEMBARRIER_SYNC=OFF ${asked:+-DBUILD_SHARED_LIBS=$asked}
	quietly "$CMAKE" --build "$tree"
	quietly "$CMAKE" --install "$tree" --prefix "$work/$tree-prefix"
	rm -r "$tree/_deps" # The installed files must be enough.
	"./$tree-prefix/bin/stranger" || fail "BUILD_SHARED_LIBS='$asked': the installed program does not start"
	if [ "$asked" = ON ]; then
		needs_shared "$tree-prefix/bin/stranger" || fail "BUILD_SHARED_LIBS=ON: the program has the static library"
	elif needs_shared "$tree-prefix/bin/stranger"; then
		fail "BUILD_SHARED_LIBS='$asked': the program needs the shared library"
	fi
done
quietly "$CMAKE" -S . -B once -Dsource="$SOURCE" -DMEMBARRIER_SYNC=OFF
quietly "$CMAKE" --build once
! find once -name 'libmembarrier-sync*' | grep . || fail "MEMBARRIER_SYNC=OFF: libmembarrier-sync was built"
[ "$(objects once)" -eq 1 ] || fail "each source was compiled $(objects once) times for a parent that wants one library"

# Without a parent: the library that was asked for and no other; both if none was.
for asked in '' OFF ON; do
	tree=alone$asked
	quietly "$CMAKE" -S "$SOURCE" -B "$tree" -DMEMBARRIER_TESTS=OFF -DMEMBARRIER_EXAMPLES=OFF -DMEMBARRIER_TOOL=OFF -DMEMBARRIER_SIM=OFF \
		${asked:+-DBUILD_SHARED_LIBS=$asked} -DCMAKE_INSTALL_LIBDIR=lib
	quietly "$CMAKE" --build "$tree" --parallel 2
	quietly "$CMAKE" --install "$tree" --prefix "$work/$tree-prefix"
	"$CC" -std=c11 -pthread -I"$tree-prefix/include" -o "$tree-program" "$here/stranger.c" -L"$tree-prefix/lib" -lmembarrier
	LD_LIBRARY_PATH="$work/$tree-prefix/lib" "./$tree-program"
	"$CC" -std=c11 -pthread -I"$tree-prefix/include" -o "$tree-sync" "$here/stranger_sync.c" -L"$tree-prefix/lib" \
		-lmembarrier-sync -lmembarrier
	LD_LIBRARY_PATH="$work/$tree-prefix/lib" "./$tree-sync"
	found=$(cd "$tree-prefix/lib" && echo libmembarrier.[as]*)
	case $asked in
	'') wanted='libmembarrier.a libmembarrier.so libmembarrier.so.0 '"libmembarrier.so.$(version)" ;;
	OFF) wanted='libmembarrier.a' ;;
	ON) wanted='libmembarrier.so libmembarrier.so.0 '"libmembarrier.so.$(version)" ;;
	esac
	found_sync=$(cd "$tree-prefix/lib" && echo libmembarrier-sync.[as]* | sed 's/-sync//g')
	[ "$found_sync" = "$wanted" ] || fail "BUILD_SHARED_LIBS='$asked': libmembarrier-sync, expected the like of $wanted, found $found_sync"
	[ "$found" = "$wanted" ] || fail "BUILD_SHARED_LIBS='$asked': expected $wanted, found $found"
done
