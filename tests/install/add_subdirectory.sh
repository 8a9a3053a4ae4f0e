#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A CMake project with a copy of the sources in its own tree, and standards, warnings and a
# build type of its own, which stay as they are.
. "$SOURCE/tests/install/lib.sh"

mkdir third_party
ln -s "$SOURCE" third_party/membarrier
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(stranger C)
set(CMAKE_C_STANDARD 17)
add_subdirectory(third_party/membarrier EXCLUDE_FROM_ALL)
foreach(kind IN ITEMS membarrier static)
	add_executable(stranger_${kind} ${here}/stranger.c)
	target_link_libraries(stranger_${kind} PRIVATE membarrier::${kind})
endforeach()
foreach(kind IN ITEMS sync sync_static)
	add_executable(stranger_${kind} EXCLUDE_FROM_ALL ${here}/stranger_sync.c)
	target_link_libraries(stranger_${kind} PRIVATE membarrier::${kind})
endforeach()
if(NOT CMAKE_C_STANDARD EQUAL 17)
	message(FATAL_ERROR "the parent's C standard was set to ${CMAKE_C_STANDARD}")
endif()
get_directory_property(options COMPILE_OPTIONS)
if(options)
	message(FATAL_ERROR "the parent's compiler options were set to ${options}")
endif()
END
quietly "$CMAKE" -S . -B build -Dhere="$here" -DCMAKE_BUILD_TYPE=MinSizeRel
quietly "$CMAKE" --build build
./build/stranger_membarrier
./build/stranger_static
! find build -name 'libmembarrier-sync*' | grep . || fail "libmembarrier-sync was built, which nothing needs"
quietly "$CMAKE" --build build --target stranger_sync stranger_sync_static
./build/stranger_sync
./build/stranger_sync_static
grep -q '^CMAKE_BUILD_TYPE:STRING=MinSizeRel$' build/CMakeCache.txt || fail "the parent's build type was set"

# One library alone, and plain fences.
quietly "$CMAKE" -S . -B fences -Dhere="$here" -DMEMBARRIER_FENCE_ONLY=ON
quietly "$CMAKE" --build fences --target stranger_static
[ "$(./fences/stranger_static)" = "stranger: fence" ] || fail "MEMBARRIER_FENCE_ONLY: $(./fences/stranger_static)"
quietly "$CMAKE" --build fences --target stranger_sync_static
[ "$(./fences/stranger_sync_static)" = "stranger_sync: fenced" ] || fail "MEMBARRIER_FENCE_ONLY: $(./fences/stranger_sync_static)"
! find fences -name 'libmembarrier.so*' | grep . || fail "the shared library was built, which nothing needs"
