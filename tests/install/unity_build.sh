#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A parent builds its files as one (CMAKE_UNITY_BUILD), and sets other options for all that it contains.
. "$SOURCE/tests/install/lib.sh"

cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(stranger C)
set(CMAKE_UNITY_BUILD ON)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
set(CMAKE_DEBUG_POSTFIX _debug)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(MEMBARRIER_BUILD_SHARED ON)
add_compile_options(-Werror)
add_subdirectory(${source} membarrier)
foreach(kind IN ITEMS membarrier static)
	add_executable(stranger_${kind} ${source}/tests/install/stranger.c)
	target_link_libraries(stranger_${kind} PRIVATE membarrier::${kind})
	install(TARGETS stranger_${kind})
endforeach()
foreach(kind IN ITEMS sync sync_static)
	add_executable(stranger_${kind} ${source}/tests/install/stranger_sync.c)
	target_link_libraries(stranger_${kind} PRIVATE membarrier::${kind})
	install(TARGETS stranger_${kind})
endforeach()
set_target_properties(stranger_membarrier stranger_sync PROPERTIES INSTALL_RPATH "$ORIGIN/../lib;$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
add_executable(unity ${source}/tests/install/stranger.c second.c)
target_link_libraries(unity PRIVATE membarrier::membarrier)
if(NOT CMAKE_UNITY_BUILD)
	message(FATAL_ERROR "the parent's CMAKE_UNITY_BUILD was changed")
endif()
END
echo 'void second(void); void second(void) { }' >second.c
for type in Debug Release; do
	quietly "$CMAKE" -S . -B $type -Dsource="$SOURCE" -DCMAKE_BUILD_TYPE=$type -DCMAKE_INSTALL_LIBDIR=lib
	quietly "$CMAKE" --build $type
	quietly "$CMAKE" --install $type --prefix "$work/prefix-$type"
	"./prefix-$type/bin/stranger_membarrier"
	"./prefix-$type/bin/stranger_static"
	"./prefix-$type/bin/stranger_sync"
	"./prefix-$type/bin/stranger_sync_static"
done
grep -q unity_0 Debug/compile_commands.json || fail "the control, the parent's own program, is no unity build: this test has no power"

# The library's own tree.
quietly "$CMAKE" -S "$SOURCE" -B alone -DCMAKE_UNITY_BUILD=ON -DMEMBARRIER_TESTS=OFF
quietly "$CMAKE" --build alone --parallel 2
quietly "$CMAKE" --install alone --prefix "$work/alone-prefix"
./alone-prefix/bin/membarrier info >said || fail "$(cat said)"
