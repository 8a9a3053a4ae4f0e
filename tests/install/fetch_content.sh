#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A CMake project that has the sources in its own tree. They bring the libraries and
# nothing else: nothing to install, no tests, no flags.
. "$SOURCE/tests/install/lib.sh"
unset CMAKE_BUILD_TYPE # The parent has none.

cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(stranger C)
include(CTest)
include(FetchContent)
FetchContent_Declare(membarrier SOURCE_DIR ${source})
FetchContent_MakeAvailable(membarrier)
add_executable(stranger ${source}/tests/install/stranger.c)
target_link_libraries(stranger membarrier::membarrier)
add_executable(stranger_static ${source}/tests/install/stranger.c)
target_link_libraries(stranger_static membarrier::static)
foreach(kind IN ITEMS sync sync_static)
	add_executable(stranger_${kind} ${source}/tests/install/stranger_sync.c)
	target_link_libraries(stranger_${kind} membarrier::${kind})
endforeach()
install(TARGETS stranger)
add_test(NAME stranger COMMAND stranger)
END
quietly "$CMAKE" -S . -B build -Dsource="$SOURCE"
quietly "$CMAKE" --build build
./build/stranger
./build/stranger_static
./build/stranger_sync
./build/stranger_sync_static
quietly "$CMAKE" --install build --prefix "$work/prefix"
[ "$(find prefix -type f)" = prefix/bin/stranger ] || fail "installed into the parent: $(find prefix -type f)"
"$CTEST" --test-dir build -N | grep -q '^Total Tests: 1$' || fail "the parent has more tests than its own"
grep -q '^CMAKE_BUILD_TYPE:STRING=$' build/CMakeCache.txt || fail "the parent's build type was set"
